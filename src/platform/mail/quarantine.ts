import type { Kernel } from '../behaviour';
import { after, minutes } from '../clock';
import { inTransaction, type Queryable, sql, type Transaction } from '../database';
import { type Chore, maxAttempts } from '../jobs';
import { forgetFailed, hastenJob } from '../jobs-waiting';
import { enqueueMail, keyOfMailJob, sendMailName } from './send-mail';

/** A mail as those who repair see it: never its body. */
export interface TroubledMail {
  readonly id: string;
  readonly kind: string;
  readonly recipient: string;
  readonly subject: string;
  /** 'refused' for good by the mail server, 'exhausted' after every attempt, 'waiting' for longer than it should. */
  readonly state: 'refused' | 'exhausted' | 'waiting';
  readonly attempts: number;
  /** Last answer of the mail server, without secrets; null before the first attempt. */
  readonly lastError: string | null;
  readonly createdAt: Date;
  readonly attemptedAt: Date | null;
  /** When the queue tries again; null when it never will by itself. */
  readonly nextAttemptAt: Date | null;
}

/** A mail leaves within seconds: one that waits longer is shown. */
const late = minutes(5);

const troubled = (now: Date) => sql`
  (mail.state in ('refused', 'exhausted') or mail.state = 'waiting' and mail.created_at < ${after(now, -late)})`;

/** Mails in quarantine and mails late, oldest first. */
export async function troubledMails(db: Queryable, now: Date, limit: number): Promise<TroubledMail[]> {
  const { rows } = await sql<TroubledMail>`
    select mail.id, mail.kind, mail.recipient, mail.subject, mail.state, mail.attempts,
      mail.last_error as "lastError", mail.created_at as "createdAt", mail.attempted_at as "attemptedAt",
      case when mail.state = 'waiting' and job.attempts < job.max_attempts then job.run_at end as "nextAttemptAt"
    from outgoing_mail as mail
    left join graphile_worker._private_jobs as job on job.key = ${keyOfMailJob('')}::text || mail.id
    where ${troubled(now)} order by mail.created_at, mail.id limit ${limit}
  `.execute(db);
  return rows;
}

/** Mails that leave no more by themselves, and mails late. */
export async function countTroubledMails(db: Queryable, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from outgoing_mail as mail where ${troubled(now)}`.execute(db);
  return rows[0]?.count ?? 0;
}

export interface MailToPerson {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly state: 'waiting' | 'sent' | 'kept' | 'refused' | 'exhausted' | 'abandoned';
  readonly createdAt: Date;
  readonly sentAt: Date | null;
}

/** The latest mails written to an address. */
export async function mailsOfPerson(
  db: Queryable,
  recipient: string,
  limit: number,
): Promise<MailToPerson[]> {
  const { rows } = await sql<MailToPerson>`
    select mail.id, mail.kind, mail.subject, mail.state, mail.created_at as "createdAt", mail.sent_at as "sentAt"
    from outgoing_mail as mail where mail.recipient = ${recipient}
    order by mail.created_at desc, mail.id limit ${limit}
  `.execute(db);
  return rows;
}

/** Quarantine → waiting, with a new job; or a waiting mail is tried now. False: somebody already has. */
export async function replayMail(tx: Transaction, id: string): Promise<boolean> {
  const { rows } = await sql`
    update outgoing_mail set state = 'waiting', attempts = 0, sending_until = null
    where id = ${id} and state in ('refused', 'exhausted') and body_text is not null returning id
  `.execute(tx);
  if (rows.length === 0) return hastenJob(tx, keyOfMailJob(id));
  await enqueueMail(tx, id);
  return true;
}

/** Quarantine → abandoned; its body is forgotten. False: somebody already has, or has sent it. */
export async function abandonMail(tx: Transaction, id: string): Promise<boolean> {
  const { rows } = await sql`
    update outgoing_mail set state = 'abandoned', body_html = null, body_text = null
    where id = ${id} and state in ('refused', 'exhausted') returning id
  `.execute(tx);
  return rows.length > 0;
}

const batchSize = 1000;

/**
 * No mail waits for a job that will not come: one whose attempts were used up by kills goes to quarantine, any
 * other gets its job back.
 */
export const repairMailsChore: Chore = {
  name: 'platform.repair-mails',
  every: '* * * * *',
  run: (kernel) => inTransaction(kernel.db, (tx) => repairMails(tx, kernel)),
};

async function repairMails(tx: Transaction, { clock }: Kernel): Promise<void> {
  const { rows } = await sql<{ id: string; attempts: number }>`
    select mail.id, mail.attempts from outgoing_mail as mail
    where mail.state = 'waiting' and mail.created_at < ${after(clock(), -minutes(1))}
      and not exists (
        select from graphile_worker._private_jobs as job where job.key = ${keyOfMailJob('')}::text || mail.id
          and (job.attempts < job.max_attempts or job.locked_at is not null))
    order by mail.created_at limit ${batchSize} for update skip locked
  `.execute(tx);
  for (const { id, attempts } of rows) {
    if (attempts < maxAttempts) await enqueueMail(tx, id);
    else await sql`update outgoing_mail set state = 'exhausted' where id = ${id}`.execute(tx);
  }
  // The mail itself tells all that such a job could.
  await forgetFailed(tx, { name: sendMailName });
}

export interface MailFigures {
  readonly waiting: number;
  /** In quarantine: refused for good, or every attempt used up. */
  readonly refused: number;
  /** When the oldest of those that wait was written; null when none waits. */
  readonly oldest: Date | null;
}

export async function mailFigures(db: Queryable): Promise<MailFigures> {
  const { rows } = await sql<MailFigures>`
    select (count(*) filter (where mail.state = 'waiting'))::int as waiting,
      (count(*) filter (where mail.state <> 'waiting'))::int as refused,
      min(mail.created_at) filter (where mail.state = 'waiting') as oldest
    from outgoing_mail as mail where mail.state in ('waiting', 'refused', 'exhausted')
  `.execute(db);
  return rows[0] ?? { waiting: 0, refused: 0, oldest: null };
}

/** How long the mail server may take nothing before somebody is called: told within five minutes, the clock of the chore included. */
const silence = minutes(3);

/**
 * Mails that wait although nothing keeps the others back: none has left since, or this one was never tried. A
 * mailbox that is full, alone, calls nobody.
 */
export async function mailIsStuck(db: Queryable, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select from outgoing_mail as mail
    where mail.state = 'waiting' and mail.created_at < ${after(now, -silence)}
      and (mail.attempted_at is null or not exists (
        select from outgoing_mail as other
        where other.sent_at > mail.created_at and other.created_at > ${after(now, -minutes(60))}))
    limit 1
  `.execute(db);
  return rows.length > 0;
}
