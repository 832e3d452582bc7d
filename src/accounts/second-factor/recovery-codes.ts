import { hash } from 'node:crypto';
import { Secret } from 'otpauth';
import { type Queryable, sql, type Transaction } from '../../platform/database';

const howMany = 10;

/** "ABCD-EFGH-IJKL-MNOP": 80 random bits in base 32. */
const newCode = () => new Secret({ size: 10 }).base32.match(/.{4}/g)?.join('-') ?? '';

/** As it was typed: capitals or not, with or without its hyphens. */
const hashOf = (code: string) => hash('sha256', code.toUpperCase().replace(/[^A-Z2-7]/g, ''), 'buffer');

/** New codes take the place of the former ones. They are shown once: only their digests are kept. */
export async function renewRecoveryCodes(tx: Transaction, accountId: string): Promise<string[]> {
  await forgetRecoveryCodes(tx, accountId);
  const codes = Array.from({ length: howMany }, newCode);
  await sql`
    insert into recovery_code (code_hash, account_id)
    select unnest(${codes.map(hashOf)}::bytea[]), ${accountId}`.execute(tx);
  return codes;
}

/** Once: how many codes are left after this one; null for a used, unknown or foreign code. */
export async function useRecoveryCode(
  tx: Transaction,
  accountId: string,
  code: string,
  now: Date,
): Promise<number | null> {
  const { numAffectedRows } = await sql`
    update recovery_code set used_at = ${now}
    where code_hash = ${hashOf(code)} and account_id = ${accountId} and used_at is null`.execute(tx);
  return numAffectedRows === 1n ? recoveryCodesLeft(tx, accountId) : null;
}

export async function recoveryCodesLeft(db: Queryable, accountId: string): Promise<number> {
  const { rows } = await sql<{ left: number }>`
    select count(*)::int as left from recovery_code
    where recovery_code.account_id = ${accountId} and recovery_code.used_at is null`.execute(db);
  return rows[0]?.left ?? 0;
}

export async function forgetRecoveryCodes(tx: Transaction, accountId: string): Promise<void> {
  await sql`delete from recovery_code where account_id = ${accountId}`.execute(tx);
}
