import { after, minutes } from '../../platform/clock';
import { type Queryable, sql, type Transaction } from '../../platform/database';
import type { Seal } from '../../platform/seal';
import { forgetRecoveryCodes } from './recovery-codes';
import { newTotpSecret, stepOfCode } from './totp';

const ownerOf = (accountId: string) => `totp ${accountId}`;

/** The application's codes of an account. */
export interface TotpFactor {
  readonly secret: Buffer;
  readonly askedAt: Date;
  /** Null until a first code has proved it. */
  readonly provedAt: Date | null;
}

/** Of a secret to be proved: the time of setting it up, so that a session left open finds none to take. */
const toProveFor = minutes(15);

/** Null when there is none, or one that was to be proved and never was in time. */
export async function findTotp(
  db: Queryable,
  seal: Seal,
  accountId: string,
  now: Date,
): Promise<TotpFactor | null> {
  const { rows } = await sql<TotpFactor>`
    select totp.secret, totp.asked_at as "askedAt", totp.proved_at as "provedAt"
    from totp_factor as totp where totp.account_id = ${accountId}
      and (totp.proved_at is not null or totp.asked_at > ${after(now, -toProveFor)})`.execute(db);
  const [row] = rows;
  return row ? { ...row, secret: seal.open(row.secret, ownerOf(accountId)) } : null;
}

/** A new secret to be proved, in the place of one that never was; false when the account has proved one. */
export async function askTotp(tx: Transaction, seal: Seal, accountId: string, now: Date): Promise<boolean> {
  const secret = seal.close(newTotpSecret(), ownerOf(accountId));
  const { numAffectedRows } = await sql`
    insert into totp_factor (account_id, secret, asked_at) values (${accountId}, ${secret}, ${now})
    on conflict (account_id) do update set secret = excluded.secret, asked_at = excluded.asked_at
    where totp_factor.proved_at is null`.execute(tx);
  return numAffectedRows === 1n;
}

/** What a code is taken for: the first proof of a secret, or the way in. */
type TotpUse = 'prove' | 'enter';

/** Takes a code once: of two that send the same, one. False for a wrong one, or one that has served. */
export async function takeTotpCode(
  tx: Transaction,
  seal: Seal,
  { accountId, code, use, now }: { accountId: string; code: string; use: TotpUse; now: Date },
): Promise<boolean> {
  const totp = await findTotp(tx, seal, accountId, now);
  if (!totp || (use === 'enter') !== (totp.provedAt !== null)) return false;
  const step = stepOfCode(totp.secret, code, now);
  if (step === null) return false;
  const { numAffectedRows } = await sql`
    update totp_factor set last_step = ${step}, proved_at = coalesce(proved_at, ${now})
    where account_id = ${accountId} and last_step < ${step}
      and (proved_at is not null) = ${use === 'enter'}`.execute(tx);
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
 * Notes whether an account has a second factor, after one was added or removed; nobody else changes them until the
 * end of the transaction. Without any, recovery codes open nothing and go too. True when it has one now.
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
