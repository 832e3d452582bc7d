import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, closeSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import {
  clusterIdentity,
  clusterOf,
  freePort,
  hasCluster,
  hasLockFile,
  logOf,
  type Memory,
  newCluster,
  prepareDataDir,
  readMemory,
  removeStaleLockFile,
  withStartLock,
  writeMemory,
} from './embedded-files';
import { sqlState } from './pool';
import { StartError } from './start-error';
import { findPrograms, type Identity } from './system-user';

export type Embedded = {
  ownerUrl: string;
  appUrl: string;
  /** True when a server of this folder was already running. */
  reused: boolean;
  /** Shuts the server down cleanly, unless another process still uses it. To be called last. */
  stop(): Promise<void>;
};

const OWNER = 'mc2i_owner';
const APP = 'mc2i_app';
const DATABASE = 'mc2i';
/** Advisory lock of the database `postgres`: shared by those who use the server, exclusive to stop it. */
const LEASE_KEY = 2_424_210_434;
const START_DEADLINE_MS = 60_000;
const LOG_LIMIT_BYTES = 10_000_000;

type Attempt = { lease: Client } | { state: 'absent' | 'starting' | 'foreign' };

/**
 * Starts the PostgreSQL of `dataDir`, or joins the one that runs: creates the cluster, both roles and the
 * database `mc2i` at the first start, recovers after a `kill -9`, and starts the server again should it
 * crash while we use it. Several processes may use one folder. Throws StartError.
 */
export async function startEmbedded(options: { dataDir: string }): Promise<Embedded> {
  const dataDir = resolve(options.dataDir);
  prepareDataDir(dataDir);
  const reused = hasCluster(dataDir) && 'lease' in (await peek(dataDir));
  let lease = await obtainLease(dataDir);
  let stopping = false;

  // The lease connection breaks when the server does. A crash leaves its lock file: the server is started
  // again. A clean stop by somebody else is respected, and the lease taken back once the server returns.
  const keepLease = (client: Client): void => {
    client.once('end', () => void (stopping ? undefined : recover()));
  };
  const recover = async (): Promise<void> => {
    while (!stopping) {
      const attempt = hasLockFile(dataDir)
        ? await obtainLease(dataDir).then(
            (client): Attempt => ({ lease: client }),
            (): Attempt => ({ state: 'absent' }),
          )
        : await tryLease(dataDir, readMemory(dataDir));
      if ('lease' in attempt) {
        lease = attempt.lease;
        keepLease(lease);
        return;
      }
      await sleep(500, undefined, { ref: false });
    }
  };
  keepLease(lease);
  await createDatabase(lease, readMemory(dataDir), dataDir);

  return {
    ownerUrl: urlOf(readMemory(dataDir), 'owner'),
    appUrl: urlOf(readMemory(dataDir), 'app'),
    reused,
    stop: async () => {
      if (stopping) return;
      stopping = true;
      await stopServer(lease, dataDir);
    },
  };
}

async function peek(dataDir: string): Promise<Attempt> {
  const attempt = await tryLease(dataDir, readMemory(dataDir));
  if ('lease' in attempt) await attempt.lease.end();
  return attempt;
}

/** Connects, starting the server when it does not run, until it works or the deadline has passed. */
async function obtainLease(dataDir: string): Promise<Client> {
  const deadline = Date.now() + START_DEADLINE_MS;
  for (let wait = 100; Date.now() < deadline; wait = Math.min(wait * 2, 2_000)) {
    const attempt = await withStartLock(dataDir, async (): Promise<Attempt> => {
      const identity = clusterIdentity(dataDir);
      if (!hasCluster(dataDir)) await initialise(dataDir, identity);
      const before = await tryLease(dataDir, readMemory(dataDir));
      if ('lease' in before || before.state === 'starting') return before;
      return startServer(dataDir, identity, before.state === 'foreign');
    });
    if ('lease' in attempt) return attempt.lease;
    await sleep(wait);
  }
  throw new StartError(
    `La base de données intégrée ne démarre pas : le détail est à la fin de ${logOf(dataDir)}.`,
  );
}

async function tryLease(dataDir: string, memory: Memory): Promise<Attempt> {
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
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock_shared($1) taken', [
      LEASE_KEY,
    ]);
    if (rows[0]?.taken) return { lease: client };
    // Somebody is just stopping the server.
    await client.end();
    return { state: 'starting' };
  } catch (error) {
    await client.end().catch(() => {});
    const state = sqlState(error);
    if (state === '57P03' || state === '57P01') return { state: 'starting' };
    const refused = error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
    if (refused) return { state: 'absent' };
    // Our own server may be too busy to answer; anything else on this port is not ours.
    return { state: hasLockFile(dataDir) && state === undefined ? 'starting' : 'foreign' };
  }
}

async function initialise(dataDir: string, identity: Identity): Promise<void> {
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

async function startServer(dataDir: string, identity: Identity, portTaken: boolean): Promise<Attempt> {
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
  return { state: 'starting' };
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
      clusterOf(dataDir),
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
  if (/postmaster\.pid|shared memory block/.test(lines)) return { state: 'starting' };
  if (/Address already in use|could not create any TCP/.test(lines)) return { state: 'foreign' };
  const fatal = lines.match(/FATAL: +(.*)/)?.[1];
  throw new StartError(
    `La base de données intégrée ne démarre pas${fatal ? ` : ${fatal}` : ''}. Le détail est dans ${log}.`,
  );
}

/** Roles and database of the application; done again at each start, so that a kill in between heals. */
async function createDatabase(superuser: Client, memory: Memory, dataDir: string): Promise<void> {
  await withStartLock(dataDir, async () => {
    const { rows } = await superuser.query<{ name: string }>(
      `select rolname as name from pg_roles where rolname in ($1, $2)
       union all select 'database ' || datname from pg_database where datname = $3`,
      [OWNER, APP, DATABASE],
    );
    const present = new Set(rows.map((row) => row.name));
    // The passwords are base64url: nothing to quote.
    if (!present.has(OWNER)) await superuser.query(`create role ${OWNER} login password '${memory.owner}'`);
    if (!present.has(APP)) await superuser.query(`create role ${APP} login password '${memory.app}'`);
    if (!present.has(`database ${DATABASE}`)) {
      await superuser.query(`create database ${DATABASE} owner ${OWNER} template template0`);
    }
  });
}

function urlOf(memory: Memory, who: 'owner' | 'app'): string {
  return `postgres://${who === 'owner' ? OWNER : APP}:${memory[who]}@127.0.0.1:${memory.port}/${DATABASE}`;
}

async function stopServer(lease: Client, dataDir: string): Promise<void> {
  let pid: number | undefined;
  try {
    await lease.query('select pg_advisory_unlock_shared($1)', [LEASE_KEY]);
    const { rows } = await lease.query<{ alone: boolean; pid: number }>(
      `select pg_try_advisory_lock($1) as alone,
              split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int as pid`,
      [LEASE_KEY],
    );
    pid = rows[0]?.alone ? rows[0].pid : undefined;
    if (pid) process.kill(pid, 'SIGINT');
  } catch {
    // The server has gone before us.
  }
  await lease.end().catch(() => {});
  for (const deadline = Date.now() + 30_000; pid && hasLockFile(dataDir) && Date.now() < deadline; ) {
    await sleep(20);
  }
}
