import { type Queryable, sql } from '../../../platform/database';
import type { Place } from '../../place';
import type { RoleCode } from '../../rules';
import { isUuid } from '../../store';
import type { MembershipState } from '../lifecycle';
import { stateNow } from './users';

/** One person of a place, as an administrator sees them. */
export interface UserView {
  readonly membershipId: string;
  readonly version: number;
  readonly accountId: string;
  readonly civility: 'M' | 'MME' | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly jobTitle: string | null;
  /** E.164. */
  readonly phone: string | null;
  readonly email: string;
  readonly accountState: 'to_activate' | 'migrated' | 'active' | 'blocked' | 'closed';
  readonly lastSignInAt: Date | null;
  readonly role: RoleCode;
  readonly state: MembershipState;
  readonly endsOn: string | null;
  /** Of a suspended, refused or ended one. */
  readonly reason: string | null;
  readonly requestId: string | null;
  /** Null: held on the whole company. */
  readonly siret: string | null;
  readonly since: Date;
  readonly lastAdministrator: boolean;
}

/** What whoever has left does and where they are reached is nobody's business there any more. */
const isThere = (now: Date) => sql`${stateNow(now)} not in ('ended', 'refused')`;

/** A membership that reaches a place; null for every other. */
export async function userOf(db: Queryable, place: Place, id: string, now: Date): Promise<UserView | null> {
  if (!isUuid(id)) return null;
  const { rows } = await sql<UserView>`
    select membership.id as "membershipId", membership.version, membership.account_id as "accountId",
      account.civility, coalesce(account.first_name, '') as "firstName",
      coalesce(account.last_name, account.email) as "lastName",
      case when ${isThere(now)} then account.job_title end as "jobTitle",
      case when ${isThere(now)} then account.phone end as phone, account.email,
      account.state as "accountState",
      case when ${isThere(now)} then account.last_sign_in_at end as "lastSignInAt", membership.role,
      ${stateNow(now)} as state, membership.ends_on as "endsOn", membership.end_reason as reason,
      membership.request_id as "requestId", membership.siret, membership.created_at as since,
      public.is_last_administrator(membership, ${now}) as "lastAdministrator"
    from membership join account on account.id = membership.account_id
    where membership.id = ${id} and membership.siren = ${place.siren}
      and (${place.siret}::text is null or membership.siret is null or membership.siret = ${place.siret})
  `.execute(db);
  return rows[0] ?? null;
}

/** What was done to a membership, latest first. */
export interface MembershipEvent {
  readonly at: Date;
  readonly action: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly by: string | null;
}

export async function eventsOf(db: Queryable, membershipId: string): Promise<MembershipEvent[]> {
  const { rows } = await sql<MembershipEvent>`
    select entry.at, entry.action, entry.details,
      nullif(concat_ws(' ', account.first_name, account.last_name), '') as by
    from history_entry as entry left join account on account.id = entry.actor_id
    where entry.subject_kind = 'membership' and entry.subject_id = ${membershipId}
    order by entry.id desc limit 50
  `.execute(db);
  return rows;
}
