import type { PoolClient } from 'pg';
import { sqlState } from '../../platform/database';
import { type FileKind, fileKinds } from './layouts';
import { tableOf } from './load';
import { columnsOf } from './rows';
import { type ImportState, type Mode, moveTo, type Step } from './state';

const UNIQUE_VIOLATION = '23505';

/**
 * Makes what was loaded whole: kinds of which there was no file come from the registry in place, of two rows of one
 * number the later counts, sites of no known company are rejected; then the keys.
 */
export async function completeRegistry(
  client: PoolClient,
  { id }: ImportState,
  { mode, loaded, label }: { mode: Mode; loaded: ReadonlySet<FileKind>; label: string },
): Promise<Step> {
  await client.query('begin');
  if (mode === 'stock') {
    for (const kind of fileKinds.filter((one) => !loaded.has(one))) await takeOver(client, kind);
  }
  await rejectOrphans(client, id, { mode, label: loaded.has('establishments') ? label : null });
  const next = await moveTo(client, id, mode === 'stock' ? 'searching' : 'placing');
  await client.query('savepoint keys');
  try {
    await client.query('select public.sirene_index_registry()');
  } catch (error) {
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
    await client.query('rollback to savepoint keys');
    for (const kind of ['units', 'establishments', 'members'] as const) await keepTheLast(client, kind);
    await client.query('select public.sirene_index_registry()');
  }
  await client.query('commit');
  return next;
}

async function takeOver(client: PoolClient, kind: FileKind): Promise<void> {
  const columns = `${columnsOf[kind].join(', ')}, line`;
  const table = tableOf[kind];
  await client.query(`insert into sirene_next.${table} (${columns}) select ${columns} from sirene.${table}`);
}

/** `label`: the file they come from; null when it is the registry in place, whose companies are no longer there. */
async function rejectOrphans(
  client: PoolClient,
  importId: number,
  { mode, label }: { mode: Mode; label: string | null },
): Promise<void> {
  const known =
    mode === 'stock' ? '' : 'and not exists (select from sirene.unit where unit.siren = left(site.siret, 9))';
  const { rows } = await client.query<{ orphans: number }>(
    `with orphan as (
       delete from sirene_next.site
       where not exists (select from sirene_next.unit where unit.siren = left(site.siret, 9)) ${known}
       returning siret, line
     ), noted as (
       insert into registry_import_reject (import_id, file, line, reason)
       select $1, $2, line, 'SIRET ' || siret || ' : l''unité légale ' || left(siret, 9)
         || ' n''est pas dans le registre (importez StockUniteLegale)'
       from orphan where $2::text is not null order by line limit 1000
     )
     select count(*) filter (where $2 is not null) as orphans from orphan`,
    [importId, label],
  );
  await client.query(
    `update registry_import set report = jsonb_build_object('orphans', $2::bigint) where id = $1`,
    [importId, rows[0]?.orphans ?? 0],
  );
}

async function keepTheLast(client: PoolClient, kind: FileKind): Promise<void> {
  const table = tableOf[kind];
  const [key] = columnsOf[kind];
  await client.query(
    `delete from sirene_next.${table} as one
     using (select ${key}, max(ctid) as last from sirene_next.${table} group by ${key} having count(*) > 1) as twice
     where one.${key} = twice.${key} and one.ctid <> twice.last`,
  );
}

/** The search of the successor: who may be found, by which words, and what typing errors are corrected by. */
export async function buildSearch(client: PoolClient, { id }: ImportState): Promise<void> {
  await client.query('begin');
  await client.query('set local search_path = sirene_next, public');
  await client.query("set local maintenance_work_mem = '512MB'");
  await client.query("set local work_mem = '128MB'");
  await client.query('select public.sirene_fill_search(null)');
  await client.query('select public.sirene_fill_words(null)');
  await client.query('select public.sirene_index_search()');
  await client.query('reset search_path');
  await moveTo(client, id, 'placing');
  await client.query('commit');
}
