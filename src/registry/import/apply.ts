import { type RawBuilder, sql, type Transaction } from '../../platform/database';
import { factsIn, siteFacts, unitFacts } from '../facts';
import { columnsOf } from './rows';

/**
 * What the portal refers to takes the facts of the import, and what changed of it is kept. What people declared and
 * agents decided is never touched.
 */
export async function updateHeld(tx: Transaction, importId: number): Promise<void> {
  await updateRows(tx, importId, {
    ...{ held: 'company', from: 'unit', key: 'siren', facts: unitFacts },
    place: sql`held.siren, null`,
  });
  await updateRows(tx, importId, {
    ...{ held: 'establishment', from: 'site', key: 'siret', facts: siteFacts },
    place: sql`held.siren, held.siret`,
  });
}

interface Held {
  readonly held: 'company' | 'establishment';
  readonly from: 'unit' | 'site';
  readonly key: 'siren' | 'siret';
  readonly facts: readonly string[];
  readonly place: RawBuilder<unknown>;
}

async function updateRows(tx: Transaction, importId: number, { held, from, key, facts, place }: Held) {
  const table = sql.table(held);
  const next = sql`${sql.table(`sirene_next.${from}`)} as next`;
  const same = sql`next.${sql.ref(key)} = held.${sql.ref(key)}`;
  const [before, after] = [sql.raw(factsIn('held', facts)), sql.raw(factsIn('next', facts))];
  const changed = sql`${same} and (${before}) is distinct from (${after})`;
  await sql`
    insert into registry_change (import_id, siren, siret, before, after, seen_at)
    select ${importId}, ${place}, to_jsonb(was), to_jsonb(now_is), now()
    from ${table} as held join ${next} on ${changed},
      lateral (select ${before}) as was, lateral (select ${after}) as now_is`.execute(tx);
  await sql`
    update ${table} as held set (${sql.raw(facts.join(', '))}) = row(${after}), updated_at = now()
    from ${next} where ${changed}`.execute(tx);
}

/** Puts the successor in place; who searches at that instant sees the previous registry, whole. */
export async function swapRegistry(tx: Transaction): Promise<void> {
  await sql`select public.sirene_swap()`.execute(tx);
}

/** Writes a file of changes over the registry in place, and its companies' search anew. */
export async function mergeChanges(tx: Transaction): Promise<void> {
  await merge(tx, 'unit', 'siren', columnsOf.units);
  await merge(tx, 'site', 'siret', columnsOf.establishments);
  await merge(tx, 'member', 'siret', columnsOf.members);
  await sql`
    delete from sirene.succession using sirene_next.succession as next
    where succession.siret = next.siret`.execute(tx);
  await sql`insert into sirene.succession select * from sirene_next.succession`.execute(tx);
  await sql`
    select public.sirene_refresh_search(array(
      select unit.siren from sirene_next.unit
      union select left(site.siret, 9) from sirene_next.site
      union select member.siren from sirene_next.member))`.execute(tx);
}

async function merge(
  tx: Transaction,
  table: 'unit' | 'site' | 'member',
  key: string,
  names: readonly string[],
) {
  const columns = [...names, 'line'];
  const excluded = columns.map((column) => `${column} = excluded.${column}`);
  await sql`
    insert into ${sql.table(`sirene.${table}`)} (${sql.raw(columns.join(', '))})
    select ${sql.raw(columns.join(', '))} from ${sql.table(`sirene_next.${table}`)}
    on conflict (${sql.ref(key)}) do update set ${sql.raw(excluded.join(', '))}`.execute(tx);
}
