import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import {
  type Database,
  inTransaction,
  isOutage,
  isOutOfSpace,
  sql,
  sqlState,
  withLongConnection,
} from '../../platform/database';
import { mergeChanges, swapRegistry, updateHeld } from './apply';
import { type Differences, differences } from './compare';
import { buildSearch, completeRegistry } from './complete';
import { ImportStopped } from './errors';
import { fileKinds } from './layouts';
import { judge, loadFile } from './load';
import { everything, type Perimeter, perimeterFilter } from './perimeter';
import {
  beginImport,
  type Counts,
  fileStates,
  type ImportState,
  type Mode,
  moveTo,
  type Reject,
  rejectsOf,
  unfinishedImport,
} from './state';
import { openStockFiles, type StockFile } from './stock-file';

export interface ImportOptions {
  /** `stock`: the files are the whole truth of their kinds. `changes`: they say what changed, the rest stays. */
  readonly mode?: Mode;
  readonly perimeter?: Perimeter;
  /** More bad lines than this share of a file stop the import (0 to 1; 0.05). */
  readonly mostRejected?: number;
  /** Lines written in one transaction (250,000): a kill loses no more work than that. */
  readonly segment?: number;
  /** Told how far it has come. */
  readonly tell?: (sentence: string) => void;
}

export interface KindReport extends Counts, Differences {}

export interface ImportReport {
  readonly files: readonly string[];
  readonly units: KindReport;
  readonly establishments: KindReport;
  /** The first thousand rejected lines. */
  readonly rejected: readonly Reject[];
}

/** Any number will do, as long as nothing else takes this advisory lock. */
const importLock = 2_424_210_434;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Imports INSEE's files (units, establishments, successions) and the OPCO's members, in any order, as CSV, ZIP or
 * gzip. The registry in place answers until the new one replaces it whole; killed at any moment, the same call goes
 * on where it was. Throws StockFileError when a file is not one of these, before anything changes, and ImportStopped
 * when too many lines are wrong, another import runs, the disk is full or the database went away.
 */
export function importRegistry(
  db: Database,
  paths: readonly string[],
  options: ImportOptions = {},
): Promise<ImportReport> {
  return asStopped(async () => {
    const files = await openAll(paths);
    return withLongConnection(db, (client) => alone(client, () => run(db, client, files, options)));
  });
}

/** One import at a time. The server needs a moment to see that the one before was killed. */
async function alone<T>(client: PoolClient, work: () => Promise<T>): Promise<T> {
  await client.query(`set client_connection_check_interval = '1s'`);
  await client.query(`set lock_timeout = '5s'`);
  try {
    await client.query(`select pg_advisory_lock(${importLock})`);
  } catch (error) {
    if (sqlState(error) !== LOCK_NOT_AVAILABLE) throw error;
    throw new ImportStopped('Un autre import du registre est en cours : attendez sa fin.');
  }
  await client.query('set lock_timeout = 0');
  try {
    return await work();
  } finally {
    await client.query(`select pg_advisory_unlock(${importLock})`).catch(() => {});
  }
}

async function openAll(paths: readonly string[]): Promise<StockFile[]> {
  const files: StockFile[] = [];
  for (const path of paths) files.push(...(await openStockFiles(path)));
  return fileKinds.flatMap((kind) => files.filter((file) => file.kind === kind));
}

async function run(
  db: Database,
  client: PoolClient,
  files: readonly StockFile[],
  options: ImportOptions,
): Promise<ImportReport> {
  const { mode = 'stock', perimeter = everything, mostRejected = 0.05 } = options;
  const { segment = 250_000, tell = () => {} } = options;
  const marks = JSON.stringify([mode, perimeter, files.map((file) => file.mark)]);
  const fingerprint = createHash('sha256').update(marks).digest('hex');
  const unfinished = await unfinishedImport(client, fingerprint);
  if (unfinished) tell('Un import des mêmes fichiers avait été interrompu : il reprend où il en était.');
  const state = unfinished ?? (await beginImport(client, { mode, fingerprint, files }));
  try {
    let { step } = state;
    if (step === 'loading') {
      const keep = await perimeterFilter(files, perimeter, tell);
      for (const of of await fileStates(client, state.id)) {
        const file = files[of.rank];
        if (file && !of.done) await loadFile(client, file, of, { keep, mostRejected, segment, tell });
      }
      step = await moveTo(client, state.id, 'indexing');
    }
    if (step === 'indexing') {
      tell('Clés et cohérence…');
      const loaded = new Set(files.map((file) => file.kind));
      step = await completeRegistry(client, state, { mode, loaded, label: labelOf(files) });
    }
    if (step === 'searching') {
      tell('Index de la recherche…');
      await buildSearch(client, state);
    }
    tell('Mise en place…');
    return await putInPlace(db, client, state, { files, mode, mostRejected });
  } catch (error) {
    if (error instanceof ImportStopped) {
      await client.query('rollback');
      await moveTo(client, state.id, 'failed');
    }
    throw error;
  }
}

interface Last {
  readonly files: readonly StockFile[];
  readonly mode: Mode;
  readonly mostRejected: number;
}

async function putInPlace(
  db: Database,
  client: PoolClient,
  { id }: ImportState,
  { files, mode, mostRejected }: Last,
): Promise<ImportReport> {
  const report: ImportReport = {
    files: files.map((file) => file.label),
    units: { ...(await counted(client, id, files, 'units')), ...(await differences(client, 'unit', mode)) },
    establishments: {
      ...(await counted(client, id, files, 'establishments')),
      ...(await differences(client, 'site', mode)),
    },
    rejected: await rejectsOf(client, id),
  };
  judge(labelOf(files), report.establishments, mostRejected);
  await inTransaction(db, async (tx) => {
    await sql`set local statement_timeout = 0`.execute(tx);
    await updateHeld(tx, id);
    if (mode === 'stock') await swapRegistry(tx);
    else await mergeChanges(tx);
    await sql`
      update registry_import set step = 'done', ended_at = now(), report = ${JSON.stringify(report)}::jsonb
      where id = ${id}`.execute(tx);
  });
  return report;
}

async function counted(
  client: PoolClient,
  importId: number,
  files: readonly StockFile[],
  kind: 'units' | 'establishments',
): Promise<Counts> {
  const sum = { read: 0, rejected: 0, leftOut: 0 };
  for (const { rank, counts } of await fileStates(client, importId)) {
    if (files[rank]?.kind !== kind) continue;
    sum.read += counts.read;
    sum.rejected += counts.rejected;
    sum.leftOut += counts.leftOut;
  }
  if (kind === 'establishments') {
    const { rows } = await client.query<{ orphans: number | null }>(
      `select (report ->> 'orphans')::bigint as orphans from registry_import where id = $1`,
      [importId],
    );
    sum.rejected += rows[0]?.orphans ?? 0;
  }
  return sum;
}

const labelOf = (files: readonly StockFile[]) =>
  files
    .filter((file) => file.kind === 'establishments')
    .map((file) => file.label)
    .join(', ');

async function asStopped<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isOutOfSpace(error)) {
      throw new ImportStopped(
        "Le disque de la base de données est plein. Le registre en place n'a pas changé. Faites de la place, puis " +
          'relancez la même commande : elle reprend où elle en était.',
        { cause: error },
      );
    }
    if (isOutage(error)) {
      throw new ImportStopped(
        "La base de données s'est arrêtée pendant l'import. Le registre en place n'a pas changé. Relancez la même " +
          'commande : elle reprend où elle en était.',
        { cause: error },
      );
    }
    throw error;
  }
}
