import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startSmtp } from '../../../tests/fakes/smtp';
import { useDatabase } from '../../../tests/support/database';
import { kernelOn } from '../../../tests/support/kernel';
import { minutes, after as plus } from '../clock';
import { inTransaction, sql } from '../database';
import { maxAttempts, runWaitingJobs, startWorker } from '../jobs';
import { newSecret } from '../links';
import {
  abandonMail,
  countTroubledMails,
  freeMailsInHand,
  mailFigures,
  mailIsStuck,
  queueMail,
  repairMailsChore,
  replayMail,
  sendMailJob,
  smtpSender,
  troubledMails,
} from './index';

const database = useDatabase();
const written = new Date('2026-11-23T09:00:00Z');
const later = plus(written, minutes(10));
let now = written;
const kernel = kernelOn(database.app, () => now);
const answers = new Map<string, number>();
let smtp: Awaited<ReturnType<typeof startSmtp>>;
let sender: ReturnType<typeof smtpSender>;

beforeAll(async () => {
  smtp = await startSmtp((recipient) => answers.get(recipient) ?? null);
  sender = smtpSender(smtp.url, 'ne-pas-repondre@portail.example');
});
afterAll(async () => {
  sender.close();
  await smtp.stop();
});
beforeEach(async () => {
  now = written;
  answers.clear();
  smtp.received.splice(0);
  await sql`delete from outgoing_mail`.execute(database.owner);
  await sql`delete from graphile_worker._private_jobs`.execute(database.app);
});

async function write(to: string): Promise<string> {
  const mail = { kind: 'test', to, subject: 'Bonjour', html: '<p>Bonjour</p>', text: 'Bonjour' };
  await inTransaction(database.app, (tx) => queueMail(tx, mail, now));
  const { rows } = await sql<{ id: string }>`
    select id from outgoing_mail where recipient = ${to} order by created_at desc limit 1`.execute(
    database.app,
  );
  return rows[0]?.id ?? '';
}
const drain = () => runWaitingJobs(database.appUrl, kernel, [sendMailJob(sender.send)]);
const replay = (id: string) => inTransaction(database.app, (tx) => replayMail(tx, id));
const abandon = (id: string) => inTransaction(database.app, (tx) => abandonMail(tx, id));
const job = (set: string) =>
  sql`update graphile_worker._private_jobs set ${sql.raw(set)}`.execute(database.app);
const stateOf = async (id: string) => {
  const { rows } = await sql<{ state: string; attempts: number; body: string | null }>`
    select state, attempts, body_text as body from outgoing_mail where id = ${id}`.execute(database.app);
  return rows[0];
};

describe('a mail refused for good', () => {
  it('goes to quarantine while the others leave, and is sent again once, however often it is asked', async () => {
    answers.set('partie@ge.example', 550);
    const refused = await write('partie@ge.example');
    await write('la@ge.example');
    await drain();
    expect(smtp.received.map(({ to }) => to[0])).toEqual(['la@ge.example']);
    expect(await troubledMails(database.app, now, 10)).toMatchObject([
      { id: refused, state: 'refused', attempts: 1, nextAttemptAt: null, recipient: 'partie@ge.example' },
    ]);
    answers.clear();
    const asked = await Promise.all(Array.from({ length: 10 }, () => replay(refused)));
    expect(asked.filter((done) => done)).toHaveLength(1);
    await drain();
    await drain();
    expect(smtp.received.map(({ to }) => to[0])).toEqual(['la@ge.example', 'partie@ge.example']);
    expect(await stateOf(refused)).toMatchObject({ state: 'sent', body: null });
    expect(await replay(refused)).toBe(false);
    expect(await countTroubledMails(database.app, now)).toBe(0);
  });

  it('is sent again once by two who press, whichever began first', async () => {
    answers.set('partie@ge.example', 550);
    const refused = await write('partie@ge.example');
    await drain();
    const late = await inTransaction(database.app, async (tx) => {
      await sql`select now()`.execute(tx);
      expect(await replay(refused)).toBe(true);
      return replayMail(tx, refused);
    });
    expect(late).toBe(false);
  });

  it('is abandoned with its body', async () => {
    answers.set('partie@ge.example', 550);
    const id = await write('partie@ge.example');
    await drain();
    expect(await abandon(id)).toBe(true);
    expect(await abandon(id)).toBe(false);
    expect(await replay(id)).toBe(false);
    expect(await stateOf(id)).toMatchObject({ state: 'abandoned', body: null });
  });
});

