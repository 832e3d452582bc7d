import { expect, it } from 'vitest';
import { z } from 'zod';
import { useDatabase } from '../../tests/support/database';
import { kernelOn } from '../../tests/support/kernel';
import { inTransaction, sql } from './database';
import { enqueue, job, startWorker } from './jobs';

const database = useDatabase();
const kernel = kernelOn(database.app, () => new Date());
const log = { warn: () => {}, error: () => {} };

function recorder() {
  const done: string[] = [];
  const waiting = new Map<string, () => void>();
  const what = job({
    name: 'test-note',
    payload: z.object({ note: z.string() }),
    async run(_kernel, { note }) {
      done.push(note);
      waiting.get(note)?.();
    },
  });
  const until = (note: string) =>
    done.includes(note) ? Promise.resolve() : new Promise<void>((resolve) => waiting.set(note, resolve));
  return { what, done, until };
}

it('does a job of a committed transaction, and none of an undone one', async () => {
  const { what, done, until } = recorder();
  const options = { databaseUrl: database.appUrl, kernel, jobs: [what], chores: [], log, aloneHere: true };
  const worker = await startWorker(options);
  await expect(
    inTransaction(database.app, async (tx) => {
      await enqueue(tx, what, { note: 'undone' });
      throw new Error('undone');
    }),
  ).rejects.toThrow('undone');
  await inTransaction(database.app, (tx) => enqueue(tx, what, { note: 'kept' }));
  await until('kept');
  await worker.stop();
  expect(done).toEqual(['kept']);
});

it('takes over the job of a worker that was killed', async () => {
  const { what, until } = recorder();
  await inTransaction(database.app, (tx) => enqueue(tx, what, { note: 'orphan' }));
  await sql`
    update graphile_worker._private_jobs set locked_by = 'worker-killed', locked_at = now(), attempts = 1
  `.execute(database.app);
  await sql`
    insert into worker_heartbeat (worker_id, seen_at) values ('worker-killed', now() - interval '2 minutes')
  `.execute(database.app);
  const options = { databaseUrl: database.appUrl, kernel, jobs: [what], chores: [], log, aloneHere: false };
  const worker = await startWorker(options);
  await until('orphan');
  await worker.stop();
});

it('keeps one line of a chore that always fails, and none once it succeeds', async () => {
  let failing = true;
  let turns = 0;
  const chore = {
    name: 'test.chore',
    every: '0 0 1 1 *',
    async run() {
      turns += 1;
      if (failing) throw new Error('always');
    },
  };
  const options = { databaseUrl: database.appUrl, kernel, jobs: [], chores: [chore], log, aloneHere: true };
  const worker = await startWorker(options);
  /** As the schedule does at each turn; the second try of a turn comes seconds later. */
  const turn = async (count: number) => {
    await sql`select graphile_worker.add_job('test:chore', max_attempts => 1, job_key => 'chore:test:chore')`.execute(
      database.app,
    );
    await expect.poll(() => turns, { timeout: 10_000 }).toBe(count);
  };
  const lines = async () => {
    const { rows } = await sql<{ error: string | null }>`
      select job.last_error as error from graphile_worker._private_jobs as job
      join graphile_worker._private_tasks as task on task.id = job.task_id
      where task.identifier = 'test:chore'`.execute(database.app);
    return rows.map(({ error }) => error);
  };
  for (const count of [1, 2, 3]) {
    await turn(count);
    await expect.poll(lines, { timeout: 10_000 }).toEqual(['always']);
  }
  failing = false;
  await turn(4);
  await expect.poll(lines, { timeout: 10_000 }).toEqual([]);
  await worker.stop();
});

it('leaves alone the job of a worker that lives elsewhere', async () => {
  const { what, done, until } = recorder();
  await inTransaction(database.app, (tx) => enqueue(tx, what, { note: 'elsewhere' }));
  await sql`
    update graphile_worker._private_jobs set locked_by = 'worker-alive', locked_at = now(), attempts = 1
  `.execute(database.app);
  await sql`insert into worker_heartbeat (worker_id, seen_at) values ('worker-alive', now())`.execute(
    database.app,
  );
  const options = { databaseUrl: database.appUrl, kernel, jobs: [what], chores: [], log, aloneHere: false };
  const worker = await startWorker(options);
  await inTransaction(database.app, (tx) => enqueue(tx, what, { note: 'mine' }));
  await until('mine');
  await worker.stop();
  expect(done).toEqual(['mine']);
});
