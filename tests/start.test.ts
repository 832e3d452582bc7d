import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { Agent, get } from 'node:http';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../src/platform/database/index';
import { freePort } from './support/ports';

const root = projectRoot();
let folder = '';
let dataDir = '';
let started: ChildProcess[] = [];
let servers: Server[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mc2i start '));
  chmodSync(folder, 0o711);
  dataDir = join(folder, 'data');
});
afterEach(async () => {
  for (const child of started) {
    for (const pid of [...family(child), ...databaseProcesses()]) kill(pid);
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
  for (const server of servers) server.close();
  started = [];
  servers = [];
  rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
});

type Run = { child: ChildProcess; output: () => string; errors: () => string };

/** The launcher, as `npm start` calls it, with no setting but these. */
function start(env: Record<string, string>, log: number | 'pipe' = 'pipe'): Run {
  const child = spawn(process.execPath, ['bin/start.mjs', 'serve'], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', DATA_DIR: dataDir, ...env },
    stdio: ['ignore', log, 'pipe'],
  });
  started.push(child);
  let output = '';
  let errors = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  return { child, output: () => output, errors: () => errors };
}

async function refused(env: Record<string, string>): Promise<string> {
  const { child, errors } = start(env);
  const [code] = await once(child, 'close');
  expect(code, errors()).toBe(1);
  expect(errors().trim().split('\n'), 'one sentence').toHaveLength(1);
  return errors().trim();
}

/** A listener that accepts and never says a word. */
async function mute(): Promise<number> {
  const port = await freePort();
  const server = createServer((socket) => socket.on('error', () => {}));
  servers.push(server);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return port;
}

async function served(port: number, run: Run): Promise<void> {
  await expect
    .poll(
      async () => {
        if (run.child.exitCode !== null) throw new Error(`ended: ${run.output()}${run.errors()}`);
        return fetch(`http://127.0.0.1:${port}/connexion`).then(
          (answer) => answer.status,
          () => 0,
        );
      },
      { timeout: 90_000, interval: 50 },
    )
    .toBe(200);
}

/** The status of a page asked over a connection kept alive, or the error. */
const ask = (port: number, agent: Agent): Promise<unknown> =>
  new Promise((resolve) => {
    const request = get({ port, host: '127.0.0.1', path: '/connexion', agent }, (answer) => {
      answer.on('error', resolve).on('end', () => resolve(answer.statusCode));
      answer.resume();
    });
    request.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
  });

/** The process and all its descendants, while they can still be told apart. */
function family(child: ChildProcess): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const [, parent] = readFileSync(`/proc/${entry}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      parents.set(Number(entry), Number(parent));
    } catch {
      // It has just ended.
    }
  }
  const below = (pid: number): number[] => [
    pid,
    ...[...parents].filter(([, parent]) => parent === pid).flatMap(([own]) => below(own)),
  ];
  return child.pid ? below(child.pid) : [];
}

/** Every PostgreSQL process works in the folder of its cluster. */
function databaseProcesses(): number[] {
  const cluster = join(dataDir, 'postgresql');
  if (!existsSync(cluster)) return [];
  const place = realpathSync(cluster);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return readlinkSync(`/proc/${name}/cwd`) === place;
      } catch {
        return false;
      }
    })
    .map(Number);
}

function kill(pid: number, signal: 'SIGKILL' | 'SIGINT' = 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has just ended.
  }
}

describe('a start that cannot work says why in one sentence', { timeout: 60_000 }, () => {
  it('taken port', async () => {
    const port = await mute();
    expect(await refused({ PORT: String(port) })).toBe(
      `Le port ${port} de 127.0.0.1 est déjà pris : arrêtez le programme qui l'occupe, ou choisissez-en un autre avec PORT.`,
    );
    expect(existsSync(dataDir)).toBe(false);
  });

  it('wrong setting', async () => {
    expect(await refused({ PORT: 'trois' })).toBe(
      'PORT vaut « trois » : indiquez un nombre entier de 1 à 65535.',
    );
    expect(existsSync(dataDir)).toBe(false);
  });

  it('folder that cannot be written', async () => {
    writeFileSync(join(folder, 'file'), '');
    dataDir = join(folder, 'file', 'data');
    expect(await refused({ PORT: String(await freePort()) })).toContain(
      `Le dossier ${dataDir} n'est pas accessible en écriture (ENOTDIR)`,
    );
  });

  it('database that refuses, or never answers', async () => {
    for (const port of [await freePort(), await mute()]) {
      const url = (role: string) => `postgres://${role}:hush@127.0.0.1:${port}/mc2i`;
      const sentence = await refused({
        PORT: String(await freePort()),
        DATABASE_URL: url('app'),
        DATABASE_OWNER_URL: url('owner'),
        DEMO: '1',
      });
      expect(sentence).toContain(`La base de données de DATABASE_URL (127.0.0.1:${port}/mc2i) ne répond pas`);
      expect(sentence).not.toContain('hush');
    }
  });
});