describe('a mail that cannot leave now', () => {
  it('waits without using up its attempts in minutes, and is tried at once when asked', async () => {
    answers.set('pleine@ge.example', 452);
    const id = await write('pleine@ge.example');
    await drain();
    now = later;
    const [mail] = await troubledMails(database.app, now, 10);
    expect(mail).toMatchObject({ id, state: 'waiting', attempts: 1 });
    expect(mail?.nextAttemptAt).toBeInstanceOf(Date);
    // What the queue's own pace makes of 25 attempts: exp(least(10, attempt)) seconds after each.
    const { rows } = await sql<{ days: number }>`
      select sum(exp(least(10, attempt))) / 86400 as days from generate_series(1, ${maxAttempts - 1}) as attempt`.execute(
      database.app,
    );
    expect(Number(rows[0]?.days)).toBeGreaterThan(3);
    answers.clear();
    expect(await replay(id)).toBe(true);
    expect(await replay(id)).toBe(false);
    await drain();
    expect((await stateOf(id))?.state).toBe('sent');
  });

  it('goes to quarantine at its last attempt, and has all of them again when asked', async () => {
    answers.set('pleine@ge.example', 452);
    const id = await write('pleine@ge.example');
    await job(`attempts = ${maxAttempts - 1}`);
    await drain();
    expect((await stateOf(id))?.state).toBe('exhausted');
    expect(await replay(id)).toBe(true);
    await drain();
    expect(await stateOf(id)).toMatchObject({ state: 'waiting', attempts: 1 });
  });

  it('waits when the server refuses us, not the person', async () => {
    const closed = smtpSender('smtp://127.0.0.1:1', 'ne-pas-repondre@portail.example');
    const id = await write('la@ge.example');
    await runWaitingJobs(database.appUrl, kernel, [sendMailJob(closed.send)]);
    closed.close();
    expect((await stateOf(id))?.state).toBe('waiting');
    const strict = await startSmtp(() => null, { refuseSender: 550 });
    const refused = smtpSender(strict.url, 'ne-pas-repondre@portail.example');
    await replay(id);
    await runWaitingJobs(database.appUrl, kernel, [sendMailJob(refused.send)]);
    refused.close();
    await strict.stop();
    expect((await stateOf(id))?.state).toBe('waiting');
  });

  it('keeps no secret in what it says, nor in the queue', async () => {
    const secret = newSecret();
    const told = async () => {
      throw new Error(`554 spam: https://portail.example/activation?jeton=${secret}`);
    };
    await write('la@ge.example');
    await runWaitingJobs(database.appUrl, kernel, [sendMailJob(told)]);
    const { rows } = await sql<{ said: string }>`
      select mail.last_error || job.last_error as said from outgoing_mail as mail, graphile_worker._private_jobs as job`.execute(
      database.app,
    );
    expect(rows[0]?.said).toContain('554 spam');
    expect(rows[0]?.said).not.toContain(secret);
  });
});

