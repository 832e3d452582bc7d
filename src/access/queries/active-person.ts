import { type Queryable, sql } from '../../platform/database';
import { liveSession } from '../../platform/sessions';
import { stillRuns } from '../store';

/** Who signs their requests with an account, and what they are among the agents. */
export interface PersonRow {
  readonly accountId: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly roles: readonly string[];
  readonly hasSecondFactor: boolean;
  /** Since when they administer something, signed in for the first time at least; null when they do not. */
  readonly administratorSince: Date | null;
}

export interface SessionRow extends PersonRow {
  readonly lastSeenAt: Date;
  /** As whom this session looks now; null: as nobody but its own person. */
  readonly viewedAccountId: string | null;
  readonly viewedUntil: Date | null;
}

const personAt = (now: Date) => sql`
  account.id as "accountId", account.email, coalesce(account.first_name, '') as "firstName",
  coalesce(account.last_name, account.email) as "lastName",
  array(select agent_role.role::text from agent_role where agent_role.account_id = account.id) as roles,
  account.second_factor_at is not null as "hasSecondFactor",
  case when account.second_factor_at is null then (
    select greatest(min(coalesce(membership.role_since, membership.created_at)), account.activated_at) from membership
    where membership.account_id = account.id and membership.state = 'active'
      and membership.role = 'establishment_administrator' and ${stillRuns(now)}
    having count(*) > 0) end as "administratorSince"`;

/** The person of an account; null unless it is active. */
export async function activePersonWithRoles(
  db: Queryable,
  accountId: string,
  now: Date,
): Promise<PersonRow | null> {
  const { rows } = await sql<PersonRow>`
    select ${personAt(now)} from account where account.id = ${accountId} and account.state = 'active'
  `.execute(db);
  return rows[0] ?? null;
}

/** What an account is among the agents, whatever its state. */
export async function agentRolesHeldBy(db: Queryable, accountId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ role: string }>`
    select agent_role.role from agent_role where agent_role.account_id = ${accountId}`.execute(db);
  return rows.map(({ role }) => role);
}

/** The person of a session's secret, and when they were last seen; null unless it lives and their account is active. */
export async function personOfSession(db: Queryable, secret: string, now: Date): Promise<SessionRow | null> {
  const { rows } = await sql<SessionRow>`
    select ${personAt(now)}, session.last_seen_at as "lastSeenAt",
      session.viewed_account_id as "viewedAccountId", session.viewed_until as "viewedUntil"
    from ${liveSession(secret, now)} join account on account.id = session.account_id
    where account.state = 'active'
  `.execute(db);
  return rows[0] ?? null;
}
