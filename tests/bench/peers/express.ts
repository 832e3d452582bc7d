// The same pages by Express 5 and EJS, as an application of that kind is written: templates with their
// partials, kept compiled, the reads by the same functions. It does what a served page does beside: a request
// id, a line of log, the figures of the request, compression for who asks for it.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import compression from 'compression';
import ejs from 'ejs';
import express from 'express';
import { type Database, projectRoot } from '../../../src/platform/database';
import { securityHeaders } from '../../../src/platform/http/security';
import type { Metrics } from '../../../src/platform/metrics';
import { type PageName, pageNames, pages } from '../ground';
import { commonLocals, modelOf } from './model';
import { cookiesIn, type PageData, readPage } from './reads';

// The lines of a template are for its reader: the page goes without them, as the product's does.
ejs.fileLoader = (path) => readFileSync(path, 'utf8').replace(/\n\s*/g, '');

const viewsFolder = join(projectRoot(), 'tests/bench/peers/views');

export function expressServer(db: Database, observe: Metrics['observe']) {
  const app = express();
  app.set('views', viewsFolder);
  app.engine('ejs', ejs.renderFile);
  app.set('view engine', 'ejs');
  app.set('view cache', true);
  app.disable('x-powered-by');
  // Neither do the product's pages carry one: they are never kept.
  app.disable('etag');
  Object.assign(app.locals, commonLocals());
  const headers = securityHeaders(false);
  app.use((request, response, next) => {
    const began = performance.now();
    const reqId = randomUUID();
    response.set(headers).set('x-request-id', reqId);
    response.on('finish', () => {
      const { statusCode: status } = response;
      const { method, path: route } = request;
      const ms = performance.now() - began;
      observe({ method, route, status, seconds: ms / 1000 });
      console.log(
        JSON.stringify({ level: 30, time: Date.now(), reqId, method, route, status, ms, msg: 'answered' }),
      );
    });
    next();
  });
  app.use(compression());
  for (const name of pageNames) {
    app.get(pages[name], async (request, response) => {
      const data = await readPage(db, name, cookiesIn(request.headers.cookie));
      response.render(name, modelOf(name, data));
    });
  }
  return app;
}

/** The templates alone, without a server; compiled once. */
export function ejsRenderer(): (name: PageName, data: PageData) => string {
  const common = commonLocals();
  const compiled = new Map(
    pageNames.map((name) => {
      const filename = join(viewsFolder, `${name}.ejs`);
      return [name, ejs.compile(ejs.fileLoader(filename).toString(), { filename, cache: true })];
    }),
  );
  return (name, data) => compiled.get(name)?.({ ...common, ...modelOf(name, data) }) ?? '';
}