describe('the repair', () => {
  it('gives a mail its job back, once, and leaves those that have theirs', async () => {
    const lost = await write('perdue@ge.example');
    await job('key = null');
    await sql`delete from graphile_worker._private_jobs`.execute(database.app);
    await write('suivie@ge.example');
    now = later;
    await repairMailsChore.run(kernel);
    await repairMailsChore.run(kernel);
    const { rows } = await sql`select from graphile_worker._private_jobs`.execute(database.app);
    expect(rows).toHaveLength(2);
    await drain();
    expect((await stateOf(lost))?.state).toBe('sent');
    expect(smtp.received).toHaveLength(2);
  });

  it('puts a mail whose every attempt was killed in quarantine', async () => {
    const id = await write('tue@ge.example');
    await job(`attempts = max_attempts`);
    await sql`update outgoing_mail set attempts = ${maxAttempts}`.execute(database.app);
    now = later;
    await repairMailsChore.run(kernel);
    expect((await stateOf(id))?.state).toBe('exhausted');
    const jobs = async () => {
      const { rows } = await sql`select from graphile_worker._private_jobs`.execute(database.app);
      return rows.length;
    };
    expect(await jobs()).toBe(0);
    expect(await replay(id)).toBe(true);
    expect(await jobs()).toBe(1);
  });
});

describe('several workers', () => {
  const log = { warn: () => {}, error: () => {} };

  it('send each of many mails once', async () => {
    const count = 200;
    for (let index = 0; index < count; index++) await write(`n${index}@ge.example`);
    // The worst that can be: two jobs for each mail, one right after the other.
    await sql`select graphile_worker.add_job('send-mail', payload => job.payload)
      from graphile_worker._private_jobs as job`.execute(database.app);
    await sql`update graphile_worker._private_jobs as job set priority = turn.of, run_at = now()
      from (select id, dense_rank() over (order by payload->>'mailId') as of
            from graphile_worker._private_jobs) as turn where turn.id = job.id`.execute(database.app);
    const options = { databaseUrl: database.appUrl, kernel, chores: [], log, aloneHere: false };
    const jobs = [sendMailJob(sender.send)];
    const workers = await Promise.all([startWorker({ ...options, jobs }), startWorker({ ...options, jobs })]);
    await vi.waitFor(async () => expect((await mailFigures(database.app)).waiting).toBe(0), {
      timeout: 60_000,
      interval: 50,
    });
    await Promise.all(workers.map((worker) => worker.stop()));
    expect(smtp.received).toHaveLength(count);
    expect(new Set(smtp.received.map(({ mail }) => mail.messageId)).size).toBe(count);
  });

  it('leave a mail that another has in hand, unless that one is dead', async () => {
    const id = await write('la@ge.example');
    await sql`update outgoing_mail set sending_until = now() + interval '1 minute'`.execute(database.app);
    await drain();
    expect(smtp.received).toEqual([]);
    await sql`update outgoing_mail set sending_until = now() - interval '1 second'`.execute(database.app);
    await replay(id);
    await drain();
    expect(smtp.received).toHaveLength(1);
    const other = await write('autre@ge.example');
    await sql`update outgoing_mail set sending_until = now() + interval '1 minute' where id = ${other}`.execute(
      database.app,
    );
    await freeMailsInHand(database.app);
    await drain();
    expect((await stateOf(other))?.state).toBe('sent');
  });
});

describe('the figures', () => {
  it('say what waits, what is refused, and that nothing leaves any more', async () => {
    expect(await mailFigures(database.app)).toEqual({ waiting: 0, refused: 0, oldest: null });
    await write('a@ge.example');
    answers.set('b@ge.example', 550);
    await write('b@ge.example');
    await sql`update graphile_worker._private_jobs set run_at = now() + interval '1 hour'
      where payload->>'mailId' in (select id::text from outgoing_mail where recipient = 'a@ge.example')`.execute(
      database.app,
    );
    await drain();
    expect(await mailFigures(database.app)).toEqual({ waiting: 1, refused: 1, oldest: written });
    expect(await mailIsStuck(database.app, now)).toBe(false);
    expect(await mailIsStuck(database.app, plus(now, minutes(4)))).toBe(true);
  });

  it('call nobody for one full mailbox while the others leave', async () => {
    answers.set('pleine@ge.example', 452);
    await write('pleine@ge.example');
    await drain();
    now = plus(written, minutes(2));
    await write('la@ge.example');
    await drain();
    expect(await mailIsStuck(database.app, later)).toBe(false);
  });
});
