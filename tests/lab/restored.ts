import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { serverIdentity } from '../../src/platform/database/system-user';
import { freePort } from '../support/ports';
import type { Cluster } from './cluster';

/** Debian's, which has the tools that the packaged server lacks. */
export const debianPrograms = '/usr/lib/postgresql/15/bin';

/** Runs a program as the database's user, to its end; throws what it said when it fails. */
export function runAsServer(program: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, args, {
    cwd: '/',
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    ...serverIdentity(),
  });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? stderr}`);
}

/** A folder that only the database's user enters. */
export function makeServerFolder(folder: string): string {
  mkdirSync(folder, { mode: 0o700 });
  const { uid, gid } = serverIdentity();
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
  return folder;
}

export interface Restored extends Pick<Cluster, 'url'> {
  /** Seconds until it accepted writes. */
  readonly seconds: number;
  query<R>(text: string): Promise<R[]>;
  stop(): void;
}

/**
 * Starts a copied folder on a port of its own. With an `archive` it replays what is there, to the end or to
 * `target`; without, it has the journal of the copy alone.
 */
export async function startRestored(
  folder: string,
  recovery: { archive?: string; target?: Date } = {},
): Promise<Restored> {
  const began = performance.now();
  const port = await freePort();
  const { archive, target } = recovery;
  if (archive !== undefined) {
    const to = target
      ? `recovery_target_time = '${target.toISOString().replace('Z', '+00')}'\nrecovery_target_action = 'promote'\n`
      : '';
    appendFileSync(join(folder, 'postgresql.auto.conf'), `restore_command = 'cp ${archive}/%f %p'\n${to}`);
    writeFileSync(join(folder, 'recovery.signal'), '');
  }
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c archive_mode=off -c max_connections=200`;
  const control = (...args: string[]) =>
    runAsServer(join(debianPrograms, 'pg_ctl'), [
      '-D',
      folder,
      '-l',
      `${folder}.log`,
      '-w',
      '-t',
      '120',
      ...args,
    ]);
  try {
    control('-o', settings, 'start');
  } catch (error) {
    throw new Error(readFileSync(`${folder}.log`, 'utf8').slice(-2000), { cause: error });
  }
  const users = { superuser: 'postgres', owner: 'mc2i_owner', app: 'mc2i_app' } as const;
  const url: Cluster['url'] = (role, database = 'mc2i') =>
    `postgres://${users[role]}:lab@127.0.0.1:${port}/${database}`;
  const query = async <R>(text: string): Promise<R[]> => {
    const client = new Client({ connectionString: url('superuser') });
    await client.connect();
    try {
      return (await client.query(text)).rows as R[];
    } finally {
      await client.end();
    }
  };
  while ((await query<{ still: boolean }>('select pg_is_in_recovery() as still'))[0]?.still) await sleep(50);
  const seconds = (performance.now() - began) / 1000;
  return { url, query, seconds, stop: () => control('-m', 'fast', 'stop') };
}

/** Puts documents as the product does: the file, then its row. */
export async function addDocuments(url: string, dataDir: string, count: number): Promise<void> {
  const folder = join(dataDir, 'documents');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const client = new Client({ connectionString: url });
  await client.connect();
  for (let index = 0; index < count; index++) {
    const content = randomBytes(1000 + index * 500);
    const key = crypto.randomUUID();
    writeFileSync(join(folder, key), content);
    await client.query(
      `insert into stored_file (storage_key, name, media_type, size_bytes, sha256, scan, stored_at)
       values ($1, 'kbis.pdf', 'application/pdf', $2, $3, 'clean', now())`,
      [key, content.length, createHash('sha256').update(content).digest()],
    );
  }
  await client.end();
}

/** How many documents have a row, and how many of these are absent or not what the row says. */
export async function checkDocuments(
  url: string,
  dataDir: string,
): Promise<{ rows: number; faults: number }> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ key: string; hash: Buffer }>(
    'select storage_key as key, sha256 as hash from stored_file',
  );
  await client.end();
  const right = rows.filter(({ key, hash }) => {
    const path = join(dataDir, 'documents', key);
    return existsSync(path) && createHash('sha256').update(readFileSync(path)).digest().equals(hash);
  });
  return { rows: rows.length, faults: rows.length - right.length };
}

/** A digest of every row of every table, those of the queue included, by table. */
export async function digests(url: string): Promise<ReadonlyMap<string, string>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const found = new Map<string, string>();
  for (const { name } of tables) {
    const { rows } = await client.query<{ digest: string }>(
      `select md5(coalesce(string_agg(one::text, '|' order by one::text), '')) as digest from ${name} as one`,
    );
    found.set(name, rows[0]?.digest ?? '');
  }
  await client.end();
  return found;
}
