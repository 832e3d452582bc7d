import { type Queryable, sql } from '../../platform/database';
import { siteName } from '../../registry';
import type { Place } from '../place';
import { stillRuns } from '../store';
import type { Administrator } from './administrators';

/** Somebody who administers a company, or one of its establishments. */
export interface PlaceAdministrator extends Administrator {
  /** Null: the whole company. */
  readonly siret: string | null;
  readonly siteName: string;
}

/** Who manages a place in the portal. */
export interface Management {
  readonly administrators: readonly PlaceAdministrator[];
  /** Of all, beyond those that are listed. */
  readonly administratorsInAll: number;
  /** People attached to it, whatever their role. */
  readonly users: number;
}

/** More than these are found by the list of accounts. */
const mostListed = 50;

/** On an establishment and on its whole company; of a company, on all of its establishments too. */
const reaching = ({ siren, siret }: Pick<Place, 'siren' | 'siret'>) =>
  siret === null
    ? sql`membership.siren = ${siren}`
    : sql`membership.siren = ${siren} and (membership.siret = ${siret} or membership.siret is null)`;

const inUse = (now: Date) => sql`membership.state = 'active' and ${stillRuns(now)}
  and account.state in ('active', 'migrated', 'to_activate')`;

export async function managementOf(
  db: Queryable,
  place: Pick<Place, 'siren' | 'siret'>,
  now: Date,
): Promise<Management> {
  const { rows } = await sql<PlaceAdministrator & { total: number }>`
    select account.id as "accountId", account.email, account.state = 'active' as activated,
      coalesce(nullif(concat_ws(' ', account.first_name, account.last_name), ''), account.email) as name,
      membership.siret, ${siteName} as "siteName", count(*) over ()::integer as total
    from membership join account on account.id = membership.account_id
    join company on company.siren = membership.siren
    left join establishment on establishment.siret = membership.siret
    where ${reaching(place)} and membership.role = 'establishment_administrator' and ${inUse(now)}
    order by membership.siret nulls first, name, account.id limit ${mostListed}`.execute(db);
  const { rows: counted } = await sql<{ users: number }>`
    select count(distinct account.id)::integer as users
    from membership join account on account.id = membership.account_id
    where ${reaching(place)} and ${inUse(now)}`.execute(db);
  return {
    administrators: rows.map(({ total, ...administrator }) => administrator),
    administratorsInAll: rows[0]?.total ?? 0,
    users: counted[0]?.users ?? 0,
  };
}

/** How many people hold a right on each of these establishments; those of their whole company are not counted. */
export async function usersOfSites(
  db: Queryable,
  sirets: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ siret: string; users: number }>`
    select membership.siret, count(*)::integer as users from membership
    where membership.siret = any(${sirets}) and membership.state = 'active' and ${stillRuns(now)}
    group by membership.siret`.execute(db);
  return new Map(rows.map(({ siret, users }) => [siret, users]));
}
