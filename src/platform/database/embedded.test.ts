import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Embedded, projectRoot, StartError, startEmbedded } from './index';

let parent = '';
let dataDir = '';
let running: Embedded[] = [];
let children: ChildProcess[] = [];

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'mc2i embedded é '));
  chmodSync(parent, 0o711);
  dataDir = join(parent, 'my data');
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const server of running) await server.stop();
  running = [];
  children = [];
  if (existsSync(join(dataDir, 'postgresql'))) {
    rmSync(realpathSync(join(dataDir, 'postgresql')), { recursive: true, force: true });
  }
  rmSync(parent, { recursive: true, force: true });
});

async function start(): Promise<Embedded> {
  const server = await startEmbedded({ dataDir });
  running.push(server);
  return server;
}

/** The same in a process of its own, which can be killed. */
async function startElsewhere(): Promise<ChildProcess> {
  const script = `import { startEmbedded } from './src/platform/database/embedded';
    const { reused } = await startEmbedded({ dataDir: process.argv[1] });
    console.log(JSON.stringify({ reused }));
    setInterval(() => {}, 1000);`;
  const root = projectRoot();
  const bundle = buildSync({
    stdin: { contents: script, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    define: { 'import.meta.url': JSON.stringify(`file://${root}/`) },
  });
  const code = bundle.outputFiles[0]?.text ?? '';
  const child = spawn(process.execPath, ['--input-type=module', '-e', code, dataDir], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await once(child.stdout ?? child, 'data');
  return child;
}

async function ask<T>(url: string, query: string): Promise<T[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query(query)).rows as T[];
  } finally {
    await client.end();
  }
}

const answers = (url: string): Promise<boolean> =>
  ask(url, 'select 1').then(
    () => true,
    () => false,
  );

const lockFile = (): string => join(dataDir, 'postgresql', 'postmaster.pid');
const postmaster = (): number => Number(readFileSync(lockFile(), 'utf8').split('\n')[0]);

// A server is made each time: seconds when the machine is busy.
describe('startEmbedded', { timeout: 60_000 }, () => {
  it('makes both roles and the database, on the loopback, with passwords only their owner can read', async () => {
    const server = await start();
    expect(server.reused).toBe(false);
    expect(await ask(server.appUrl, 'select current_user as role')).toEqual([{ role: 'mc2i_app' }]);
    const [facts] = await ask<Record<string, string>>(
      server.ownerUrl,
      `select pg_get_userbyid(datdba) as owner, pg_encoding_to_char(encoding) as encoding, datcollate as collation,
              current_setting('listen_addresses') as addresses, current_setting('fsync') as fsync
         from pg_database where datname = 'mc2i'`,
    );
    expect(facts).toEqual({
      owner: 'mc2i_owner',
      encoding: 'UTF8',
      collation: 'C.UTF-8',
      addresses: '127.0.0.1',
      fsync: 'on',
    });
    expect(statSync(join(dataDir, 'postgresql.json')).mode & 0o777).toBe(0o600);
    const wrong = new URL(server.ownerUrl);
    wrong.password = 'wrong';
    expect(await answers(wrong.href)).toBe(false);
  });

  it('keeps its data and its address from one start to the next, after a clean stop', async () => {
    const first = await start();
    await ask(first.ownerUrl, `create table kept as select 'yes' as answer`);
    await first.stop();
    expect(existsSync(lockFile())).toBe(false);
    const second = await start();
    expect(second).toMatchObject({ reused: false, ownerUrl: first.ownerUrl, appUrl: first.appUrl });
    expect(await ask(second.ownerUrl, 'select answer from kept')).toEqual([{ answer: 'yes' }]);
  });

  it('is shared by several users, and stopped by the last one', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    const third = await start();
    expect(third).toMatchObject({ reused: true, ownerUrl: first.ownerUrl });
    await first.stop();
    await third.stop();
    expect(await answers(second.appUrl)).toBe(true);
    await second.stop();
    expect(await answers(second.appUrl)).toBe(false);
  });

  it('joins the server that a killed process left running', async () => {
    const child = await startElsewhere();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const server = await start();
    expect(server.reused).toBe(true);
    await server.stop();
    expect(existsSync(lockFile())).toBe(false);
  });

  it('starts again after a kill of everything', async () => {
    const child = await startElsewhere();
    child.kill('SIGKILL');
    process.kill(postmaster(), 'SIGKILL');
    await once(child, 'exit');
    const server = await start();
    expect(await answers(server.appUrl)).toBe(true);
  });

  it('brings a killed server back while it is in use', async () => {
    const server = await start();
    const before = postmaster();
    process.kill(before, 'SIGKILL');
    await expect.poll(() => answers(server.appUrl), { timeout: 15_000 }).toBe(true);
    expect(postmaster()).not.toBe(before);
  });

  it('is not fooled by a lock file whose number belongs to another process', async () => {
    const first = await start();
    await first.stop();
    writeFileSync(lockFile(), `${process.pid}\n`);
    const second = await start();
    expect(await answers(second.appUrl)).toBe(true);
  });

  it('takes another port when its own is taken', async () => {
    const first = await start();
    await first.stop();
    const memory = join(dataDir, 'postgresql.json');
    const other = new URL(first.appUrl).port;
    const squatter = spawn(process.execPath, [
      '-e',
      `require('net').createServer((s) => s.end('HTTP/1.1 400 Bad Request')).listen(${other}, '127.0.0.1', () => console.log('on'))`,
    ]);
    children.push(squatter);
    await once(squatter.stdout, 'data');
    const second = await start();
    expect(new URL(second.appUrl).port).not.toBe(other);
    expect(await answers(second.appUrl)).toBe(true);
    expect(readFileSync(memory, 'utf8')).toContain(new URL(second.appUrl).port);
  });

  it('works below a folder that is closed to everybody else', async () => {
    chmodSync(parent, 0o700);
    const server = await start();
    expect(await answers(server.appUrl)).toBe(true);
    // Only root needs another user for the server, and therefore another place.
    expect(lstatSync(join(dataDir, 'postgresql')).isSymbolicLink()).toBe(process.getuid?.() === 0);
  });

  it('says in one sentence that a folder cannot be written', async () => {
    writeFileSync(join(parent, 'file'), '');
    dataDir = join(parent, 'file', 'data');
    const failure = start();
    await expect(failure).rejects.toBeInstanceOf(StartError);
    await expect(failure).rejects.toThrow(/^Le dossier .* n'est pas accessible en écriture \(ENOTDIR\)/);
  });

  it('never replaces a folder that has lost its database', async () => {
    mkdirSync(join(dataDir, 'postgresql'), { recursive: true });
    await expect(start()).rejects.toThrow(/ne contient plus la base de données/);
  });
});
