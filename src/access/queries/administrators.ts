import { type Queryable, sql } from '../../platform/database';
import type { RoleCode } from '../rules';
import { stillRuns } from '../store';

/** Somebody who administers an establishment now, whether or not their account was ever used. */
export interface Administrator {
  readonly accountId: string;
  readonly email: string;
  readonly name: string;
  /** False: imported or approved, no password yet. Their mailbox is written to, but is proved by nobody. */
  readonly activated: boolean;
}

const administrator: RoleCode = 'establishment_administrator';

/**
 * Those of an establishment (by its SIRET) and of its whole company, or of a whole company (by its SIREN), but one
 * (null: all), by name.
 */
export async function administratorsBut(
  db: Queryable,
  { accountId, siret }: { accountId: string | null; siret: string },
  now: Date,
): Promise<Administrator[]> {
  const { rows } = await sql<Administrator>`
    select account.id as "accountId", account.email, account.state = 'active' as activated,
      coalesce(nullif(concat_ws(' ', account.first_name, account.last_name), ''), account.email) as name
    from membership join account on account.id = membership.account_id
    where membership.siren = ${siret.slice(0, 9)} and (membership.siret is null or membership.siret = ${siret})
      and membership.role = ${administrator} and membership.state = 'active' and ${stillRuns(now)}
      and account.state in ('active', 'migrated', 'to_activate') and account.id is distinct from ${accountId}::uuid
    group by account.id order by name, account.id`.execute(db);
  return rows;
}
