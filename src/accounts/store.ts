import { type Queryable, sql, type Transaction } from '../platform/database';
import { isSessionOf } from '../platform/sessions';
import type { Identity } from './identity';

export const accountStates = ['to_activate', 'migrated', 'active', 'blocked', 'closed'] as const;
export type AccountState = (typeof accountStates)[number];

/** What others may know of an account. An agent's has no identity before they give it; a closed one, no more. */
export interface AccountSummary {
  readonly id: string;
  readonly email: string;
  readonly state: AccountState;
  readonly civility: 'M' | 'MME' | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly jobTitle: string | null;
  /** E.164. */
  readonly phone: string | null;
  readonly hasSecondFactor: boolean;
}

const summary = sql`
  account.id, account.email, account.state, account.civility, account.first_name as "firstName",
  account.last_name as "lastName", account.job_title as "jobTitle", account.phone,
  account.second_factor_at is not null as "hasSecondFactor"
`;

/** The live account of a canonical address; a closed one is not found. */
export async function findAccountByEmail(db: Queryable, email: string): Promise<AccountSummary | null> {
  const { rows } = await sql<AccountSummary>`
    select ${summary} from account where account.email = ${email} and account.state <> 'closed'
  `.execute(db);
  return rows[0] ?? null;
}

/** An account whatever its state. */
export async function findAccount(db: Queryable, id: string): Promise<AccountSummary | null> {
  const { rows } = await sql<AccountSummary>`
    select ${summary} from account where account.id = ${id}
  `.execute(db);
  return rows[0] ?? null;
}

/** The person behind an account that may sign in; null in every other state. */
export async function activePerson(
  db: Queryable,
  accountId: string,
): Promise<{ accountId: string; email: string; firstName: string; lastName: string } | null> {
  const account = await findAccount(db, accountId);
  if (account?.state !== 'active') return null;
  return {
    accountId: account.id,
    email: account.email,
    firstName: account.firstName ?? '',
    lastName: account.lastName ?? account.email,
  };
}

export interface NewAccount {
  /** Canonical. */
  readonly email: string;
  readonly identity: Identity | null;
  readonly state: Exclude<AccountState, 'closed'>;
  /** PHC string; demanded by `active`, forbidden to `to_activate` and `migrated`. */
  readonly passwordHash: string | null;
  readonly now: Date;
}

/** Writes an account and gives its id; null when the address already has a live one. */
export async function insertAccount(tx: Transaction, account: NewAccount): Promise<string | null> {
  const { email, identity, state, passwordHash, now } = account;
  const passwordSetAt = passwordHash === null ? null : now;
  const { rows } = await sql<{ id: string }>`
    insert into account (email, civility, last_name, first_name, job_title, phone, state, password_hash,
      password_set_at, created_at, activated_at)
    values (${email}, ${identity?.civility ?? null}, ${identity?.lastName ?? null},
      ${identity?.firstName ?? null}, ${identity?.jobTitle ?? null}, ${identity?.phone ?? null}, ${state}, ${passwordHash}, ${passwordSetAt}, ${now}, ${passwordSetAt})
    on conflict (email) where state <> 'closed' do nothing
    returning account.id
  `.execute(tx);
  return rows[0]?.id ?? null;
}

/** Writes who the person is, only while the account has no password. False when it has one. */
export async function updateIdentity(
  tx: Transaction,
  accountId: string,
  identity: Identity,
): Promise<boolean> {
  const { rows } = await sql`
    update account set civility = ${identity.civility}, last_name = ${identity.lastName},
      first_name = ${identity.firstName}, job_title = ${identity.jobTitle}, phone = ${identity.phone}
    where id = ${accountId} and state in ('to_activate', 'migrated')
    returning account.id
  `.execute(tx);
  return rows.length === 1;
}

/** A new password, and the account active; false when it is not (or no longer) in the state expected. */
export async function writePassword(
  tx: Transaction,
  accountId: string,
  from: AccountState,
  passwordHash: string,
  now: Date,
): Promise<boolean> {
  const { rows } = await sql`
    update account set password_hash = ${passwordHash}, password_set_at = ${now}, state = 'active',
      activated_at = coalesce(activated_at, ${now}), last_sign_in_at = ${now}
    where id = ${accountId} and state = ${from}
    returning account.id
  `.execute(tx);
  return rows.length === 1;
}

/** Writes who a person is, in an account in use; gives the fields that are no longer the same. */
export async function rewriteIdentity(
  tx: Transaction,
  accountId: string,
  identity: Identity,
): Promise<(keyof Identity)[]> {
  const { rows } = await sql<Identity>`
    select account.civility, account.last_name as "lastName", account.first_name as "firstName",
      account.job_title as "jobTitle", account.phone
    from account where account.id = ${accountId} and account.state = 'active' for update`.execute(tx);
  const before = rows[0];
  if (!before) return [];
  const changed = (Object.keys(identity) as (keyof Identity)[]).filter(
    (key) => identity[key] !== before[key],
  );
  if (changed.length === 0) return [];
  await sql`
    update account set civility = ${identity.civility}, last_name = ${identity.lastName},
      first_name = ${identity.firstName}, job_title = ${identity.jobTitle}, phone = ${identity.phone}
    where id = ${accountId}`.execute(tx);
  return changed;
}

