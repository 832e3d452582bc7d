import { after } from '../platform/clock';
import { type Queryable, sql, type Transaction } from '../platform/database';
import { revokeLinks } from '../platform/links';
import { newEmailLink } from './links';

/** An address that the owner of an account asked to be known by, and has not confirmed yet. */
export interface EmailChange {
  /** Canonical. */
  readonly email: string;
  readonly askedAt: Date;
  /** Null until the job that answers the demand has written to that address. */
  readonly answeredAt: Date | null;
}

const columns = sql`change.email, change.asked_at as "askedAt", change.answered_at as "answeredAt"`;

/** Null when none is asked, or when its link is over. */
export async function findEmailChange(
  db: Queryable,
  accountId: string,
  now: Date,
): Promise<EmailChange | null> {
  const { rows } = await sql<EmailChange>`
    select ${columns} from email_change as change
    where change.account_id = ${accountId} and change.asked_at > ${after(now, -newEmailLink.life)}`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** Takes the place of a former one, whose link dies; false when the password changed since its hash was read. */
export async function writeEmailChange(
  tx: Transaction,
  change: { accountId: string; email: string; verifiedHash: string; now: Date },
): Promise<boolean> {
  const { accountId, email, verifiedHash, now } = change;
  const { rows } = await sql`
    insert into email_change (account_id, email, asked_at)
    select account.id, ${email}, ${now} from account
    where account.id = ${accountId} and account.state = 'active' and account.password_hash = ${verifiedHash}
    on conflict (account_id) do update set email = excluded.email, asked_at = excluded.asked_at, answered_at = null
    returning email_change.account_id`.execute(tx);
  if (rows.length === 0) return false;
  await revokeLinks(tx, accountId, [newEmailLink.kind], now);
  return true;
}

/** Marks a demand as answered, and holds it; false when it is another now, is over, or was answered already. */
export async function answerEmailChange(
  tx: Transaction,
  { accountId, email, now }: { accountId: string; email: string; now: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update email_change set answered_at = ${now}
    where account_id = ${accountId} and email = ${email} and answered_at is null`.execute(tx);
  return numAffectedRows === 1n;
}

/** The demand is over: done, given up, or undone by a new password. False when there was none. */
export async function forgetNewEmail(tx: Transaction, accountId: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from email_change where account_id = ${accountId}`.execute(tx);
  if (numAffectedRows === 0n) return false;
  await revokeLinks(tx, accountId, [newEmailLink.kind], now);
  return true;
}

/** Gives an active account another address; false when it is no longer under `from`, or another has `to`. */
export async function rewriteEmail(
  tx: Transaction,
  { accountId, from, to }: { accountId: string; from: string; to: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update account set email = ${to}
    where id = ${accountId} and state = 'active' and email = ${from}
      and not exists (select 1 from account as other where other.email = ${to} and other.state <> 'closed')
  `.execute(tx);
  return numAffectedRows === 1n;
}

/** Forgets the demands whose link is over. */
export async function sweepEmailChanges(db: Queryable, now: Date): Promise<void> {
  await sql`delete from email_change where asked_at < ${after(now, -newEmailLink.life)}`.execute(db);
}
