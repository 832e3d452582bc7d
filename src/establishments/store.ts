import { type Queryable, sql, type Transaction } from '../platform/database';

/** One version of a section of a place. */
export interface Version {
  readonly version: number;
  readonly content: unknown;
  readonly at: Date;
  /** Who wrote it, by their name of today. */
  readonly by: string | null;
}

/** Of one section of one place. */
export interface VersionsOf {
  readonly place: string;
  readonly section: string;
}

/** The versions of a section that are still kept, the latest first, with the number of all. */
export async function versionsOf(
  db: Queryable,
  { place, section }: VersionsOf,
  { limit, before }: { limit: number; before: number },
): Promise<(Version & { total: number })[]> {
  const { rows } = await sql<Version & { total: number }>`
    select data.version, data.content, data.changed_at as at,
      nullif(concat_ws(' ', account.first_name, account.last_name), '') as by, count(*) over ()::integer as total
    from place_data as data join account on account.id = data.changed_by
    where data.place = ${place} and data.section = ${section}
    order by data.version desc limit ${limit} offset ${before}`.execute(db);
  return rows;
}

/** The one in force; null where nothing was ever written. */
export async function versionInForce(db: Queryable, of: VersionsOf): Promise<Version | null> {
  const [latest] = await versionsOf(db, of, { limit: 1, before: 0 });
  return latest ?? null;
}

/** What is in force, of each section of an establishment and of its company. */
export async function latestOf(
  db: Queryable,
  { siren, siret }: { siren: string; siret: string },
): Promise<ReadonlyMap<string, Version>> {
  const { rows } = await sql<Version & { section: string }>`
    select distinct on (data.section) data.section, data.version, data.content, data.changed_at as at,
      nullif(concat_ws(' ', account.first_name, account.last_name), '') as by
    from place_data as data join account on account.id = data.changed_by
    where data.place in (${siren}, ${siret}) order by data.section, data.version desc`.execute(db);
  return new Map(rows.map((row) => [row.section, row]));
}

/** Compare-and-set: the version after the one that was seen; false when somebody has written it. */
export async function insertVersion(
  tx: Transaction,
  one: {
    readonly place: string;
    readonly section: string;
    readonly version: number;
    readonly content: unknown;
    readonly by: string;
    readonly now: Date;
  },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into place_data (place, section, version, content, changed_at, changed_by)
    values (${one.place}, ${one.section}, ${one.version}, ${JSON.stringify(one.content)}::jsonb, ${one.now}, ${one.by})
    on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}
