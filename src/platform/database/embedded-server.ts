import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import {
  clusterOf,
  freePort,
  hasLockFile,
  logOf,
  type Memory,
  newCluster,
  readMemory,
  removeStaleLockFile,
  writeMemory,
} from './embedded-files';
import { sqlState } from './pool';
import { StartError } from './start-error';
import { findPrograms, type Identity } from './system-user';

/** Advisory lock of the database `postgres`: shared by those who use the server, exclusive to stop it. */
export const LEASE_KEY = 2_424_210_434;
export const START_DEADLINE_MS = 60_000;
const LOG_LIMIT_BYTES = 10_000_000;

/**
 * One try to join the server: a connection that holds the shared lock, or why there is none: nothing
 * listens, the server starts or stops, or something else has taken the port.
 */
export type Attempt = { lease: Client } | { state: 'absent' | 'busy' | 'foreign' };

export async function tryLease(dataDir: string, memory: Memory): Promise<Attempt> {
  const client = new Client({
    host: '127.0.0.1',
    port: memory.port,
    user: 'postgres',
    password: memory.superuser,
    database: 'postgres',
    application_name: 'mon-compte-2i lease',
    connectionTimeoutMillis: 3_000,
    keepAlive: true,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string; taken: boolean }>(
      `select current_setting('data_directory') as folder, pg_try_advisory_lock_shared($1) as taken`,
      [LEASE_KEY],
    );
    if (rows[0]?.taken && rows[0].folder === realpathSync(clusterOf(dataDir))) return { lease: client };
    await client.end();
    // Somebody is just stopping the server, or it is that of the folder which this one is a copy of.
    return { state: rows[0]?.taken ? 'foreign' : 'busy' };
  } catch (error) {
    await client.end().catch(() => {});
    const state = sqlState(error);
    if (state === '57P03' || state === '57P01') return { state: 'busy' };
    const refused = error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
    if (refused) return { state: 'absent' };
    // Our own server may be too busy to answer; anything else on this port is not ours.
    return { state: hasLockFile(dataDir) && state === undefined ? 'busy' : 'foreign' };
  }
}

/** Creates the cluster, its passwords and its port. */
export async function initialise(dataDir: string, identity: Identity): Promise<void> {
  const programs = findPrograms(identity);
  const password = (): string => randomBytes(24).toString('base64url');
  const memory = { port: await freePort(), superuser: password(), owner: password(), app: password() };
  await newCluster(dataDir, identity, async (folder) => {
    const passwordFile = `${folder}.password`;
    writeFileSync(passwordFile, memory.superuser, { mode: 0o600 });
    if (identity.uid !== undefined && identity.gid !== undefined) {
      chownSync(passwordFile, identity.uid, identity.gid);
    }
    try {
      const result = await run(
        join(programs, 'initdb'),
        [
          `--pgdata=${folder}`,
          `--pwfile=${passwordFile}`,
          '--username=postgres',
          '--auth=scram-sha-256',
          '--encoding=UTF8',
          '--locale=C.UTF-8',
          '--no-instructions',
        ],
        identity,
      );
      if (result.code !== 0) {
        throw new StartError(
          `La base de données intégrée n'a pas pu être créée : ${result.output.trim().split('\n').at(-1)}`,
        );
      }
    } finally {
      rmSync(passwordFile, { force: true });
    }
    writeMemory(dataDir, memory);
  });
}

function run(command: string, args: string[], identity: Identity): Promise<{ code: number; output: string }> {
  return new Promise((settle, reject) => {
    const child = spawn(command, args, { cwd: '/', stdio: ['ignore', 'ignore', 'pipe'], ...identity });
    let output = '';
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.once('error', reject);
    child.once('close', (code) => settle({ code: code ?? 1, output }));
  });
}

/**
 * Starts the server and joins it. Answers `busy` or `foreign` when a later try, or another port, may work;
 * throws StartError with the server's own reason otherwise.
 */
export async function startServer(dataDir: string, identity: Identity, portTaken: boolean): Promise<Attempt> {
  const memory = readMemory(dataDir);
  if (portTaken) {
    memory.port = await freePort();
    writeMemory(dataDir, memory);
  }
  removeStaleLockFile(dataDir);
  const log = logOf(dataDir);
  const before = logSize(log);
  const child = spawnServer(dataDir, memory.port, identity, log, before > LOG_LIMIT_BYTES);
  for (const deadline = Date.now() + START_DEADLINE_MS; Date.now() < deadline; ) {
    if (child.exitCode !== null || child.signalCode !== null) {
      return explainExit(log, before > LOG_LIMIT_BYTES ? 0 : before);
    }
    const attempt = await tryLease(dataDir, memory);
    if ('lease' in attempt) return attempt;
    await sleep(20);
  }
  return { state: 'busy' };
}

function spawnServer(
  dataDir: string,
  port: number,
  identity: Identity,
  log: string,
  emptyLog: boolean,
): ChildProcess {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    // A socket's path is limited to 107 bytes, which a deep folder exceeds.
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '256MB',
    random_page_cost: 1.1,
    timezone: 'UTC',
    // Rows and statements can hold personal data: the log names the error alone.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
  };
  const output = openSync(log, emptyLog ? 'w' : 'a', 0o600);
  const child = spawn(
    join(findPrograms(identity), 'postgres'),
    [
      '-D',
      // Not the link: it may lie in a folder that is closed to the server's user.
      realpathSync(clusterOf(dataDir)),
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    // Detached: Ctrl-C reaches a whole process group, and the database must outlive the requests in flight.
    { cwd: '/', detached: true, stdio: ['ignore', output, output], ...identity },
  );
  closeSync(output);
  child.on('error', () => {});
  child.unref();
  return child;
}

function logSize(log: string): number {
  return statSync(log, { throwIfNoEntry: false })?.size ?? 0;
}

/** Reads why the server gave up: what passes with time is tried again, the rest stops the start. */
function explainExit(log: string, from: number): Attempt {
  const lines = readFileSync(log).subarray(from).toString();
  if (/postmaster\.pid|shared memory block/.test(lines)) return { state: 'busy' };
  if (/Address already in use|could not create any TCP/.test(lines)) return { state: 'foreign' };
  const fatal = lines.match(/FATAL: +(.*)/)?.[1];
  throw new StartError(
    `La base de données intégrée ne démarre pas${fatal ? ` : ${fatal}` : ''}. Le détail est dans ${log}.`,
  );
}
