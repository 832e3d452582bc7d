import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type App, createApp } from '../../src/app';
import { sql } from '../../src/platform/database';
import { createServer, type Route } from '../../src/platform/http';
import { runWaitingJobs } from '../../src/platform/jobs';
import { openSession } from '../../src/platform/sessions';
import type { SecondFactorRule } from '../../src/platform/who-may';
import { refusalPage, renderDocument } from '../../src/ui';
import { useDatabase } from './database';

export interface SentMail {
  readonly kind: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface Answered {
  readonly status: number;
  readonly body: string;
  readonly location: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
}

const origin = 'http://localhost:3999';
export const metricsToken = 'a-token-of-the-tests';

/**
 * The whole product on a database of its own, without network: requests are injected, the clock is ours. `log`
 * receives every line of its log.
 */
export function useApp(
  options: {
    now?: string;
    demo?: boolean;
    log?: string[];
    pages?: 'all' | 'operator';
    secondFactor?: SecondFactorRule;
  } = {},
) {
  const database = useDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'mc2i-app-'));
  let now = new Date(options.now ?? '2026-11-23T09:00:00Z');
  // One millisecond a reading, so that what happens later is dated later.
  const tick = () => {
    now = new Date(now.getTime() + 1);
    return now;
  };
  let app: App;
  beforeAll(async () => {
    app = await createApp(
      {
        publicUrl: origin,
        host: '127.0.0.1',
        port: 3999,
        dataDir,
        demo: options.demo ?? false,
        secretKey: Buffer.alloc(32, 7),
        secondFactor: options.secondFactor ?? 'offered',
        trustProxy: false,
        searchPerMinute: 300,
        formerContactsMonths: 12,
        logLevel: options.log ? 'info' : 'silent',
        logStream: options.log && { write: (line) => options.log?.push(line) },
        metricsToken,
        assetsFolder: null,
        pages: options.pages ?? 'all',
      },
      { db: database.app, databaseUrl: database.appUrl, clock: tick, sendMail: null },
    );
  });
  afterAll(async () => {
    await app.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const cookies = new Map<string, string>();
  const request = async (
    method: 'GET' | 'POST',
    path: string,
    form?: Readonly<Record<string, string>>,
    as: { session?: string; jar?: Map<string, string>; address?: string } = {},
  ): Promise<Answered> => {
    const jar = as.jar ?? cookies;
    const sent = new Map(jar);
    if (as.session !== undefined) sent.set('mc2i', as.session);
    const response = await app.server.inject({
      method,
      url: path,
      remoteAddress: as.address ?? '127.0.0.1',
      cookies: Object.fromEntries(sent),
      headers: {
        ...(method === 'POST' ? { origin, 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(form ? { payload: new URLSearchParams(form).toString() } : {}),
    });
    for (const cookie of response.cookies) {
      if (cookie.value === '') jar.delete(cookie.name);
      else jar.set(cookie.name, cookie.value);
    }
    const { location } = response.headers;
    return {
      status: response.statusCode,
      body: response.body,
      location: typeof location === 'string' ? location : undefined,
      headers: response.headers,
    };
  };

  return {
    database,
    dataDir,
    origin,
    get kernel() {
      return app.kernel;
    },
    get server() {
      return app.server;
    },
    get routes() {
      return app.routes;
    },
    get jobs() {
      return app.jobs;
    },
    get chores() {
      return app.chores;
    },
    /** The same product behind other routes, to plant a fault; `log` receives what it says. */
    serverWith: (routes: readonly Route[], log?: string[]) =>
      createServer({
        kernel: app.kernel,
        routes,
        countTry: async () => null,
        files: app.files,
        host: '127.0.0.1',
        port: 3999,
        trustProxy: false,
        assetsFolder: null,
        logLevel: log ? 'info' : 'silent',
        logStream: log && { write: (line) => log.push(line) },
        observe: () => {},
        noteRefusal: async () => {},
        readiness: app.readiness,
        metricsToken: null,
        noteViewing: async () => {},
        render: (page) => renderDocument(page),
        refusalPage,
      }),
    /** Cookies that requests share, as one browser would; give `jar` for another browser. */
    cookies,
    get: (path: string, as?: Parameters<typeof request>[3]) => request('GET', path, undefined, as),
    post: (path: string, form: Readonly<Record<string, string>>, as?: Parameters<typeof request>[3]) =>
      request('POST', path, form, as),
    /** The secret of a fresh session, to give as `session`. */
    sessionOf: (accountId: string) => openSession(database.app, accountId, now),
    clock: {
      now: () => now,
      advance(milliseconds: number) {
        now = new Date(now.getTime() + milliseconds);
      },
    },
    runJobs: () => runWaitingJobs(database.appUrl, app.kernel, app.jobs),
    /** Every mail written so far, oldest first. */
    async mails(): Promise<SentMail[]> {
      const { rows } = await sql<SentMail>`
        select mail.kind, mail.recipient as "to", mail.subject, mail.body_text as text from outgoing_mail as mail
        order by mail.created_at, mail.id`.execute(database.owner);
      return rows;
    },
    /** The path and query of the first link of a mail that leads to this path. */
    linkIn(mail: SentMail | undefined, path: string): string {
      const found = mail?.text.match(new RegExp(`${origin}(${path}\\S*)`));
      if (!found?.[1]) throw new Error(`no link to ${path} in the mail « ${mail?.subject} »`);
      return found[1];
    },
  };
}
