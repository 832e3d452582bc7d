// The product and its two peers side by side, on one database and one processor.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { nodeOptions } from '../../bin/runtime.mjs';
import { openDatabase, projectRoot } from '../../src/platform/database';
import { freePort } from '../support/ports';
import { cookieHeader, type Ground, type PageName, pageNames, pages } from './ground';
import type { PeerFile } from './peers';
import type { PageSizes } from './peers/bare';
import { cookiesIn, type PageData, readPage } from './peers/reads';

/** Where each of the three listens. */
export interface Servers {
  readonly product: string;
  readonly express: string;
  readonly bare: string;
  stop(): Promise<void>;
}

/** Makes the reads of every page once: what each is made from. */
export async function readEveryPage(ground: Ground): Promise<Readonly<Record<PageName, PageData>>> {
  const db = openDatabase(ground.cluster.url('app'));
  try {
    const found: [PageName, PageData][] = [];
    for (const name of pageNames) {
      found.push([name, await readPage(db, name, cookiesIn(cookieHeader(ground, name)))]);
    }
    return Object.fromEntries(found) as Record<PageName, PageData>;
  } finally {
    await db.destroy();
  }
}

export async function startServers(ground: Ground, core: number): Promise<Servers> {
  const folder = mkdtempSync(join(tmpdir(), 'mc2i-bench-'));
  const children: ChildProcess[] = [];
  const sizes = Object.fromEntries(
    await Promise.all(
      pageNames.map(async (name) => {
        const { body } = await fetchPage(ground.product.origin, ground, name);
        return [name, Buffer.byteLength(body)] as const;
      }),
    ),
  ) as PageSizes;
  const start = async (kind: 'express' | 'bare') => {
    const port = await freePort();
    const file = join(folder, `${kind}.json`);
    const content: PeerFile = { url: ground.cluster.url('app'), port, sizes };
    writeFileSync(file, JSON.stringify(content));
    const program = process.argv[1] ?? '';
    // The product's own options of Node, which trade speed for memory: it is the programs that are compared.
    const node = [process.execPath, ...nodeOptions(projectRoot(), 'serve')];
    const child = spawn('taskset', ['-c', String(core), ...node, program, 'peer', kind, file], {
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
