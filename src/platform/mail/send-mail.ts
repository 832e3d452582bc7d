import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Kernel } from '../behaviour';
import { minutes } from '../clock';
import { type Queryable, sql, type Transaction } from '../database';
import { enqueueByName, type Job, job } from '../jobs';
import { messageOf } from '../redact';
import { longestSending, PermanentMailError, type SendMail } from './transport';

export const sendMailName = 'send-mail';
/** One job at most for a mail, whoever asks for it. */
export const keyOfMailJob = (mailId: string) => `${sendMailName}:${mailId}`;

/** Queues the sending of a mail, or starts it anew; in the transaction that makes the mail wait. */
export const enqueueMail = (tx: Transaction, mailId: string): Promise<void> =>
  enqueueByName(tx, sendMailName, { mailId }, keyOfMailJob(mailId));

interface TakenMail {
  id: string;
  recipient: string;
  subject: string;
  html: string;
  text: string;
}

const payload = z.object({ mailId: z.uuid() });

/** Longer than a sending lasts: whoever still has a mail in hand after it is dead. */
const lease = longestSending + minutes(0.5);

/**
 * Sends one mail of the outbox. Whoever sends has taken the row first, so that two workers never send the same
 * mail; the Message-ID is the row's own, so that a second sending after a kill is recognised as the same mail.
 * A refusal for good, or the last failed attempt, puts the mail in quarantine. `send` null (demonstration
 * without SMTP): kept for the mailbox page.
 */
export function sendMailJob(send: SendMail | null): Job<typeof payload> {
  return job({
    name: sendMailName,
    payload,
    async run(kernel, { mailId }, attempt) {
      if (send === null) {
        await sql`update outgoing_mail set state = 'kept' where id = ${mailId} and state = 'waiting'`.execute(
          kernel.db,
        );
        return;
      }
      const mail = await take(kernel, mailId);
      if (mail === 'settled') return;
      if (mail === 'taken') throw new Error('another worker has this mail in hand');
      try {
        await send({ ...mail, messageId: `<${mail.id}@${new URL(kernel.publicUrl).hostname}>` });
      } catch (error) {
        const state = failedState(error, attempt?.last ?? false);
        await sql`
          update outgoing_mail set last_error = ${messageOf(error)}, sending_until = null, state = ${state}
          where id = ${mailId} and state = 'waiting'
        `.execute(kernel.db);
        if (state === 'waiting') throw error;
        return;
      }
      await settleSent(kernel, mailId);
    },
  });
}

function failedState(error: unknown, last: boolean): 'refused' | 'exhausted' | 'waiting' {
  if (error instanceof PermanentMailError) return 'refused';
  return last ? 'exhausted' : 'waiting';
}

async function take(kernel: Kernel, mailId: string): Promise<TakenMail | 'settled' | 'taken'> {
  const { rows } = await sql<TakenMail>`
    update outgoing_mail as mail
    set attempts = mail.attempts + 1, attempted_at = ${kernel.clock()},
      sending_until = clock_timestamp() + ${lease} * interval '1 millisecond'
    where mail.id = ${mailId} and mail.state = 'waiting'
      and (mail.sending_until is null or mail.sending_until < clock_timestamp())
    returning mail.id, mail.recipient, mail.subject, mail.body_html as html, mail.body_text as text
  `.execute(kernel.db);
  if (rows[0]) return rows[0];
  const { rows: waiting } = await sql`
    select from outgoing_mail as mail where mail.id = ${mailId} and mail.state = 'waiting'`.execute(
    kernel.db,
  );
  return waiting.length > 0 ? 'taken' : 'settled';
}

/** Seconds between the tries to write down that a mail has left: a restart of the database must not send it twice. */
const patience = [1, 2, 4, 8];

async function settleSent(kernel: Kernel, mailId: string): Promise<void> {
  for (const seconds of [...patience, null]) {
    try {
      // The body holds links that open doors: once sent, it is forgotten.
      await sql`
        update outgoing_mail set state = 'sent', sent_at = ${kernel.clock()}, body_html = null, body_text = null,
          last_error = null, sending_until = null
        where id = ${mailId}
      `.execute(kernel.db);
      return;
    } catch (error) {
      if (seconds === null) throw error;
      await wait(seconds * 1000);
    }
  }
}

/** No other process uses this database: mails in the hands of a killed one are free at once. */
export async function freeMailsInHand(db: Queryable): Promise<void> {
  await sql`update outgoing_mail set sending_until = null where state = 'waiting' and sending_until is not null`.execute(
    db,
  );
}
