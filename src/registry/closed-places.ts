import { type Queryable, sql, type Transaction } from '../platform/database';

/** An establishment, or a whole company (siret null), that an import found closed. */
export interface ClosedPlace {
  /** Of the change. */
  readonly id: string;
  readonly siren: string;
  readonly siret: string | null;
  /** ISO date; null when INSEE does not say. */
  readonly closedOn: string | null;
  /** SIRET of the establishment that it moved to. */
  readonly successor: string | null;
}

/** What the portal holds and imports found closed, nobody having been told yet; the oldest first. */
export async function closedPlacesToTell(
  db: Queryable,
  { limit, except }: { limit: number; except: readonly string[] },
): Promise<ClosedPlace[]> {
  const { rows } = await sql<ClosedPlace>`
    select change.id::text as id, change.siren, change.siret, change.after ->> 'closed_on' as "closedOn",
      (select succession.successor from sirene.succession
       where succession.siret = change.siret order by succession.since desc limit 1) as successor
    from registry_change as change
    where change.told_at is null and change.before @> '{"active": true}' and change.after @> '{"active": false}'
      and change.id::text <> all(${except}::text[])
    order by change.id limit ${limit}`.execute(db);
  return rows;
}

/** False when somebody else is telling it. */
export async function markTold(tx: Transaction, { id }: ClosedPlace, now: Date): Promise<boolean> {
  const { rows } = await sql`
    update registry_change set told_at = ${now} where id = ${id} and told_at is null returning id`.execute(
    tx,
  );
  return rows.length > 0;
}
