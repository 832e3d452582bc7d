import type { PoolClient } from 'pg';
import type { Place } from './lines';
import type { StockFile } from './stock-file';

/** Lines read (headings and blank ones are not), of them those that could not be, and those not wanted. */
export interface Counts {
  readonly read: number;
  readonly rejected: number;
  readonly leftOut: number;
}

export interface Reject {
  readonly file: string;
  /** In the file, headings included, from 1. */
  readonly line: number;
  readonly reason: string;
}

/** How far the loading of a file has come. */
export interface FileState {
  readonly importId: number;
  readonly rank: number;
  readonly place: Place;
  readonly counts: Counts;
  readonly done: boolean;
}

export type Step = 'loading' | 'indexing' | 'searching' | 'placing';
export type Mode = 'stock' | 'changes';

export interface ImportState {
  readonly id: number;
  readonly step: Step;
}

/** Rejected lines kept of an import, for its report. */
const rejectsKept = 1_000;

/** The import that a kill interrupted, when it was of these very files; undefined when there is none. */
export async function unfinishedImport(
  client: PoolClient,
  fingerprint: string,
): Promise<ImportState | undefined> {
  const { rows } = await client.query<{ id: number; step: Step }>(
    `select id, step from registry_import
     where step in ('loading', 'indexing', 'searching', 'placing') and fingerprint = $1
       and exists (select from pg_namespace where nspname = 'sirene_next')`,
    [fingerprint],
  );
  return rows[0];
}

/** Begins an import, with an empty successor of the registry; what was unfinished is given up. */
export async function beginImport(
  client: PoolClient,
  { mode, fingerprint, files }: { mode: Mode; fingerprint: string; files: readonly StockFile[] },
): Promise<ImportState> {
  await client.query('begin');
  await client.query(`update registry_import set step = 'failed', ended_at = now()
    where step in ('loading', 'indexing', 'searching', 'placing')`);
  await client.query('select public.sirene_prepare()');
  const { rows } = await client.query<ImportState>(
    `insert into registry_import (mode, fingerprint, step) values ($1, $2, 'loading') returning id, step`,
    [mode, fingerprint],
  );
  const [state] = rows;
  if (!state) throw new Error('the import just begun is not there');
  for (const [rank, file] of files.entries()) {
    await client.query(
      `insert into registry_import_file (import_id, rank, label, position, lines) values ($1, $2, $3, $4, $5)`,
      [state.id, rank, file.label, file.start.position, file.start.lines],
    );
  }
  await client.query('commit');
  return state;
}

export async function fileStates(client: PoolClient, importId: number): Promise<FileState[]> {
  const { rows } = await client.query<{
    rank: number;
    position: number;
    lines: number;
    counts: Partial<Counts>;
    done: boolean;
  }>(
    `select rank, position, lines, counts, done from registry_import_file where import_id = $1 order by rank`,
    [importId],
  );
  return rows.map(({ rank, position, lines, counts, done }) => ({
    ...{ importId, rank, place: { position, lines }, done },
    counts: { read: 0, rejected: 0, leftOut: 0, ...counts },
  }));
}

export async function saveFile(client: PoolClient, { importId, rank, place, counts, done }: FileState) {
  await client.query(
    `update registry_import_file set position = $3, lines = $4, counts = $5, done = $6
     where import_id = $1 and rank = $2`,
    [importId, rank, place.position, place.lines, counts, done],
  );
}

/** Keeps the first ones, for the report. */
export async function noteRejects(client: PoolClient, importId: number, rejects: readonly Reject[]) {
  if (rejects.length === 0) return;
  const kept = rejects.slice(0, rejectsKept);
  await client.query(
    `insert into registry_import_reject (import_id, file, line, reason)
     select $1, rejected.file, rejected.line, rejected.reason
     from unnest($2::text[], $3::bigint[], $4::text[]) as rejected(file, line, reason)
     limit greatest(0, $5 - (select count(*) from registry_import_reject where import_id = $1))`,
    [
      importId,
      kept.map((one) => one.file),
      kept.map((one) => one.line),
      kept.map((one) => one.reason),
      rejectsKept,
    ],
  );
}

export async function rejectsOf(client: PoolClient, importId: number): Promise<Reject[]> {
  const { rows } = await client.query<Reject>(
    `select file, line, reason from registry_import_reject where import_id = $1 order by ctid`,
    [importId],
  );
  return rows;
}

export async function moveTo<S extends Step | 'failed'>(
  client: PoolClient,
  importId: number,
  step: S,
): Promise<S> {
  await client.query(
    `update registry_import set step = $2::text, ended_at = case when $2::text = 'failed' then now() end where id = $1`,
    [importId, step],
  );
  return step;
}
