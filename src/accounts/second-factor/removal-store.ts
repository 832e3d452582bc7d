import { after, days } from '../../platform/clock';
import { type Queryable, sql, type Transaction } from '../../platform/database';

/** What its owner is left to object. */
const objectionLife = days(1);
/** Then a colleague may confirm; a week after the opening it is over, and can be opened again. */
export const removalLife = days(7);

/** An agent asks that the second factor of who lost it be taken away; another agent confirms. */
export interface Removal {
  readonly id: string;
  readonly openedBy: string;
  readonly openedByName: string;
  readonly openedAt: Date;
  /** How the person's identity was checked. */
  readonly checked: string;
  readonly confirmableAt: Date;
  readonly endsAt: Date;
}

/** The open one of an account; null when there is none, or when its week is over. */
export async function openRemoval(db: Queryable, accountId: string, now: Date): Promise<Removal | null> {
  const { rows } = await sql<Omit<Removal, 'confirmableAt' | 'endsAt'>>`
    select removal.id, removal.opened_by as "openedBy", removal.opened_at as "openedAt", removal.checked,
      concat_ws(' ', agent.first_name, agent.last_name) as "openedByName"
    from second_factor_removal as removal join account as agent on agent.id = removal.opened_by
    where removal.account_id = ${accountId} and removal.state = 'open'
      and removal.opened_at > ${after(now, -removalLife)}`.execute(db);
  const [row] = rows;
  if (!row) return null;
  return {
    ...row,
    confirmableAt: after(row.openedAt, objectionLife),
    endsAt: after(row.openedAt, removalLife),
  };
}

/** Its id; null when another is open. One whose week is over makes room. The caller holds the account. */
export async function insertRemoval(
  tx: Transaction,
  removal: { accountId: string; by: string; checked: string; now: Date },
): Promise<string | null> {
  const { accountId, by, checked, now } = removal;
  await sql`
    update second_factor_removal set state = 'withdrawn', settled_at = ${now}
    where account_id = ${accountId} and state = 'open' and opened_at <= ${after(now, -removalLife)}`.execute(
    tx,
  );
  const { rows } = await sql<{ id: string }>`
    insert into second_factor_removal (account_id, opened_by, opened_at, checked)
    values (${accountId}, ${by}, ${now}, ${checked})
    on conflict (account_id) where state = 'open' do nothing
    returning second_factor_removal.id`.execute(tx);
  return rows[0]?.id ?? null;
}

/** Open → settled, compared and set; the account, or null when it was settled already. `by` null: its owner. */
export async function settleRemoval(
  tx: Transaction,
  settled: { id: string; to: 'confirmed' | 'objected' | 'withdrawn'; by: string | null; now: Date },
): Promise<string | null> {
  const { rows } = await sql<{ accountId: string }>`
    update second_factor_removal set state = ${settled.to}, settled_by = ${settled.by}, settled_at = ${settled.now}
    where id = ${settled.id} and state = 'open' returning account_id as "accountId"`.execute(tx);
  return rows[0]?.accountId ?? null;
}

/** Whether the account was entered, with the factor that is said to be lost, since an instant. */
export async function enteredSince(db: Queryable, accountId: string, since: Date): Promise<boolean> {
  const { rows } = await sql`
    select from history_entry as entry
    where entry.subject_kind = 'account' and entry.subject_id = ${accountId}
      and entry.action = 'accounts.signed-in' and entry.at > ${since} limit 1`.execute(db);
  return rows.length > 0;
}

/** Takes every factor away, the secret still to be proved and the recovery codes too. The caller holds the account. */
export async function dropEveryFactor(tx: Transaction, accountId: string): Promise<void> {
  for (const table of ['totp_factor', 'passkey', 'recovery_code']) {
    await sql`delete from ${sql.table(table)} where account_id = ${accountId}`.execute(tx);
  }
  await sql`update account set second_factor_at = null where id = ${accountId}`.execute(tx);
}
