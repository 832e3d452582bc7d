import { type Looking, onlyElsewhere } from '../access';
import { type Queryable, sql, type Transaction } from '../platform/database';

/** One version of a section of a place. */
export interface Version {
  readonly version: number;
  readonly content: unknown;
  readonly at: Date;
  /** Who wrote it, by their name of today. */
  readonly by: string | null;
  /** Of the whole company, written from a site that the reader does not administer: not named here. */
  readonly byElsewhere: boolean;
}

/** Of one section of one place. */
export interface VersionsOf {
  readonly place: string;
  readonly section: string;
}

const versionColumns = (looking: Looking) => {
  const byElsewhere = sql`(length(data.place) = 9 and ${onlyElsewhere(sql`data.changed_by`, looking)})`;
  return sql`
    data.version, data.content, data.changed_at as at, ${byElsewhere} as "byElsewhere",
    case when not ${byElsewhere} then nullif(concat_ws(' ', account.first_name, account.last_name), '') end as by`;
};

/** The versions of a section that are still kept, the latest first, with the number of all. */
export async function versionsOf(
  db: Queryable,
  { place, section }: VersionsOf,
  looking: Looking,
  { limit, before }: { limit: number; before: number },
): Promise<(Version & { total: number })[]> {
  const { rows } = await sql<Version & { total: number }>`
    select ${versionColumns(looking)}, count(*) over ()::integer as total
    from place_data as data join account on account.id = data.changed_by
    where data.place = ${place} and data.section = ${section}
    order by data.version desc limit ${limit} offset ${before}`.execute(db);
  return rows;
}

/** The one in force; null where nothing was ever written. */
export async function versionInForce(
  db: Queryable,
  { place, section }: VersionsOf,
): Promise<Pick<Version, 'version' | 'content'> | null> {
  const { rows } = await sql<Pick<Version, 'version' | 'content'>>`
    select data.version, data.content from place_data as data
    where data.place = ${place} and data.section = ${section} order by data.version desc limit 1`.execute(db);
  return rows[0] ?? null;
}

/** What is in force, of each section of an establishment and of its company. */
export async function latestOf(db: Queryable, looking: Looking): Promise<ReadonlyMap<string, Version>> {
  const { siret } = looking;
  const { rows } = await sql<Version & { section: string }>`
    select distinct on (data.section) data.section, ${versionColumns(looking)}
    from place_data as data join account on account.id = data.changed_by
    where data.place in (${siret.slice(0, 9)}, ${siret}) order by data.section, data.version desc`.execute(
    db,
  );
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
