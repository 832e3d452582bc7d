// The least that a Fastify server can do: the reads of each page, and a constant of its size.
import Fastify from 'fastify';
import type { Database } from '../../../src/platform/database';
import { type PageName, pageNames, pages } from '../ground';
import { cookiesIn, readPage } from './reads';

/** Bytes of each page, uncompressed. */
export type PageSizes = Readonly<Record<PageName, number>>;

export function bareServer(db: Database, sizes: PageSizes) {
  const app = Fastify();
  for (const name of pageNames) {
    const body = 'x'.repeat(sizes[name]);
    app.get(pages[name], async (request, reply) => {
      await readPage(db, name, cookiesIn(request.headers.cookie));
      return reply.type('text/html; charset=utf-8').send(body);
    });
  }
  return app;
}
