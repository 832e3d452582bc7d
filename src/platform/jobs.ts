import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, runOnce, type Task, type TaskList } from 'graphile-worker';
import { z } from 'zod';
import type { Kernel } from './behaviour';
import { type Database, onceAnswered, openPool, sql, type Transaction } from './database';
import { forgetFailed } from './jobs-waiting';
import { messageOf } from './redact';
import { startSteadyRunner } from './steady-runner';

/** Something to be done soon, by any server, at least once: so every job must bear being done twice. */
export interface Job<S extends z.ZodType> {
  readonly name: string;
  readonly payload: S;
  run(kernel: Kernel, payload: z.output<S>, attempt?: Attempt): Promise<void>;
}

export interface Attempt {
  /** When this one fails, nobody tries again. */
  readonly last: boolean;
}

/** Tries of a job, further and further apart: after four days it has failed for good. */
export const maxAttempts = 25;
export const job = <S extends z.ZodType>(spec: Job<S>): Job<S> => spec;

/** Queues a job in the transaction that makes it needed: both happen, or neither. */
export async function enqueue<S extends z.ZodType>(
  tx: Transaction,
  what: Job<S>,
  payload: z.input<S>,
  key: string | null = null,
): Promise<void> {
  await enqueueByName(tx, what.name, payload, key);
}

/** With a `key`, one job at most waits under it: queueing again starts it anew. */
export async function enqueueByName(
  tx: Transaction,
  name: string,
  payload: unknown,
  key: string | null = null,
): Promise<void> {
  if (key !== null) await forgetFailed(tx, { key });
  await sql`
    select graphile_worker.add_job(${name}, payload => ${JSON.stringify(payload)}::json,
      max_attempts => ${maxAttempts}, job_key => ${key})`.execute(tx);
}

/** Work done on a schedule (standard five-field cron, UTC), once whatever the number of servers. */
export interface Chore {
  readonly name: string;
  readonly every: string;
  run(kernel: Kernel): Promise<void>;
}

/** The queue's schedule takes no dot in a name. */
export const cronName = (chore: Pick<Chore, 'name'>) => chore.name.replaceAll('.', ':');

/**
 * Before the jobs, which may be thousands. One that fails is tried once more, seconds later; a turn that still
 * waits is replaced by the next.
 */
const crontabLine = (every: string, name: string) =>
  `${every} ${name} ?max=2&priority=-10&jobKey=chore:${name}`;

/** At a stop: a process must be gone within ten seconds. */
const jobsEndWithin = 5_000;
const heartbeatEvery = 10_000;
const deadAfter = '45 seconds';