/** Keeps the others who change how an account is entered waiting until the end of the transaction. */
export async function lockAccount(tx: Transaction, accountId: string): Promise<void> {
  await sql`select from account where account.id = ${accountId} for no key update`.execute(tx);
}

/** Active ↔ blocked, compared and set; null when the account is not (or no longer) in the state expected. */
export async function turnAccount(
  tx: Transaction,
  accountId: string,
  { from, to }: { from: 'active' | 'blocked'; to: 'active' | 'blocked' },
): Promise<{ email: string; firstName: string | null } | null> {
  const { rows } = await sql<{ email: string; firstName: string | null }>`
    update account set state = ${to} where id = ${accountId} and state = ${from}
    returning account.email, account.first_name as "firstName"`.execute(tx);
  return rows[0] ?? null;
}

/** What is a session, and the hash of the password that it was just given again (null: not asked for). */
export interface HeldBy {
  readonly accountId: string;
  /** The session's secret. */
  readonly session: string;
  readonly verifiedHash: string | null;
}

/**
 * Keeps everybody else from changing how an account is entered until the end of the transaction. False when the
 * session that asks was closed meanwhile, the account blocked, or its password replaced.
 */
export async function holdAccount(tx: Transaction, by: HeldBy): Promise<boolean> {
  const { rows } = await sql<{ hash: string | null }>`
    select account.password_hash as hash from account
    where account.id = ${by.accountId} and account.state = 'active' for no key update`.execute(tx);
  if (!rows[0] || (by.verifiedHash !== null && rows[0].hash !== by.verifiedHash)) return false;
  return isSessionOf(tx, by.accountId, by.session);
}

/** Notes that the owner of an account was warned that it will be closed for want of use. */
export async function noteInactivityWarning(tx: Transaction, accountId: string, now: Date): Promise<void> {
  await sql`update account set inactivity_warned_at = ${now} where id = ${accountId}`.execute(tx);
}

/** Takes out of an account who it was and all that enters it; its address is free again. */
export async function eraseAccount(tx: Transaction, accountId: string): Promise<void> {
  await sql`
    update account set state = 'closed', email = '', civility = null, first_name = null, last_name = 'Compte fermé',
      job_title = null, phone = null, password_hash = null, password_set_at = null, last_sign_in_at = null,
      second_factor_at = null, inactivity_warned_at = null
    where id = ${accountId}`.execute(tx);
  for (const table of ['totp_factor', 'passkey', 'recovery_code', 'email_change']) {
    await sql`delete from ${sql.table(table)} where account_id = ${accountId}`.execute(tx);
  }
  await sql`update second_factor_removal set checked = '' where account_id = ${accountId}`.execute(tx);
  await sql`update account_merge set checked = '' where kept_id = ${accountId}`.execute(tx);
}

/** Another password in place of one just verified; false when the account was blocked, or got another, since. */
export async function replacePassword(
  tx: Transaction,
  change: { accountId: string; verifiedHash: string; passwordHash: string; now: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update account set password_hash = ${change.passwordHash}, password_set_at = ${change.now}
    where id = ${change.accountId} and state = 'active' and password_hash = ${change.verifiedHash}`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}

/** When an active account got its password; null in every other state. */
export async function passwordSetAt(db: Queryable, accountId: string): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select account.password_set_at as at from account where account.id = ${accountId} and account.state = 'active'
  `.execute(db);
  return rows[0]?.at ?? null;
}

export interface Credentials {
  readonly accountId: string;
  readonly state: AccountState;
  readonly passwordHash: string | null;
}

export async function findCredentials(db: Queryable, email: string): Promise<Credentials | null> {
  const { rows } = await sql<Credentials>`
    select account.id as "accountId", account.state, account.password_hash as "passwordHash"
    from account where account.email = ${email} and account.state <> 'closed'
  `.execute(db);
  return rows[0] ?? null;
}

/**
 * The active account whose password was just verified, and nobody changes it until the end of the transaction; its
 * password is written anew under newer parameters if any. Null when it was blocked, or its password changed, since.
 */
export async function confirmPassword(
  tx: Transaction,
  verified: { accountId: string; verifiedHash: string; newHash: string | null },
): Promise<{ hasSecondFactor: boolean } | null> {
  const { rows } = await sql<{ hasSecondFactor: boolean }>`
    update account set password_hash = coalesce(${verified.newHash}::text, account.password_hash)
    where account.id = ${verified.accountId} and account.state = 'active'
      and account.password_hash = ${verified.verifiedHash}
    returning account.second_factor_at is not null as "hasSecondFactor"
  `.execute(tx);
  return rows[0] ?? null;
}

/** Notes a sign-in; gives the instant of the one before. */
export async function noteSignIn(
  tx: Transaction,
  accountId: string,
  now: Date,
): Promise<{ email: string; firstName: string | null; former: Date | null }> {
  const { rows } = await sql<{ email: string; firstName: string | null; former: Date | null }>`
    update account set last_sign_in_at = ${now}
    from (select id, last_sign_in_at from account where id = ${accountId} for update) as former
    where account.id = former.id
    returning account.email, account.first_name as "firstName", former.last_sign_in_at as "former"
  `.execute(tx);
  const [account] = rows;
  if (!account) throw new Error(`no account ${accountId}, which signs in`);
  return account;
}
