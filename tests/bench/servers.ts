// The product and its two peers side by side, on one database and one processor.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../src/platform/database';
import { freePort } from '../support/ports';
import { cookieHeader, type Ground, type PageName, pageNames, pages } from './ground';
import type { PeerFile } from './peers';
import type { BarePages, Statement } from './peers/bare';
import { cookiesIn, type PageData, readPage } from './peers/reads';

/** Where each of the three listens. */
export interface Servers {
  readonly product: string;
  readonly express: string;
  readonly bare: string;
  stop(): Promise<void>;
}

/** What a page is made from, and the statements that read it. */
export interface ReadOnce {
  readonly data: PageData;
  readonly statements: readonly Statement[];
}

/** Makes the reads of every page once, and keeps what was sent to the database. */
export async function readEveryPage(ground: Ground): Promise<Readonly<Record<PageName, ReadOnce>>> {
  let statements: Statement[] = [];
  const db = openDatabase(ground.cluster.url('app'), {
    log: ({ query }) => statements.push({ text: query.sql, values: query.parameters.map(asJson) }),
  });
  try {
    const found: [PageName, ReadOnce][] = [];
    for (const name of pageNames) {
      statements = [];
      const data = await readPage(db, name, cookiesIn(cookieHeader(ground, name)));
      found.push([name, { data, statements }]);
    }
    return Object.fromEntries(found) as Record<PageName, ReadOnce>;
  } finally {
    await db.destroy();
  }
}

function asJson(value: unknown): Statement['values'][number] {
  if (Buffer.isBuffer(value)) return { hex: value.toString('hex') };
  if (value instanceof Date) return value.toISOString();
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
  throw new Error(`a peer cannot send this value: ${String(value)}`);
}

export async function startServers(
  ground: Ground,
  read: Readonly<Record<PageName, ReadOnce>>,
  core: number,
): Promise<Servers> {
  const folder = mkdtempSync(join(tmpdir(), 'mc2i-bench-'));
  const children: ChildProcess[] = [];
  const bare = Object.fromEntries(
    await Promise.all(
      pageNames.map(async (name) => {
        const { body } = await fetchPage(ground.product.origin, ground, name);
        return [name, { statements: read[name].statements, size: Buffer.byteLength(body) }] as const;
      }),
    ),
  ) as BarePages;
  const start = async (kind: 'express' | 'bare') => {
    const port = await freePort();
    const file = join(folder, `${kind}.json`);
    const content: PeerFile = { url: ground.cluster.url('app'), port, bare };
    writeFileSync(file, JSON.stringify(content));
    const program = process.argv[1] ?? '';
    const child = spawn('taskset', ['-c', String(core), process.execPath, program, 'peer', kind, file], {
      env: { ...process.env, NODE_ENV: 'production' },
      // Its log is read, as the product's is.
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.resume();
    children.push(child);
    process.once('exit', () => child.kill('SIGKILL'));
    const origin = `http://127.0.0.1:${port}`;
    for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(50)) {
      const answer = await fetch(`${origin}/connexion`, { headers: { connection: 'close' } }).catch(
        () => null,
      );
      await answer?.arrayBuffer();
      if (answer?.ok) return origin;
    }
    throw new Error(`the peer ${kind} did not start`);
  };
  return {
    product: ground.product.origin,
    express: await start('express'),
    bare: await start('bare'),
    async stop() {
      for (const child of children) {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One page as a server gives it, uncompressed. */
export async function fetchPage(origin: string, ground: Ground, name: PageName) {
  const answer = await fetch(origin + pages[name], {
    headers: { cookie: cookieHeader(ground, name), 'accept-encoding': 'identity' },
    redirect: 'manual',
  });
  const body = await answer.text();
  if (answer.status !== 200) throw new Error(`${name} answered ${answer.status}`);
  return { body, headers: answer.headers };
}