export interface JobLog {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/**
 * Starts the worker. Its heartbeat lets the others take over its jobs when it dies: the queue alone
 * would wait four hours. `aloneHere` (embedded database) frees the jobs of a killed process at once.
 */
export async function startWorker(options: {
  databaseUrl: string;
  kernel: Kernel;
  jobs: readonly Job<z.ZodType>[];
  chores: readonly Chore[];
  log: JobLog;
  aloneHere: boolean;
}): Promise<{ stop(): Promise<void> }> {
  const { kernel, log } = options;
  const { db } = kernel;
  const pool = openPool(options.databaseUrl, { max: 6 }, (error) => {
    log.warn({ error: messageOf(error) }, 'queue connection lost');
  });
  const tasks = tasksOf(kernel, options.jobs);
  const { chores } = options;
  for (const chore of chores) tasks[cronName(chore)] = taskOf(kernel, chore);

  await onceAnswered(async () => {
    if (options.aloneHere) await sql`delete from worker_heartbeat`.execute(db);
    await freeJobsOfDeadWorkers(db);
  });
  const beat = async (holders: readonly string[]) => {
    await sql`
      insert into worker_heartbeat (worker_id, seen_at) select unnest(${holders}::text[]), now()
      on conflict (worker_id) do update set seen_at = excluded.seen_at
    `.execute(db);
  };
  const runner = await startSteadyRunner({
    pool,
    runner: {
      taskList: tasks,
      crontab: chores.map((c) => crontabLine(c.every, cronName(c))).join('\n'),
      concurrency: 8,
      pollInterval: 2000,
      noHandleSignals: true,
      logger: new Logger(() => (level, _message, meta) => {
        // The queue's own message holds whatever the error says; its details too.
        if (level === 'error') log.warn(failureOf(meta), 'a job failed');
      }),
    },
    beat,
    giveBack: (holders) => giveBack(db, holders),
    probe: () => sql`select 1`.execute(db),
    warn: (what) => log.warn({}, what),
  });
  const timer = setInterval(() => {
    beat(runner.holders())
      .then(() => freeJobsOfDeadWorkers(db))
      .catch((error: unknown) => log.warn({ error: messageOf(error) }, 'heartbeat missed'));
  }, heartbeatEvery);
  return {
    async stop() {
      clearInterval(timer);
      // Without its database nothing can be given back: the others take over when the heartbeat stops.
      await runner.stop(jobsEndWithin).catch((error: unknown) => {
        log.warn({ error: messageOf(error) }, 'jobs not given back');
      });
      await Promise.race([pool.end(), sleep(1_000, undefined, { ref: false })]);
    },
  };
}

const failedJob = z.object({
  error: z.unknown(),
  job: z.object({
    id: z.string(),
    task_identifier: z.string(),
    attempts: z.number(),
    max_attempts: z.number(),
  }),
});

function failureOf(meta: unknown): object {
  const { data } = failedJob.safeParse(meta);
  if (!data) return {};
  const { id, task_identifier: name, attempts: attempt, max_attempts: of } = data.job;
  return { job: id, name, attempt, of, error: messageOf(data.error) };
}

function tasksOf(kernel: Kernel, jobs: readonly Job<z.ZodType>[]): TaskList {
  const tasks: TaskList = {};
  for (const one of jobs) {
    tasks[one.name] = async (payload, { job }) => {
      const attempt = { last: job.attempts >= job.max_attempts };
      try {
        await one.run(kernel, one.payload.parse(payload), attempt);
      } catch (error) {
        // The queue stores what is thrown: a column that nobody should read secrets in.
        throw new Error(messageOf(error), { cause: error });
      }
    };
  }
  return tasks;
}

/** Of a chore that fails at each turn, the last failure alone stays in the queue; a success removes it. */
function taskOf(kernel: Kernel, chore: Chore): Task {
  const name = cronName(chore);
  return async (_payload, { job }) => {
    try {
      await chore.run(kernel);
    } catch (error) {
      if (job.attempts >= job.max_attempts) await forgetFailed(kernel.db, { name });
      throw new Error(messageOf(error), { cause: error });
    }
    await forgetFailed(kernel.db, { name });
  };
}

/** Does every job that waits, then returns: for commands that end, and for tests. */
export async function runWaitingJobs(
  databaseUrl: string,
  kernel: Kernel,
  jobs: readonly Job<z.ZodType>[],
): Promise<void> {
  const pool = openPool(databaseUrl, { max: 3 });
  try {
    const logger = new Logger(() => () => {});
    await runOnce({ pgPool: pool, taskList: tasksOf(kernel, jobs), noHandleSignals: true, logger });
  } finally {
    await pool.end();
  }
}

async function freeJobsOfDeadWorkers(db: Database) {
  const { rows } = await sql<{ workerId: string }>`
    select distinct job.locked_by as "workerId"
    from graphile_worker._private_jobs as job
    where job.locked_by is not null and not exists (
      select 1 from worker_heartbeat as beat
      where beat.worker_id = job.locked_by and beat.seen_at > now() - ${deadAfter}::interval
    )
  `.execute(db);
  await giveBack(
    db,
    rows.map((row) => row.workerId),
  );
  await sql`delete from worker_heartbeat where seen_at < now() - interval '1 day'`.execute(db);
}

async function giveBack(db: Database, holders: readonly string[]) {
  if (holders.length === 0) return;
  await sql`select graphile_worker.force_unlock_workers(${holders}::text[])`.execute(db);
  await sql`delete from worker_heartbeat where worker_id = any(${holders})`.execute(db);
}
