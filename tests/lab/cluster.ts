import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { findPrograms, serverIdentity } from '../../src/platform/database/system-user';
import { freePort } from '../support/ports';

const roles = { superuser: 'postgres', owner: 'mc2i_owner', app: 'mc2i_app' } as const;

/** A PostgreSQL of the laboratory's own, to be killed, stopped, filled. `PG_BIN` names another one's programs. */
export interface Cluster {
  /** Folder of its data. */
  readonly folder: string;
  url(role: keyof typeof roles, database?: string): string;
  /** Starts it, after a crash too, and waits until it accepts. */
  start(): Promise<void>;
  /** `fast` ends the connections, `immediate` leaves what a crash leaves. */
  stop(mode: 'fast' | 'immediate'): Promise<void>;
  /** kill -9 of the postmaster; its children end by themselves. */
  kill(): Promise<void>;
  /** One statement as the superuser, on the product's database. */
  query<R>(text: string, values?: readonly unknown[]): Promise<R[]>;
  /** Stops it and clears everything away. */
  remove(): Promise<void>;
}

const database = 'mc2i';

/**
 * Creates and starts a cluster on loopback with the product's two roles and its empty database.
 * `settings` are PostgreSQL's own; `inside` is an existing folder to hold the data (a small disk), its journal
 * kept elsewhere as PostgreSQL wants it: without room for that one, it stops.
 */
export async function startCluster(
  options: { settings?: Readonly<Record<string, string>>; inside?: string } = {},
): Promise<Cluster> {
  const identity = serverIdentity();
  const place = mkdtempSync(join(options.inside ?? tmpdir(), 'mc2i-lab-'));
  chmodSync(place, 0o755);
  const folder = join(place, 'data');
  const journal = options.inside === undefined ? null : mkdtempSync(join(tmpdir(), 'mc2i-lab-wal-'));
  for (const one of [folder, ...(journal === null ? [] : [journal])]) {
    mkdirSync(one, { mode: 0o700, recursive: true });
    if (identity.uid !== undefined && identity.gid !== undefined) chownSync(one, identity.uid, identity.gid);
  }
  const programs = process.env.PG_BIN ?? findPrograms(identity);
  const init = spawnSync(
    join(programs, 'initdb'),
    [
      ...['-D', folder, '--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8'],
      ...(journal === null ? [] : ['--waldir', journal]),
    ],
    { cwd: '/', encoding: 'utf8', ...identity },
  );
  if (init.status !== 0) throw new Error(`initdb: ${init.stderr}`);
  const port = await freePort();
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '256MB',
    ...options.settings,
  };
  let server: ChildProcess | undefined;

  const url = (role: keyof typeof roles, name = database) =>
    `postgres://${roles[role]}:lab@127.0.0.1:${port}/${name}`;

  const start = async () => {
    for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(20)) {
      if (!server || server.exitCode !== null || server.signalCode !== null) {
        server = spawn(
          join(programs, 'postgres'),
          ['-D', folder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
          { cwd: '/', stdio: 'ignore', ...identity },
        );
      }
      if (await accepts(url('superuser', 'postgres'))) return;
    }
    throw new Error('the cluster did not start');
  };
  const end = async (signal: NodeJS.Signals) => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const exited = once(server, 'exit');
    server.kill(signal);
    await exited;
  };
  // A laboratory that is cut short leaves no server behind.
  const endWithUs = () => server?.kill('SIGKILL');
  process.once('exit', endWithUs);

  await start();
  const admin = new Client({ connectionString: url('superuser', 'postgres') });
  await admin.connect();
  for (const role of [roles.owner, roles.app]) await admin.query(`create role ${role} login`);
  await admin.query(`create database ${database} owner ${roles.owner}`);
  await admin.end();

  return {
    folder,
    url,
    start,
    stop: (mode) => end(mode === 'fast' ? 'SIGINT' : 'SIGQUIT'),
    kill: () => end('SIGKILL'),
    async query<R>(text: string, values: readonly unknown[] = []) {
      const client = new Client({ connectionString: url('superuser') });
      client.on('error', () => {});
      await client.connect();
      try {
        const { rows } = await client.query(text, [...values]);
        return rows as R[];
      } finally {
        await client.end();
      }
    },
    async remove() {
      await end('SIGQUIT');
      process.off('exit', endWithUs);
      for (const one of [place, ...(journal === null ? [] : [journal])]) {
        rmSync(one, { recursive: true, force: true, maxRetries: 20 });
      }
    },
  };
}

async function accepts(connectionString: string): Promise<boolean> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
