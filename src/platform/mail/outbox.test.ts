import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSmtp } from '../../../tests/fakes/smtp';
import { useDatabase } from '../../../tests/support/database';
import { kernelOn } from '../../../tests/support/kernel';
import { inTransaction, sql } from '../database';
import { runWaitingJobs } from '../jobs';
import { queueMail, sendMailJob, smtpSender } from './index';

const database = useDatabase();
const answers: Record<string, number | null> = {};
let smtp: Awaited<ReturnType<typeof startSmtp>>;
let sender: ReturnType<typeof smtpSender>;
const now = new Date('2026-11-23T09:00:00Z');
const kernel = kernelOn(database.app, () => now);

beforeAll(async () => {
  smtp = await startSmtp((recipient) => answers[recipient] ?? null);
  sender = smtpSender(smtp.url, 'mon compte 2i <ne-pas-repondre@portail.example>');
});
afterAll(async () => {
  sender.close();
  await smtp.stop();
});

const write = (to: string, more: { deduplicationKey?: string } = {}) =>
  inTransaction(database.app, (tx) =>
    queueMail(
      tx,
      { kind: 'test', to, subject: 'Été à Vélizy', html: '<p>Bonjour</p>', text: 'Bonjour', ...more },
      now,
    ),
  );
const drain = () => runWaitingJobs(database.appUrl, kernel, [sendMailJob(sender.send)]);
const rowsTo = async (to: string) => {
  const { rows } = await sql<{ id: string; state: string; text: string | null; error: string | null }>`
    select mail.id, mail.state, mail.body_text as text, mail.last_error as error
    from outgoing_mail as mail where mail.recipient = ${to}`.execute(database.owner);
  return rows;
};

describe('the outbox over SMTP', () => {
  it('sends both bodies to the one recipient, under its own Message-ID, then forgets the body', async () => {
    await write('isabelle@ge.example');
    await drain();
    const [row] = await rowsTo('isabelle@ge.example');
    expect(row).toMatchObject({ state: 'sent', text: null });
    const [received] = smtp.received;
    expect(received?.to).toEqual(['isabelle@ge.example']);
    expect(received?.from).toBe('ne-pas-repondre@portail.example');
    expect(received?.mail.subject).toBe('Été à Vélizy');
    expect(received?.mail.text?.trim()).toBe('Bonjour');
    expect(received?.mail.html).toContain('<p>Bonjour</p>');
    expect(received?.mail.messageId).toBe(`<${row?.id}@portail.example>`);
  });

  it('writes one mail for a deduplication key', async () => {
    await write('deux@ge.example', { deduplicationKey: 'k' });
    await write('deux@ge.example', { deduplicationKey: 'k' });
    await drain();
    expect(smtp.received.filter((one) => one.to.includes('deux@ge.example'))).toHaveLength(1);
  });

  it('writes nothing when the transaction is undone', async () => {
    const undone = inTransaction(database.app, async (tx) => {
      const mail = { kind: 'test', to: 'jamais@ge.example', subject: 's', html: 'h', text: 't' };
      await queueMail(tx, mail, now);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await drain();
    expect(await rowsTo('jamais@ge.example')).toEqual([]);
  });

  it('gives up on 5xx and says why, waits on 4xx and sends later', async () => {
    answers['inconnue@ge.example'] = 550;
    answers['occupee@ge.example'] = 450;
    await write('inconnue@ge.example');
    await write('occupee@ge.example');
    await drain();
    const [refused] = await rowsTo('inconnue@ge.example');
    expect(refused?.state).toBe('refused');
    expect(refused?.error).toContain('refused');
    expect((await rowsTo('occupee@ge.example'))[0]?.state).toBe('waiting');
    answers['occupee@ge.example'] = null;
    await sql`update graphile_worker._private_jobs set run_at = now()`.execute(database.app);
    await drain();
    expect((await rowsTo('occupee@ge.example'))[0]?.state).toBe('sent');
    expect(smtp.received.filter((one) => one.to.includes('occupee@ge.example'))).toHaveLength(1);
  });
});
