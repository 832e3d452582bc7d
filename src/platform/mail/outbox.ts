import { after, minutes } from '../clock';
import { type Queryable, sql, type Transaction } from '../database';
import { enqueueMail } from './send-mail';

export interface OutgoingMail {
  /** The kind of mail, one file each under a module's `mails/`. */
  readonly kind: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** At most one mail is ever written for a key; without one, each call writes a mail. */
  readonly deduplicationKey?: string;
}

/** Writes a mail to the outbox, in the transaction of the change that it tells of. */
export async function queueMail(tx: Transaction, mail: OutgoingMail, now: Date): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    insert into outgoing_mail (kind, recipient, subject, body_html, body_text, deduplication_key, created_at)
    values (${mail.kind}, ${mail.to}, ${mail.subject}, ${mail.html}, ${mail.text},
            ${mail.deduplicationKey ?? null}, ${now})
    on conflict (deduplication_key) do nothing
    returning outgoing_mail.id
  `.execute(tx);
  const written = rows[0];
  if (written) await enqueueMail(tx, written.id);
}

/**
 * Whoever knows an address makes us write to it five times a quarter of an hour at most, all doors together. The
 * last one is recovery's: no other door keeps anybody from a new password.
 */
const askedMails = { most: 5, keptForRecovery: 1, within: minutes(15) };

/**
 * How many mails that anybody can ask for may still be written to an address. The doors wait for one another
 * until the end of the transaction, or two of them would both write the last one. A mail with a deduplication
 * key tells of an event, once, and does not count: six requests to decide must not cost their decider a new
 * password.
 */
export async function mailsLeftFor(
  tx: Transaction,
  recipient: string,
  now: Date,
  { recovery = false } = {},
): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`mails to ${recipient}`}, 0))`.execute(tx);
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from outgoing_mail as mail
    where mail.recipient = ${recipient} and mail.deduplication_key is null
      and mail.created_at > ${after(now, -askedMails.within)}
  `.execute(tx);
  const most = askedMails.most - (recovery ? 0 : askedMails.keptForRecovery);
  return Math.max(0, most - (rows[0]?.count ?? 0));
}

export interface KeptMail {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly html: string | null;
  readonly text: string | null;
  readonly createdAt: Date;
}

/** The latest mails kept by a server without SMTP, for the demonstration's mailbox page. */
export async function keptMails(db: Queryable, limit: number): Promise<KeptMail[]> {
  const { rows } = await sql<KeptMail>`
    select mail.id, mail.recipient, mail.subject, mail.body_html as html, mail.body_text as text,
      mail.created_at as "createdAt"
    from outgoing_mail as mail where mail.state in ('waiting', 'kept')
    order by mail.created_at desc, mail.id limit ${limit}
  `.execute(db);
  return rows;
}

export async function keptMail(db: Queryable, id: string): Promise<KeptMail | null> {
  const { rows } = await sql<KeptMail>`
    select mail.id, mail.recipient, mail.subject, mail.body_html as html, mail.body_text as text,
      mail.created_at as "createdAt"
    from outgoing_mail as mail where mail.id::text = ${id} and mail.state in ('waiting', 'kept')
  `.execute(db);
  return rows[0] ?? null;
}
