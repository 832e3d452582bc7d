import { type Queryable, sql, type Transaction } from './database';

/** A job that does not go on by itself as it should. */
export interface TroubledJob {
  readonly id: string;
  /** Name of the job, or of the chore as the queue writes it. */
  readonly name: string;
  /** 'failed' for good, 'retrying' after a failure, 'stuck' in the hands of a worker for too long. */
  readonly state: 'failed' | 'retrying' | 'stuck';
  readonly attempts: number;
  readonly maxAttempts: number;
  /** First line of the last failure, without secrets. */
  readonly lastError: string | null;
  readonly createdAt: Date;
  /** When the queue tries again; null when it never will by itself, or is at it. */
  readonly nextAttemptAt: Date | null;
}

/** Far longer than any job takes. */
const stuckAfter = '10 minutes';

const stateOfJob = sql`case
  when job.locked_at < now() - ${stuckAfter}::interval then 'stuck'
  when job.locked_at is not null then 'running'
  when job.attempts >= job.max_attempts then 'failed'
  when job.attempts > 0 then 'retrying'
  else 'waiting' end`;

const jobs = sql`graphile_worker._private_jobs as job
  join graphile_worker._private_tasks as task on task.id = job.task_id`;

/** Jobs in trouble, oldest first, but those named in `except`, which are shown as what they work on. */
export async function troubledJobs(
  db: Queryable,
  except: readonly string[],
  limit: number,
): Promise<TroubledJob[]> {
  const { rows } = await sql<TroubledJob>`
    select troubled.* from (
      select job.id::text as id, task.identifier as name, ${stateOfJob} as state, job.attempts,
        job.max_attempts as "maxAttempts", split_part(job.last_error, chr(10), 1) as "lastError",
        job.created_at as "createdAt",
        case when job.locked_at is null and job.attempts < job.max_attempts then job.run_at end as "nextAttemptAt"
      from ${jobs} where task.identifier <> all (${except})
    ) as troubled
    where troubled.state in ('failed', 'retrying', 'stuck')
    order by troubled."createdAt", troubled.id limit ${limit}
  `.execute(db);
  return rows;
}

/** Of those in trouble, the ones that wait for somebody. */
export async function countLostJobs(db: Queryable, except: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ${jobs}
    where task.identifier <> all (${except}) and ${stateOfJob} in ('failed', 'stuck')`.execute(db);
  return rows[0]?.count ?? 0;
}

/**
 * Brings the next try of a keyed job forward to now. False: it is there, at work, or gone. Measured by the clock
 * and not by the start of the transaction: who waited for another's press finds that the job is there.
 */
export async function hastenJob(tx: Transaction, key: string): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    select job.id from graphile_worker._private_jobs as job
    where job.key = ${key} and job.locked_at is null and job.attempts < job.max_attempts and job.run_at > clock_timestamp()
    for update`.execute(tx);
  return rows[0] ? startNow(tx, rows[0].id) : false;
}

/**
 * Starts a job in trouble anew, with all its attempts before it; gives its name. Null: somebody already has, or
 * it has succeeded meanwhile. A stuck one is first taken from its worker: jobs bear being done twice.
 */
export async function relaunchJob(tx: Transaction, id: string): Promise<string | null> {
  const job = await holdTroubled(tx, id);
  if (job === null) return null;
  if (job.lockedBy !== null) {
    await sql`select graphile_worker.force_unlock_workers(array[${job.lockedBy}]::text[])`.execute(tx);
  }
  await startNow(tx, job.id);
  return job.name;
}

/** Removes a job that failed for good; gives its name, null when it no longer is one. */
export async function abandonJob(tx: Transaction, id: string): Promise<string | null> {
  const job = await holdTroubled(tx, id);
  if (job?.state !== 'failed') return null;
  await sql`select graphile_worker.complete_jobs(array[${job.id}]::bigint[])`.execute(tx);
  return job.name;
}

async function startNow(tx: Transaction, id: number): Promise<boolean> {
  await sql`select graphile_worker.reschedule_jobs(array[${id}]::bigint[], run_at => now(), attempts => 0)`.execute(
    tx,
  );
  // Wakes the workers, as queueing a job does; otherwise they look every two seconds.
  await sql`select pg_notify('jobs:insert', '{"r":0,"count":1}')`.execute(tx);
  return true;
}

interface HeldJob {
  readonly id: number;
  readonly name: string;
  readonly state: 'failed' | 'retrying' | 'stuck';
  readonly lockedBy: string | null;
}

/** A retrying job that somebody has just started again is due: no longer in trouble. */
async function holdTroubled(tx: Transaction, id: string): Promise<HeldJob | null> {
  const { rows } = await sql<HeldJob>`
    select job.id, task.identifier as name, ${stateOfJob} as state, job.locked_by as "lockedBy" from ${jobs}
    where job.id::text = ${id}
      and (${stateOfJob} in ('failed', 'stuck') or ${stateOfJob} = 'retrying' and job.run_at > clock_timestamp())
    for update of job`.execute(tx);
  return rows[0] ?? null;
}

/** Removes what failed for good under a key, or of a name: something newer takes its place. */
export async function forgetFailed(db: Queryable, of: { key: string } | { name: string }): Promise<void> {
  const those = 'key' in of ? sql`job.key = ${of.key}` : sql`task.identifier = ${of.name}`;
  await sql`
    select graphile_worker.complete_jobs(array(
      select job.id from ${jobs}
      where ${those} and job.locked_at is null and job.attempts >= job.max_attempts))`.execute(db);
}

export interface QueueFigures {
  /** Jobs that could run now. */
  readonly waiting: number;
  readonly failed: number;
  /** Since when the oldest job that could run waits, by the clock of the database; null when none does. */
  readonly oldest: Date | null;
}

export async function queueFigures(db: Queryable): Promise<QueueFigures> {
  const { rows } = await sql<QueueFigures>`
    select (count(*) filter (where due))::int as waiting, (count(*) filter (where failed))::int as failed,
      min(run_at) filter (where due) as oldest
    from (
      select job.run_at, job.locked_at is null and job.attempts >= job.max_attempts as failed,
        job.locked_at is null and job.attempts < job.max_attempts and job.run_at <= now() as due
      from graphile_worker._private_jobs as job
    ) as job`.execute(db);
  return rows[0] ?? { waiting: 0, failed: 0, oldest: null };
}
