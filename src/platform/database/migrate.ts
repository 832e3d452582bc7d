import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, escapeIdentifier } from 'pg';
import { sqlState } from './pool';
import { projectRoot } from './project-root';
import { installQueue } from './queue-schema';
import { StartError } from './start-error';

export type MigrateOptions = {
  /** Role that owns the tables. */
  ownerUrl: string;
  /** Role of the application; its name replaces `:app` in the files. */
  appUrl: string;
  /** Folder of the numbered files (`migrations/` of the project). */
  folder?: string;
  /** How long a statement may wait for a lock before the file is given up and tried again (250 ms). */
  lockTimeoutMs?: number;
  /** How often a file is tried before giving up (40). */
  attempts?: number;
  /** Told the name of each file as it is applied. */
  onApplied?: (name: string) => void;
};

type Migration = { name: string; sql: string; checksum: string };
type Applied = { name: string; checksum: string };

/** Any number will do, as long as nothing else takes this advisory lock. */
const LOCK_KEY = 2_424_210_433;
const FILE_NAME = /^(\d{4})_[a-z0-9_]+\.sql$/;
const LOCK_NOT_AVAILABLE = '55P03';
const DEADLOCK = '40P01';

/** First words of a file of indexes on tables that may be large: built beside those who write, however long. */
const CONCURRENTLY = '-- concurrently';

/**
 * Brings the database to the state of the files: each unapplied one in its own transaction, in order, under
 * a lock that makes a second server wait. Answers the names applied. Throws StartError when the files and
 * the database disagree, or when a table stays locked.
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const files = readMigrations(options.folder ?? join(projectRoot(), 'migrations'));
  const appRole = await currentRole(options.appUrl);
  const owner = await openClient(options.ownerUrl);
  try {
    await refuseOwningRole(owner, appRole);
    await takeLock(owner);
    await owner.query(`create table if not exists schema_migration (
      name text primary key, checksum text not null, applied_at timestamptz not null default now())`);
    const { rows: applied } = await owner.query<Applied>(
      'select name, checksum from schema_migration order by name',
    );
    const missing = unapplied(files, applied);
    for (const file of missing) {
      if (file.sql.startsWith(CONCURRENTLY)) await applyConcurrently(owner, file);
      else await applyWithRetry(owner, file, appRole, options);
      options.onApplied?.(file.name);
    }
    await installQueue(owner, options.appUrl, appRole);
    await refuseGrantedRole(owner, appRole);
    return missing.map((file) => file.name);
  } finally {
    await owner.end();
  }
}

function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const seen = new Set<string>();
  return names.map((name) => {
    const number = FILE_NAME.exec(name)?.[1];
    if (!number) throw new StartError(`Le fichier de migration ${name} doit s'appeler 0001_nom.sql.`);
    if (seen.has(number)) throw new StartError(`Deux fichiers de migration portent le numéro ${number}.`);
    seen.add(number);
    // Line ends are not part of the content: a checkout on Windows changes them.
    const sql = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
}

/**
 * Files still to apply. Applied files that we do not know are accepted after all of ours (this program is
 * older than the database, as in a rolling deploy), and refused between them.
 */
function unapplied(files: Migration[], applied: Applied[]): Migration[] {
  const known = new Map(files.map((file) => [file.name, file]));
  const lastFile = files.at(-1)?.name ?? '';
  for (const { name, checksum } of applied) {
    const file = known.get(name);
    if (!file && name < lastFile) {
      throw new StartError(`La migration ${name} est appliquée à la base, mais son fichier a disparu.`);
    }
    if (file && file.checksum !== checksum) {
      throw new StartError(
        `Le fichier de migration ${name} a changé depuis son application : remettez-le en l'état et écrivez la suite dans un nouveau fichier.`,
      );
    }
  }
  const done = new Set(applied.map((row) => row.name));
  const lastApplied = applied.at(-1)?.name ?? '';
  const missing = files.filter((file) => !done.has(file.name));
  const late = missing.find((file) => file.name < lastApplied);
  if (late) {
    throw new StartError(
      `La migration ${late.name} arrive trop tard : ${lastApplied} est déjà appliquée. Donnez-lui un numéro plus grand.`,
    );
  }
  return missing;
}

