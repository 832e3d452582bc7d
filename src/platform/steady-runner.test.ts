import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type Pool } from 'pg';
import { expect, inject, it } from 'vitest';
import { z } from 'zod';
import { useDatabase } from '../../tests/support/database';
import { kernelOn } from '../../tests/support/kernel';
import { inTransaction, openPool, sql } from './database';
import { enqueue, job, startWorker } from './jobs';
import { releasedOnce } from './steady-runner';

const database = useDatabase();
const kernel = kernelOn(database.app, () => new Date());
const log = { warn: () => {}, error: () => {} };
const patience = { timeout: 15_000, interval: 50 };

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

const databaseName = () => new URL(database.appUrl).pathname.slice(1);

async function administer(statement: string, values: readonly string[] = []): Promise<void> {
  const admin = new Client({ connectionString: inject('testServer').adminUrl });
  await admin.connect();
  await admin.query(statement, [...values]);
  await admin.end();
}

/** As a crash of the server does to its clients: every connection of the application cut at once. */
const cutEverybody = () =>
  administer(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, [databaseName()]);

const takeConnections = (yes: boolean) =>
  administer(`alter database "${databaseName()}" with allow_connections ${yes}`);

const jobsLeft = async () => {
  const { rows } = await sql<{ held: string | null }>`
    select locked_by as held from graphile_worker._private_jobs`.execute(database.app);
  return rows;
};

it('lets the queue give a connection back twice', async () => {
  const pool = openPool(database.appUrl, { max: 1 });
  const runners = releasedOnce(pool);
  const giveBackTwice = (of: Pool) =>
    new Promise<void>((resolve, reject) => {
      of.connect((_error, _client, release) => {
        try {
          release();
          release();
          resolve();
        } catch (error) {
          reject(error);
        }
      });
    });
  await expect(giveBackTwice(pool)).rejects.toThrow('already been released');
  await giveBackTwice(runners);
  expect((await runners.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await runners.end();
  const refused = await new Promise<unknown>((resolve) => {
    runners.connect((error, _client, release) => {
      release();
      resolve(error);
    });
  });
  expect(String(refused)).toContain('after calling end');
});

it('goes on after every connection was cut, in the middle of a job too', async () => {
  const done: string[] = [];
  const [atWork, mayEnd] = [gate(), gate()];
  const what = job({
    name: 'test-steady',
    payload: z.object({ note: z.string() }),
    async run(_kernel, { note }) {
      if (note === 'long') {
        atWork.open();
        await mayEnd.opened;
      }
      done.push(note);
    },
  });
  const options = { databaseUrl: database.appUrl, kernel, jobs: [what], chores: [], log, aloneHere: true };
  const worker = await startWorker(options);
  await inTransaction(database.app, (tx) => enqueue(tx, what, { note: 'long' }));
  await atWork.opened;
  for (const note of ['first', 'second', 'third']) {
    await cutEverybody();
    await expect
      .poll(
        () =>
          inTransaction(database.app, (tx) => enqueue(tx, what, { note })).then(
            () => true,
            () => false,
          ),
        patience,
      )
      .toBe(true);
    await expect.poll(() => done, patience).toContain(note);
  }
  mayEnd.open();
  await expect.poll(() => done, patience).toContain('long');
  await expect.poll(jobsLeft, patience).toEqual([]);
  await worker.stop();
});

it('gives back several jobs that end while the database is away', async () => {
  const mayEnd = gate();
  let [begun, ended] = [0, 0];
  const what = job({
    name: 'test-away',
    payload: z.object({}),
    async run() {
      const turn = begun++;
      await mayEnd.opened;
      // Not in one breath, or the queue would mark them all as done in one statement; and one long after.
      await sleep(turn === 4 ? 500 : turn * 2);
      ended++;
    },
  });
  const options = { databaseUrl: database.appUrl, kernel, jobs: [what], chores: [], log, aloneHere: true };
  const worker = await startWorker(options);
  for (let one = 0; one < 5; one++) await inTransaction(database.app, (tx) => enqueue(tx, what, {}));
  await expect.poll(() => begun, patience).toBe(5);
  await takeConnections(false);
  await cutEverybody();
  mayEnd.open();
  await expect.poll(() => ended, patience).toBe(5);
  await takeConnections(true);
  await expect.poll(jobsLeft, patience).toEqual([]);
  // Whether they had ended nobody knew: they were done again.
  expect(ended).toBeGreaterThan(5);
  await worker.stop();
}, 30_000);

it('gives back a job whose handing over was lost on its way', async () => {
  const done: string[] = [];
  const what = job({
    name: 'test-lost',
    payload: z.object({ note: z.string() }),
    async run(_kernel, { note }) {
      done.push(note);
    },
  });
  const options = { databaseUrl: database.appUrl, kernel, jobs: [what], chores: [], log, aloneHere: true };
  const worker = await startWorker(options);
  // Held by a runner that lives and has never heard of it.
  const { rows } = await sql<{ holder: string }>`select worker_id as holder from worker_heartbeat`.execute(
    database.app,
  );
  await sql`select graphile_worker.add_job('test-lost', '{"note":"lost"}', run_at => now() + interval '1 hour')`.execute(
    database.app,
  );
  await sql`update graphile_worker._private_jobs set locked_by = ${rows[0]?.holder}, locked_at = now(), run_at = now()`.execute(
    database.app,
  );
  await cutEverybody();
  await expect.poll(() => done, patience).toEqual(['lost']);
  await worker.stop();
});

it('keeps the job of a long turn from those who free the jobs of the dead', async () => {
  const [atWork, mayEnd] = [gate(), gate()];
  let times = 0;
  const what = job({
    name: 'test-long',
    payload: z.object({}),
    async run() {
      times++;
      atWork.open();
      await mayEnd.opened;
    },
  });
  const options = { databaseUrl: database.appUrl, kernel, jobs: [what], chores: [], log, aloneHere: false };
  const worker = await startWorker(options);
  await inTransaction(database.app, (tx) => enqueue(tx, what, {}));
  await atWork.opened;
  // Another server starts, and looks for dead workers.
  const other = await startWorker(options);
  expect((await jobsLeft()).map(({ held }) => held !== null)).toEqual([true]);
  await other.stop();
  mayEnd.open();
  await worker.stop();
  expect(times).toBe(1);
  expect(await jobsLeft()).toEqual([]);
});

it('gives back at a stop what does not end', async () => {
  const [atWork, mayEnd] = [gate(), gate()];
  const what = job({
    name: 'test-endless',
    payload: z.object({}),
    async run() {
      atWork.open();
      await mayEnd.opened;
    },
  });
  const options = { databaseUrl: database.appUrl, kernel, jobs: [what], chores: [], log, aloneHere: true };
  const worker = await startWorker(options);
  await inTransaction(database.app, (tx) => enqueue(tx, what, {}));
  await atWork.opened;
  await worker.stop();
  expect(await jobsLeft()).toEqual([{ held: null }]);
  mayEnd.open();
});

it('starts as soon as the database answers, when it goes away during the start', async () => {
  const options = { databaseUrl: database.appUrl, kernel, jobs: [], chores: [], log, aloneHere: true };
  let started = false;
  await administer(`alter database "${databaseName()}" connection limit 0`);
  await cutEverybody();
  const starting = startWorker(options).then((worker) => {
    started = true;
    return worker;
  });
  await sleep(500);
  expect(started).toBe(false);
  await administer(`alter database "${databaseName()}" connection limit -1`);
  await (await starting).stop();
});
