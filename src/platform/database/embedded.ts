import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import {
  clusterIdentity,
  hasCluster,
  hasLockFile,
  logOf,
  type Memory,
  prepareDataDir,
  readMemory,
  withStartLock,
} from './embedded-files';
import {
  type Attempt,
  initialise,
  LEASE_KEY,
  START_DEADLINE_MS,
  startServer,
  tryLease,
} from './embedded-server';
import { StartError } from './start-error';

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
  let recovery = Promise.resolve();

  // The lease connection breaks when the server does. A crash leaves its lock file: the server is started
  // again. A clean stop by somebody else is respected, and the lease taken back once the server returns.
  const keepLease = (client: Client): void => {
    client.once('end', () => {
      if (!stopping) recovery = recover();
    });
  };
  const recover = async (): Promise<void> => {
    while (!stopping) {
      const attempt = await rejoin(dataDir).catch((): Attempt => ({ state: 'absent' }));
      if ('lease' in attempt) {
        lease = attempt.lease;
        keepLease(lease);
        return;
      }
      await sleep(500, undefined, { ref: false });
    }
  };
  keepLease(lease);
  await createDatabase(lease, dataDir);

  const memory = readMemory(dataDir);
  return {
    ownerUrl: urlOf(memory, 'owner'),
    appUrl: urlOf(memory, 'app'),
    reused,
    stop: async () => {
      if (stopping) return;
      stopping = true;
      await recovery;
      await stopServer(lease, dataDir);
    },
  };
}

async function peek(dataDir: string): Promise<Attempt> {
  const attempt = await tryLease(dataDir, readMemory(dataDir));
  if ('lease' in attempt) await attempt.lease.end();
  return attempt;
}

async function rejoin(dataDir: string): Promise<Attempt> {
  return hasLockFile(dataDir)
    ? { lease: await obtainLease(dataDir) }
    : await tryLease(dataDir, readMemory(dataDir));
}

/** Connects, starting the server when it does not run, until it works or the deadline has passed. */
async function obtainLease(dataDir: string): Promise<Client> {
  const deadline = Date.now() + START_DEADLINE_MS;
  for (let wait = 100; Date.now() < deadline; wait = Math.min(wait * 2, 2_000)) {
    const attempt = await withStartLock(dataDir, async (): Promise<Attempt> => {
      const identity = clusterIdentity(dataDir);
      if (!hasCluster(dataDir)) await initialise(dataDir, identity);
      const before = await tryLease(dataDir, readMemory(dataDir));
      if ('lease' in before || before.state === 'busy') return before;
      return startServer(dataDir, identity, before.state === 'foreign');
    });
    if ('lease' in attempt) return attempt.lease;
    await sleep(wait);
  }
  throw new StartError(
    `La base de données intégrée ne démarre pas : le détail est à la fin de ${logOf(dataDir)}.`,
  );
}

/** Roles and database of the application; done again at each start, so that a kill in between heals. */
async function createDatabase(superuser: Client, dataDir: string): Promise<void> {
  const memory = readMemory(dataDir);
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