describe('the whole program', { timeout: 180_000 }, () => {
  it('starts, recovers after a kill of everything, and ends cleanly', async () => {
    const port = await freePort();
    const first = start({ PORT: String(port) });
    await served(port, first);
    for (const pid of [...family(first.child), ...databaseProcesses()]) kill(pid);
    await once(first.child, 'close');

    const second = start({ PORT: String(port) });
    await served(port, second);
    second.child.kill('SIGTERM');
    const [code] = await once(second.child, 'close');
    expect(code, second.errors()).toBe(0);
    expect(databaseProcesses()).toEqual([]);
    expect(existsSync(join(dataDir, 'postgresql', 'postmaster.pid'))).toBe(false);
  });

  it('takes Ctrl-C, which reaches every process of the terminal, for one clean stop', async () => {
    const port = await freePort();
    const run = start({ PORT: String(port) });
    await served(port, run);
    for (const pid of family(run.child)) {
      if (!databaseProcesses().includes(pid)) kill(pid, 'SIGINT');
    }
    const [code] = await once(run.child, 'close');
    expect(code, run.errors()).toBe(0);
    expect(existsSync(join(dataDir, 'postgresql', 'postmaster.pid'))).toBe(false);
  });

  it('stops without cutting any of those who are served, whoever stalls and however often it is told', async () => {
    const port = await freePort();
    const run = start({ PORT: String(port) });
    await served(port, run);
    const stalled = connect(port, '127.0.0.1').on('error', () => {});
    stalled.write('POST /connexion HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nemail=');
    const outcomes = new Set<unknown>();
    const connected = new Set<number>();
    const clients = Array.from({ length: 16 }, async (_, which) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      for (let last: unknown = 200; last === 200; outcomes.add(last)) {
        last = await ask(port, agent);
        connected.add(which);
      }
    });
    await expect.poll(() => connected.size, { timeout: 30_000 }).toBe(16);
    for (const signal of ['SIGTERM', 'SIGTERM', 'SIGINT'] as const) run.child.kill(signal);
    const [code] = await once(run.child, 'close');
    await Promise.all(clients);
    expect(code, run.errors()).toBe(0);
    // Once the listener is closed, and not before: no answer is lost.
    expect([...outcomes].sort()).toEqual([200, 'ECONNREFUSED']);
    expect(databaseProcesses()).toEqual([]);
  });

  it('says that its database is away, and heals without a restart once it is back', async () => {
    const port = await freePort();
    const run = start({ PORT: String(port) });
    await served(port, run);
    const search = () =>
      fetch(`http://127.0.0.1:${port}/demande-de-compte/entreprises?q=garage`).then(
        (answer) => answer.status,
      );
    expect(await search()).toBe(200);
    for (const pid of databaseProcesses()) kill(pid);
    const seen = new Set<number>();
    await expect
      .poll(async () => seen.add(await search()).has(503), { timeout: 20_000, interval: 1 })
      .toBe(true);
    await expect.poll(search, { timeout: 60_000 }).toBe(200);
    expect([...seen].filter((status) => status !== 200 && status !== 503)).toEqual([]);
    run.child.kill('SIGTERM');
    const [code] = await once(run.child, 'close');
    expect(code, run.errors()).toBe(0);
    expect(run.output()).not.toMatch(/"level":[56]0/);
  });

  it('serves on while its log cannot be written', async () => {
    const port = await freePort();
    const full = openSync('/dev/full', 'w');
    const run = start({ PORT: String(port) }, full);
    closeSync(full);
    await served(port, run);
    for (const pid of databaseProcesses()) kill(pid);
    await served(port, run);
    run.child.kill('SIGTERM');
    const [code] = await once(run.child, 'close');
    expect(code, run.errors()).toBe(0);
  });
});
