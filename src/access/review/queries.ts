import { type Queryable, sql } from '../../platform/database';
import type { RoleCode } from '../rules';
import { stillRuns } from '../store';
import type { ReviewedPlace } from './store';

/** Somebody who has access to a place by a right held there. */
export interface ReviewedUser {
  readonly membershipId: string;
  readonly version: number;
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly role: RoleCode;
  readonly state: 'active' | 'suspended';
  readonly endsOn: string | null;
  readonly lastSignInAt: Date | null;
  readonly lastAdministrator: boolean;
}

/** Everybody to review, by name: one list, since it is answered at once. */
export async function usersToReview(
  db: Queryable,
  { siren, siret }: ReviewedPlace,
  now: Date,
): Promise<ReviewedUser[]> {
  const { rows } = await sql<ReviewedUser>`
    select membership.id as "membershipId", membership.version, account.id as "accountId", account.email,
      coalesce(nullif(concat_ws(' ', account.first_name, account.last_name), ''), account.email) as name,
      membership.role, membership.state, membership.ends_on as "endsOn",
      account.last_sign_in_at as "lastSignInAt", public.is_last_administrator(membership, ${now}) as "lastAdministrator"
    from membership join account on account.id = membership.account_id
    where membership.siren = ${siren} and membership.siret is not distinct from ${siret}
      and membership.state in ('active', 'suspended') and ${stillRuns(now)}
    order by account.last_name, account.first_name, membership.id`.execute(db);
  return rows;
}
