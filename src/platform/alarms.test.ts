import { expect, it } from 'vitest';
import { useDatabase } from '../../tests/support/database';
import { kernelOn } from '../../tests/support/kernel';
import { platformAlarms, watchChore } from './alarms';
import { after, minutes } from './clock';
import { inTransaction, sql } from './database';
import { queueMail } from './mail';

const database = useDatabase();
let now = new Date('2026-11-23T09:00:00Z');
const kernel = kernelOn(database.app, () => now);
const errors: object[] = [];
const warnings: object[] = [];
const log = { warn: (about: object) => warnings.push(about), error: (about: object) => errors.push(about) };
const watch = watchChore(platformAlarms, log);
const minute = async () => {
  now = after(now, minutes(1));
  await watch.run(kernel);
};
const running = sql`update graphile_worker._private_jobs set run_at = now() + interval '1 day'`;

it('calls within five minutes when no mail leaves any more, once an hour, and says when it is over', async () => {
  await inTransaction(database.app, (tx) =>
    queueMail(tx, { kind: 't', to: 'a@b.example', subject: 's', html: 'h', text: 't' }, now),
  );
  await running.execute(database.app);
  let passed = 0;
  while (errors.length === 0 && passed < 60) {
    await minute();
    passed += 1;
  }
  expect(passed).toBeLessThanOrEqual(5);
  expect(errors).toEqual([{ alarm: 'mail' }]);
  for (let index = 0; index < 130; index++) await minute();
  expect(errors).toHaveLength(3);
  await sql`update outgoing_mail set state = 'sent', sent_at = ${now}`.execute(database.app);
  await minute();
  expect(warnings).toEqual([{ alarm: 'mail' }]);
  await minute();
  expect([errors.length, warnings.length]).toEqual([3, 1]);
});

it('calls for a job that failed for good, and for jobs that nobody takes', async () => {
  errors.splice(0);
  await sql`delete from graphile_worker._private_jobs`.execute(database.app);
  await sql`select graphile_worker.add_job('lost')`.execute(database.app);
  await minute();
  expect(errors).toEqual([]);
  await sql`update graphile_worker._private_jobs set run_at = now() - interval '4 minutes'`.execute(
    database.app,
  );
  await minute();
  await sql`update graphile_worker._private_jobs set attempts = max_attempts`.execute(database.app);
  await minute();
  expect(errors).toEqual([{ alarm: 'jobs-late' }, { alarm: 'jobs-failed' }]);
});

it('looks at the others when one cannot be read, and fails at its end', async () => {
  errors.splice(0);
  await sql`delete from alarm`.execute(database.app);
  const broken = {
    name: 'broken',
    message: '',
    isRaised: () => Promise.reject(new Error('no answer for a@b.example')),
  };
  const run = watchChore([broken, ...platformAlarms], log).run(kernel);
  await expect(run).rejects.toThrow('broken: no answer for …@…');
  expect(errors).toEqual([{ alarm: 'jobs-failed' }]);
});