async function applyWithRetry(owner: Client, file: Migration, appRole: string, options: MigrateOptions) {
  const sql = file.sql.replace(/:app\b/g, escapeIdentifier(appRole));
  const attempts = options.attempts ?? 40;
  for (let attempt = 1; ; attempt++) {
    try {
      await owner.query('begin');
      // A statement that waits for a lock makes every later query wait behind it: give up soon, try again.
      await owner.query(`set local lock_timeout = ${options.lockTimeoutMs ?? 250}`);
      await owner.query(sql);
      await noteApplied(owner, file);
      await owner.query('commit');
      return;
    } catch (error) {
      await owner.query('rollback');
      const state = sqlState(error) ?? '';
      if (state !== LOCK_NOT_AVAILABLE && state !== DEADLOCK) {
        throw failed(file, error);
      }
      if (attempt >= attempts) {
        throw new StartError(
          `La migration ${file.name} attend un verrou que la base ne libère pas : réessayez quand les traitements en cours sont finis.`,
          { cause: error },
        );
      }
      await sleep(200 + Math.random() * 300);
    }
  }
}

/**
 * Statement by statement, without a transaction. Interrupted, it starts again from the first: each index is
 * dropped if it exists, then built. Those who are in the middle of a transaction are waited for; nobody waits.
 */
async function applyConcurrently(owner: Client, file: Migration): Promise<void> {
  const statements = file.sql.split(';\n').filter((statement) => statement.trim() !== '');
  try {
    for (const statement of statements) await owner.query(statement);
    await noteApplied(owner, file);
  } catch (error) {
    throw failed(file, error);
  }
}

const noteApplied = (owner: Client, { name, checksum }: Migration) =>
  owner.query('insert into schema_migration (name, checksum) values ($1, $2)', [name, checksum]);

const failed = ({ name }: Migration, error: unknown) =>
  new StartError(
    `La migration ${name} a échoué : ${error instanceof Error ? error.message : String(error)}.`,
    {
      cause: error,
    },
  );

/** Waits for another server's migration to end; not with a blocking call, which lock_timeout would cut. */
async function takeLock(owner: Client): Promise<void> {
  for (let tries = 0; tries < 1_200; tries++) {
    const { rows } = await owner.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
      LOCK_KEY,
    ]);
    if (rows[0]?.taken) return;
    await sleep(100);
  }
  throw new StartError(
    'Un autre serveur met la base à jour depuis plus de deux minutes : réessayez ensuite.',
  );
}

/** The application must not be able to change the schema: neither by what its role is... */
async function refuseOwningRole(owner: Client, appRole: string): Promise<void> {
  await refuseIf(
    owner,
    appRole,
    `select rolsuper or rolbypassrls or pg_has_role(oid, current_user, 'member') as refused
       from pg_roles where rolname = $1`,
  );
}

/** ... nor by what was granted to it by hand. */
async function refuseGrantedRole(owner: Client, appRole: string): Promise<void> {
  await refuseIf(
    owner,
    appRole,
    `select has_schema_privilege($1, 'public', 'create')
            or has_database_privilege($1, current_database(), 'create') as refused`,
  );
}

async function refuseIf(owner: Client, appRole: string, question: string): Promise<void> {
  const { rows } = await owner.query<{ refused: boolean }>(question, [appRole]);
  if (rows[0]?.refused === false) return;
  throw new StartError(
    `Le rôle ${appRole} de DATABASE_URL peut modifier la structure de la base : donnez un rôle qui n'est ni superutilisateur, ni propriétaire.`,
  );
}

async function currentRole(url: string): Promise<string> {
  const client = await openClient(url);
  try {
    const { rows } = await client.query<{ role: string }>('select current_user as role');
    return rows[0]?.role ?? '';
  } finally {
    await client.end();
  }
}

async function openClient(url: string): Promise<Client> {
  const client = new Client({
    connectionString: url,
    application_name: 'mon-compte-2i migrate',
    connectionTimeoutMillis: 5_000,
    options: '-c client_min_messages=warning',
  });
  client.on('error', () => {});
  await client.connect();
  return client;
}
