import { after, minutes } from '../../platform/clock';
import { type Queryable, sql, type Transaction } from '../../platform/database';
import { hashOfSecret } from '../../platform/links';
import type { Seal } from '../../platform/seal';
import { forgetRecoveryCodes } from './recovery-codes';
import { newTotpSecret, stepOfCode } from './totp';

const ownerOf = (accountId: string) => `totp ${accountId}`;

/** Since when the codes of an application are asked of an account; null when they are not. */
export async function totpSince(db: Queryable, accountId: string): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select totp.proved_at as at from totp_factor as totp where totp.account_id = ${accountId}`.execute(db);
  return rows[0]?.at ?? null;
}

/** Of a secret to be proved: the time of setting it up, so that a session left open finds none to take. */
const toProveFor = minutes(15);

/** One session of an account; the secret that it asked for is shown to it alone, and proved by it alone. */
interface OfSession {
  readonly accountId: string;
  /** The session's secret. */
  readonly session: string;
  readonly now: Date;
}

const askedBy = ({ accountId, session, now }: OfSession) => sql`totp.account_id = ${accountId}
  and totp.proved_at is null and totp.session_hash = ${hashOfSecret(session)}
  and totp.asked_at > ${after(now, -toProveFor)}`;

/** The secret that a session has asked for and not proved yet; null when there is none, or not any more. */
export async function totpToProve(db: Queryable, seal: Seal, asked: OfSession): Promise<Buffer | null> {
  const { rows } = await sql<{ secret: Buffer }>`
    select totp.secret from totp_factor as totp where ${askedBy(asked)}`.execute(db);
  return rows[0] ? seal.open(rows[0].secret, ownerOf(asked.accountId)) : null;
}

/** A new secret to be proved, in the place of one that never was; false when the account has proved one. */
export async function askTotp(
  tx: Transaction,
  seal: Seal,
  { accountId, session, now }: OfSession,
): Promise<boolean> {
  const secret = seal.close(newTotpSecret(), ownerOf(accountId));
  const { numAffectedRows } = await sql`
    insert into totp_factor as totp (account_id, secret, asked_at, session_hash)
    values (${accountId}, ${secret}, ${now}, ${hashOfSecret(session)})
    on conflict (account_id) do update set secret = excluded.secret, asked_at = excluded.asked_at,
      session_hash = excluded.session_hash
    where totp.proved_at is null`.execute(tx);
  return numAffectedRows === 1n;
}

/** Proves the secret that a session asked for, by its first code. False for a wrong one. */
export async function proveTotp(
  tx: Transaction,
  seal: Seal,
  { code, ...asked }: OfSession & { readonly code: string },
): Promise<boolean> {
  const secret = await totpToProve(tx, seal, asked);
  const step = secret && stepOfCode(secret, code, asked.now);
  if (step === null) return false;
  const { numAffectedRows } = await sql`
    update totp_factor as totp set last_step = ${step}, proved_at = ${asked.now}, session_hash = null
    where ${askedBy(asked)}`.execute(tx);
  return numAffectedRows === 1n;
}

/** Takes a code once: of two that send the same, one. False for a wrong one, or one that has served. */
export async function takeTotpCode(
  tx: Transaction,
  seal: Seal,
  { accountId, code, now }: { accountId: string; code: string; now: Date },
): Promise<boolean> {
  const { rows } = await sql<{ secret: Buffer }>`
    select totp.secret from totp_factor as totp
    where totp.account_id = ${accountId} and totp.proved_at is not null`.execute(tx);
  const step = rows[0] ? stepOfCode(seal.open(rows[0].secret, ownerOf(accountId)), code, now) : null;
  if (step === null) return false;
  const { numAffectedRows } = await sql`
    update totp_factor set last_step = ${step}
    where account_id = ${accountId} and last_step < ${step} and proved_at is not null`.execute(tx);
  return numAffectedRows === 1n;
}

/** Removes the application's codes, in use or never proved; false when there are none such. */
export async function dropTotp(
  tx: Transaction,
  accountId: string,
  { unproved }: { unproved: boolean },
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`delete from totp_factor where account_id = ${accountId} and (proved_at is null) = ${unproved}`.execute(
      tx,
    );
  return numAffectedRows === 1n;
}

export interface Passkey {
  readonly id: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly name: string;
  readonly addedAt: Date;
  readonly lastUsedAt: Date | null;
}

export async function passkeysOf(db: Queryable, accountId: string): Promise<Passkey[]> {
  const { rows } = await sql<Passkey>`
    select passkey.id, passkey.public_key as "publicKey", passkey.counter, passkey.transports, passkey.name,
      passkey.added_at as "addedAt", passkey.last_used_at as "lastUsedAt"
    from passkey where passkey.account_id = ${accountId} order by passkey.added_at, passkey.id`.execute(db);
  return rows;
}

/** False when somebody has this credential already. */
export async function insertPasskey(
  tx: Transaction,
  accountId: string,
  key: Omit<Passkey, 'lastUsedAt'>,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into passkey (id, account_id, public_key, counter, transports, name, added_at)
    values (${key.id}, ${accountId}, ${key.publicKey}, ${key.counter}, ${[...key.transports]}, ${key.name},
      ${key.addedAt})
    on conflict (id) do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** A counter that does not grow belongs to a copy of the key, but for keys that never count. Source: WebAuthn 6.1.1. */
export async function notePasskeyUse(
  tx: Transaction,
  { accountId, id, counter, now }: { accountId: string; id: string; counter: number; now: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update passkey set counter = ${counter}, last_used_at = ${now}
    where id = ${id} and account_id = ${accountId} and (counter < ${counter} or (counter = 0 and ${counter} = 0))
  `.execute(tx);
  return numAffectedRows === 1n;
}

export async function dropPasskey(tx: Transaction, accountId: string, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from passkey where account_id = ${accountId} and id = ${id}`.execute(tx);
  return numAffectedRows === 1n;
}

/**
 * Notes whether an account has a second factor, after one was added or removed by who holds the account
 * (`holdAccount`). Without any, recovery codes open nothing and go too. True when it has one now.
 */
export async function settleSecondFactor(tx: Transaction, accountId: string, now: Date): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    update account set second_factor_at = case
        when exists (select 1 from totp_factor where account_id = account.id and proved_at is not null)
          or exists (select 1 from passkey where account_id = account.id)
        then coalesce(account.second_factor_at, ${now}::timestamptz) end
    where account.id = ${accountId} returning account.second_factor_at is not null as has`.execute(tx);
  const has = rows[0]?.has ?? false;
  if (!has) await forgetRecoveryCodes(tx, accountId);
  return has;
}
