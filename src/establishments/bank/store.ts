import { isUuid } from '../../access';
import { type Queryable, sql, type Transaction } from '../../platform/database';
import type { Seal } from '../../platform/seal';
import { companyName, siteAddress, siteName } from '../../registry';
import { type BankAccount, closeAccount, openAccount } from './account';
import { type BankState, type BankStep, bankTransitions } from './lifecycle';

export interface BankChange {
  readonly id: string;
  readonly siren: string;
  readonly companyName: string;
  readonly siret: string;
  readonly siteName: string;
  readonly siteAddress: string;
  readonly account: BankAccount;
  readonly state: BankState;
  readonly askedAt: Date;
  readonly askedById: string;
  readonly askedBy: string | null;
  readonly askedByJob: string | null;
  readonly settledAt: Date | null;
  readonly settledBy: string | null;
  readonly refusalReason: string | null;
}

type Row = Omit<BankChange, 'account'> & { readonly sealed: Buffer };

const toChange =
  (seal: Seal) =>
  ({ sealed, ...row }: Row): BankChange => ({ ...row, account: openAccount(seal, row.id, sealed) });

const selected = sql`
  select bank.id, bank.siren, ${companyName} as "companyName", bank.siret, ${siteName} as "siteName",
    ${siteAddress} as "siteAddress", bank.sealed, bank.state, bank.asked_at as "askedAt",
    bank.asked_by as "askedById", nullif(concat_ws(' ', asker.first_name, asker.last_name), '') as "askedBy",
    asker.job_title as "askedByJob", bank.settled_at as "settledAt",
    nullif(concat_ws(' ', settler.first_name, settler.last_name), '') as "settledBy",
    bank.refusal_reason as "refusalReason"
  from bank_change as bank
  join company on company.siren = bank.siren
  join establishment on establishment.siret = bank.siret
  join account as asker on asker.id = bank.asked_by
  left join account as settler on settler.id = bank.settled_by`;

/** The latest of an establishment, latest first. */
export async function bankChangesOf(db: Queryable, seal: Seal, siret: string): Promise<BankChange[]> {
  const { rows } = await sql<Row>`
    ${selected} where bank.siret = ${siret}
    order by (bank.state in ('pending', 'in_force')) desc, bank.asked_at desc limit 50`.execute(db);
  return rows.map(toChange(seal));
}

export async function findBankChange(db: Queryable, seal: Seal, id: string): Promise<BankChange | null> {
  if (!isUuid(id)) return null;
  const { rows } = await sql<Row>`${selected} where bank.id = ${id}`.execute(db);
  return rows[0] ? toChange(seal)(rows[0]) : null;
}

/** Those that wait for an agent, oldest first; or those that were decided, latest first. */
export async function bankQueue(
  db: Queryable,
  seal: Seal,
  { waiting, limit, before }: { waiting: boolean; limit: number; before: number },
): Promise<(BankChange & { total: number })[]> {
  const page = waiting
    ? sql`where bank.state = 'pending' order by bank.asked_at, bank.id`
    : sql`where bank.state in ('in_force', 'former', 'refused') order by bank.settled_at desc, bank.id`;
  const { rows } = await sql<Row & { total: number }>`
    select *, count(*) over ()::integer as total from (${selected} ${page}) as line
    limit ${limit} offset ${before}`.execute(db);
  return rows.map((row) => ({ ...toChange(seal)(row), total: row.total }));
}

/** How many wait for an agent, and since when; but for those that the agent asked for. */
export async function bankChangesWaiting(
  db: Queryable,
  accountId: string,
): Promise<{ count: number; oldest: Date | null }> {
  const { rows } = await sql<{ count: number; oldest: Date | null }>`
    select count(*)::integer as count, min(bank.asked_at) as oldest from bank_change as bank
    where bank.state = 'pending' and bank.asked_by <> ${accountId}`.execute(db);
  return rows[0] ?? { count: 0, oldest: null };
}

/** False when the establishment has one pending. */
export async function insertBankChange(
  tx: Transaction,
  seal: Seal,
  one: { id: string; siret: string; account: BankAccount; by: string; now: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into bank_change (id, siren, siret, sealed, state, asked_at, asked_by)
    values (${one.id}, ${one.siret.slice(0, 9)}, ${one.siret}, ${closeAccount(seal, one.id, one.account)}, 'pending',
      ${one.now}, ${one.by})
    on conflict (siret) where state = 'pending' do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** Compare-and-set: a pending one is settled once; false for every other caller. */
export async function settleBankChange(
  tx: Transaction,
  id: string,
  step: Exclude<BankStep, 'supersede'>,
  { by, now, reason = null }: { by: string; now: Date; reason?: string | null },
): Promise<boolean> {
  const { from, to } = bankTransitions[step];
  if (step === 'validate' && !(await makeRoom(tx, id))) return false;
  const { numAffectedRows } = await sql`
    update bank_change set state = ${to}, settled_at = ${now}, settled_by = ${by}, refusal_reason = ${reason}
    where id = ${id} and state = ${from}`.execute(tx);
  return numAffectedRows === 1n;
}

/** Holds a pending one, then ends what is in force in its place: always in this order. */
async function makeRoom(tx: Transaction, id: string): Promise<boolean> {
  const { from, to } = bankTransitions.supersede;
  const { rows } = await sql<{ siret: string }>`
    select bank.siret from bank_change as bank where bank.id = ${id} and bank.state = 'pending' for update`.execute(
    tx,
  );
  if (!rows[0]) return false;
  await sql`update bank_change set state = ${to} where siret = ${rows[0].siret} and state = ${from}`.execute(
    tx,
  );
  return true;
}
