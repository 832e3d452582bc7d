import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from './start-error';
import {
  type Identity,
  isRoot,
  makePrivateFolder,
  makeSharedFolder,
  SHARED_FOLDER,
  serverIdentity,
} from './system-user';

/** What `postgresql.json` remembers of the embedded server; the file is readable by its owner alone. */
export type Memory = { port: number; superuser: string; owner: string; app: string };

/** `DATA_DIR/postgresql`: the cluster itself, or a link to it where the folder is closed to its user. */
export const clusterOf = (dataDir: string): string => join(dataDir, 'postgresql');
export const logOf = (dataDir: string): string => join(dataDir, 'postgresql.log');
const memoryOf = (dataDir: string): string => join(dataDir, 'postgresql.json');

/** Creates DATA_DIR, or says in one sentence why it cannot hold anything. */
export function prepareDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o711 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    const probe = join(dataDir, `.probe-${process.pid}-${randomBytes(4).toString('hex')}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    const detail = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    throw new StartError(
      `Le dossier ${dataDir} n'est pas accessible en écriture${detail} : changez ses droits ou choisissez-en un autre avec DATA_DIR.`,
      { cause: error },
    );
  }
}

/** False before the first start; throws when something is there that is no cluster, rather than replace it. */
export function hasCluster(dataDir: string): boolean {
  const cluster = clusterOf(dataDir);
  if (existsSync(join(cluster, 'PG_VERSION'))) return true;
  if (lstatSync(cluster, { throwIfNoEntry: false })) {
    throw new StartError(
      `Le dossier ${cluster} ne contient plus la base de données : remettez-la depuis une sauvegarde, ou supprimez-le pour repartir d'une base vide.`,
    );
  }
  return false;
}

export function readMemory(dataDir: string): Memory {
  try {
    return JSON.parse(readFileSync(memoryOf(dataDir), 'utf8')) as Memory;
  } catch (error) {
    throw new StartError(
      `Le fichier ${memoryOf(dataDir)}, qui garde les mots de passe de la base intégrée, est absent ou illisible : remettez-le, ou choisissez un autre DATA_DIR.`,
      { cause: error },
    );
  }
}

export function writeMemory(dataDir: string, memory: Memory): void {
  const unfinished = `${memoryOf(dataDir)}.new`;
  rmSync(unfinished, { force: true });
  writeFileSync(unfinished, `${JSON.stringify(memory, null, 2)}\n`, { mode: 0o600 });
  if (isRoot()) {
    // Root may be helping out in somebody's folder: the file stays theirs.
    const { uid, gid } = statSync(dataDir);
    chownSync(unfinished, uid, gid);
  }
  renameSync(unfinished, memoryOf(dataDir));
}

/** The user an existing cluster belongs to, or the one that a new cluster is given to. */
export function clusterIdentity(dataDir: string): Identity {
  if (!isRoot() || !hasCluster(dataDir)) return serverIdentity();
  const { uid, gid } = statSync(clusterOf(dataDir));
  return { uid, gid };
}

/**
 * Chooses the folder of a new cluster: beside the data, or under SHARED_FOLDER with a link when the server's
 * user cannot reach DATA_DIR. `create` fills the folder it is given; nothing counts before it has ended.
 */
export async function newCluster(
  dataDir: string,
  identity: Identity,
  create: (folder: string) => Promise<void>,
): Promise<void> {
  const cluster = clusterOf(dataDir);
  const beside = `${cluster}.new`;
  rmSync(beside, { recursive: true, force: true });
  if (makePrivateFolder(beside, identity)) {
    await create(beside);
    renameSync(beside, cluster);
    return;
  }
  rmSync(beside, { recursive: true, force: true });
  makeSharedFolder();
  const folder = join(SHARED_FOLDER, randomBytes(8).toString('hex'));
  if (!makePrivateFolder(folder, identity)) {
    throw new StartError(`L'utilisateur de la base de données n'a pas accès au dossier ${SHARED_FOLDER}.`);
  }
  await create(folder);
  symlinkSync(folder, cluster);
}

/** A port of the loopback that nothing listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** True when the server was killed: a clean stop removes this file. */
export const hasLockFile = (dataDir: string): boolean =>
  existsSync(join(clusterOf(dataDir), 'postmaster.pid'));

/**
 * Removes the lock file of a killed server, only when no process works in the cluster's folder any more
 * (every PostgreSQL process has it as working directory). PostgreSQL itself only looks whether a process
 * with the old number lives, which a restarted container or an unreaped zombie makes true for ever.
 */
export function removeStaleLockFile(dataDir: string): void {
  if (!existsSync('/proc/self/cwd') || !hasLockFile(dataDir)) return;
  const cluster = realpathSync(clusterOf(dataDir));
  const lives = readdirSync('/proc').some((entry) => {
    if (!/^\d+$/.test(entry)) return false;
    try {
      return readlinkSync(`/proc/${entry}/cwd`) === cluster;
    } catch {
      return false;
    }
  });
  if (!lives) rmSync(join(cluster, 'postmaster.pid'), { force: true });
}

/** Longer than any start. */
const START_LOCK_MS = 90_000;

/** One process at a time initialises or starts the cluster; a lock left by a dead one is ignored. */
export async function withStartLock<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const lock = join(dataDir, 'postgresql.starting');
  for (;;) {
    try {
      const file = openSync(lock, 'wx', 0o600);
      writeFileSync(file, String(process.pid));
      closeSync(file);
      break;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      if (isAbandoned(lock)) rmSync(lock, { force: true });
      else await sleep(50);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function isAbandoned(lock: string): boolean {
  try {
    if (Date.now() - statSync(lock).mtimeMs > START_LOCK_MS) return true;
    const pid = Number(readFileSync(lock, 'utf8'));
    // Empty for an instant, between its creation and the number.
    if (pid > 0) process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
