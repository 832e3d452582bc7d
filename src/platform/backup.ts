import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, lstatSync, realpathSync, writeFileSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { StartError, startEmbedded } from './database';
import { clusterIdentity, clusterOf, readMemory } from './database/embedded-files';
import { type Identity, isRoot } from './database/system-user';

/** Made anew by a server that starts, or worth nothing to another one; the folders themselves are needed. */
const emptied = [
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
];
const leftOut = /^(postmaster\.(pid|opts)|pgsql_tmp.*|pg_internal\.init.*)$/;
const segment = /^[0-9A-F]{24}$/;
/** Says where the database stood: copied once everything else is. */
const controlFile = join('global', 'pg_control');

export interface Backup {
  readonly documents: number;
  readonly bytes: number;
}

/**
 * Copies the embedded database and the documents of `dataDir` into a new folder, while the product works or
 * not: a base copy and the journal (WAL) that was written meanwhile, so that what was acknowledged before the
 * call is in it. The folder is a DATA_DIR that can be started as it is; it has its name only once whole.
 *
 * Documents are copied before the database, and the new ones again after: each one that a row names is there,
 * unless it was put and removed meanwhile.
 */
export async function backUp(dataDir: string, destination: string): Promise<Backup> {
  if (existsSync(destination)) {
    throw new StartError(`${destination} existe déjà : donnez le nom d'un dossier à créer.`);
  }
  const unfinished = `${destination}.part`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  const documents = () => copyNew(join(dataDir, 'documents'), join(unfinished, 'documents'));
  const server = await startEmbedded({ dataDir });
  try {
    await documents();
    await copyCluster(dataDir, clusterOf(unfinished));
    await documents();
  } finally {
    await server.stop();
  }
  for (const name of ['postgresql.json', 'secret.key']) {
    if (existsSync(join(dataDir, name))) await copyFile(join(dataDir, name), join(unfinished, name));
  }
  // As root the database's own user must be able to get in, as into DATA_DIR.
  chmodSync(unfinished, 0o711);
  spawnSync('sync');
  await rename(unfinished, destination);
  return sizeOf(destination);
}

/** `npm run backup -- FOLDER`; answers the exit code. */
export async function backUpCommand(
  settings: { databaseUrl?: string | undefined; dataDir: string },
  args: readonly string[],
  say: (sentence: string) => void,
): Promise<number> {
  const [destination, ...rest] = args;
  if (destination === undefined || rest.length > 0) {
    say("Usage : npm run backup -- DOSSIER, un dossier qui n'existe pas encore.");
    return 1;
  }
  if (settings.databaseUrl) {
    throw new StartError(
      'La base est celle de DATABASE_URL : sauvegardez-la par ses propres outils (docs/operations/backup.md).',
    );
  }
  if (!existsSync(clusterOf(settings.dataDir))) {
    throw new StartError(`Le dossier ${settings.dataDir} ne contient pas de base : vérifiez DATA_DIR.`);
  }
  const { documents, bytes } = await backUp(settings.dataDir, destination);
  const megabytes = (bytes / 1024 / 1024).toFixed(1).replace('.', ',');
  say(`Sauvegarde faite dans ${destination} : ${megabytes} Mo, dont ${documents} documents.`);
  return 0;
}

/** As `pg_basebackup --wal-method=fetch` does, which the packaged server does not have. */
async function copyCluster(dataDir: string, target: string): Promise<void> {
  const source = realpathSync(clusterOf(dataDir));
  const identity = clusterIdentity(dataDir);
  const { port, superuser: password } = readMemory(dataDir);
  const client = new Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' });
  client.on('error', () => {});
  await client.connect();
  try {
    // Keeps the journal from now on; gone with this connection.
    await client.query('select pg_create_physical_replication_slot($1, true, true)', [
      `backup_${process.pid}`,
    ]);
    const { rows: began } = await client.query<{ wal: string }>(
      'select pg_walfile_name(pg_backup_start($1, fast => true)) as wal',
      ['mon compte 2i'],
    );
    await copyFolder(source, target, '', identity);
    await copyOwned(join(source, controlFile), join(target, controlFile), identity);
    const { rows: ended } = await client.query<{ wal: string; label: string }>(
      'select pg_walfile_name(lsn) as wal, labelfile as label from pg_backup_stop(wait_for_archive => false)',
    );
    const [first = '', last = '', label = ''] = [began[0]?.wal, ended[0]?.wal, ended[0]?.label];
    for (const name of await readdir(join(source, 'pg_wal'))) {
      if (!segment.test(name) || name < first || name > last) continue;
      await copyOwned(join(source, 'pg_wal', name), join(target, 'pg_wal', name), identity);
    }
    writeFileSync(join(target, 'backup_label'), label, { mode: 0o600 });
    own(join(target, 'backup_label'), identity);
  } finally {
    await client.end();
  }
}

async function copyFolder(source: string, target: string, path: string, identity: Identity): Promise<void> {
  await mkdir(join(target, path), { mode: 0o700 });
  own(join(target, path), identity);
  if (emptied.includes(path)) return;
  for (const entry of await readdir(join(source, path), { withFileTypes: true })) {
    const inner = join(path, entry.name);
    if (leftOut.test(entry.name) || inner === controlFile) continue;
    if (entry.isDirectory()) await copyFolder(source, target, inner, identity);
    else await copyOwned(join(source, inner), join(target, inner), identity);
  }
}

async function copyOwned(source: string, target: string, identity: Identity): Promise<void> {
  try {
    await copyFile(source, target);
  } catch (error) {
    // A table dropped meanwhile: the journal knows of it.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
  own(target, identity);
}

function own(path: string, { uid, gid }: Identity): void {
  if (isRoot() && uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}

/** Whole documents that are not there yet: they never change. */
async function copyNew(source: string, target: string): Promise<void> {
  if (!existsSync(source)) return;
  await mkdir(target, { recursive: true, mode: 0o700 });
  for (const name of await readdir(source)) {
    if (name.endsWith('.part') || existsSync(join(target, name))) continue;
    await copyOwned(join(source, name), join(target, name), {});
  }
}

async function sizeOf(folder: string): Promise<Backup> {
  const files = await readdir(folder, { recursive: true });
  const documents = files.filter((path) => path.startsWith(join('documents', '/'))).length;
  const bytes = files.reduce((sum, path) => sum + lstatSync(join(folder, path)).size, 0);
  return { documents, bytes };
}
