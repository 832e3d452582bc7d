import type { AccountSummary } from '../../accounts';
import { type Queryable, sql } from '../../platform/database';
import type { Batch } from '../store';

/** Source: CNIL, on inactive accounts: two years without use, and a warning before. */
const monthsToWarn = sql`interval '23 months'`;
const monthsToClose = sql`interval '24 months'`;
/** However late somebody is warned. */
const notice = sql`interval '1 month'`;

export type Due = 'warn' | 'close';

export interface IdleAccount extends Pick<AccountSummary, 'id' | 'email' | 'firstName'> {
  readonly hasPassword: boolean;
  readonly lastUsedAt: Date;
  /** Not before this, when it is warned now. */
  readonly closesAt: Date;
}

/** Its last sign-in; of an account that never had a password, its creation. */
const lastUse = sql`coalesce(account.last_sign_in_at, account.activated_at, account.created_at)`;
const warned = sql`coalesce(account.inactivity_warned_at >= ${lastUse}, false)`;

/** The only supervisor there is: without one, nobody could name another. */
const spared = sql`exists (
    select from agent_role as role where role.account_id = account.id and role.role = 'supervisor')
  and not exists (
    select from agent_role as role join account as other on other.id = role.account_id
    where role.role = 'supervisor' and other.id <> account.id and other.state = 'active')`;

const reached: Readonly<Record<Due, (now: Date) => ReturnType<typeof sql>>> = {
  warn: (now) => sql`not ${warned} and ${lastUse} + ${monthsToWarn} <= ${now}`,
  close: (now) => sql`${warned}
    and greatest(${lastUse} + ${monthsToClose}, account.inactivity_warned_at + ${notice}) <= ${now}`,
};

/** Whoever is blocked cannot sign in to keep their account: the agents alone decide on it. */
const due = (what: Due, now: Date) => sql`
  account.state in ('to_activate', 'migrated', 'active') and ${reached[what](now)} and not (${spared})`;

const columns = (now: Date) => sql`
  account.id, account.email, account.first_name as "firstName", account.password_hash is not null as "hasPassword",
  ${lastUse} as "lastUsedAt", greatest(${lastUse} + ${monthsToClose}, ${now}::timestamptz + ${notice}) as "closesAt"`;

/** The accounts to warn, or to close, those unused for longest first. */
export const readDue =
  (what: Due) =>
  async (db: Queryable, now: Date, { limit, except }: Batch): Promise<IdleAccount[]> => {
    const { rows } = await sql<IdleAccount>`
      select ${columns(now)} from account where ${due(what, now)} and account.id <> all(${except}::uuid[])
      order by ${lastUse}, account.id limit ${limit}`.execute(db);
    return rows;
  };

/** One of them, as it now is; null when that is no longer due. */
export async function stillDue(
  db: Queryable,
  what: Due,
  accountId: string,
  now: Date,
): Promise<IdleAccount | null> {
  const { rows } = await sql<IdleAccount>`
    select ${columns(now)} from account where account.id = ${accountId} and ${due(what, now)}`.execute(db);
  return rows[0] ?? null;
}
