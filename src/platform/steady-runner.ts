import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Runner, type RunnerOptions, run, type WorkerEvents } from 'graphile-worker';
import type { Pool } from 'pg';
import { onceAnswered } from './database';

/** How the runner reaches the rest: its own queue connections, and what the queue's tables need to be told. */
export interface SteadyRunnerOptions {
  readonly pool: Pool;
  readonly runner: Omit<RunnerOptions, 'pgPool' | 'events' | 'preset'>;
  /** Says that the jobs of these holders are in good hands. */
  beat(holders: readonly string[]): Promise<void>;
  /** Frees the jobs of holders that no longer work. */
  giveBack(holders: readonly string[]): Promise<void>;
  /** Resolves while the database answers, rejects otherwise. */
  probe(): Promise<unknown>;
  warn(what: string): void;
}

export interface SteadyRunner {
  /** The names under which jobs are held at present, as the queue writes them in `locked_by`. */
  holders(): readonly string[];
  /** Takes no more jobs, lets those at work end within `patienceMs`, and gives the others back. */
  stop(patienceMs: number): Promise<void>;
}

interface Turn {
  readonly runner: Runner;
  readonly holder: string;
  /** The database went away under it. */
  readonly lost: Promise<void>;
  /** Every job of this turn has ended. */
  readonly idle: Promise<void>;
  /** And is marked so. */
  readonly over: Promise<void>;
}

/** Those after which no worker of a turn works any more, whether or not what they have done could be written. */
const ends = [
  'pool:gracefulShutdown:complete',
  'pool:forcefulShutdown:complete',
  'pool:forcefulShutdown:error',
  'pool:release',
] as const;
/** For the last marks, once the jobs have ended: an answer of the database takes no longer. */
const marksWithin = 5_000;

/**
 * The same pool, whose connections may be given back twice. The library does so when the database goes away while
 * its listener ends: the driver then throws where nobody can catch it, and the process would end.
 */
export function releasedOnce(pool: Pool): Pool {
  type Callback = Parameters<Pool['connect']>[0];
  const connect = (callback?: Callback) => {
    if (!callback) return pool.connect();
    return pool.connect((error, client, release) => {
      let released = false;
      callback(error, client, (failure) => {
        // Of a pool that has ended there is none, whatever its type says.
        if (!released) release?.(failure);
        released = true;
      });
    });
  };
  return new Proxy(pool, {
    get: (target, name) => (name === 'connect' ? connect : Reflect.get(target, name, target)),
  });
}

/**
 * A runner of the queue that outlives the database. The library's own stops for good when a job cannot be
 * marked as done, and forgets the jobs whose handing over was lost on its way. So at the first sign of a lost
 * connection a fresh one takes its place as soon as the database answers; the old one ends its jobs, then
 * whatever is still written under its name is given back. The first start waits for it too.
 */
export async function startSteadyRunner(options: SteadyRunnerOptions): Promise<SteadyRunner> {
  const { pool, warn } = options;
  const queuePool = releasedOnce(pool);
  const holders = new Set<string>();
  let stopping = false;

  async function startTurn(): Promise<Turn> {
    const events: WorkerEvents = new EventEmitter();
    let holder = '';
    events.once('pool:create', ({ workerPool }) => {
      holder = workerPool.id;
      holders.add(holder);
    });
    const over = new Promise<void>((resolve) => events.once('pool:release', () => resolve()));
    const idle = new Promise<void>((resolve) => {
      for (const end of ends) events.once(end, () => resolve());
    });
    const lost = new Promise<void>((resolve) => {
      pool.once('error', () => resolve());
      for (const sign of ['worker:getJob:error', 'pool:release'] as const) events.once(sign, () => resolve());
    });
    const runner = await run({
      ...options.runner,
      pgPool: queuePool,
      events,
      // Otherwise the failure to mark a job as done is nobody's: an unhandled rejection ends the process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    });
    await options.beat([holder]).catch((error: unknown) => warn(`heartbeat missed: ${String(error)}`));
    return { runner, holder, lost, idle, over };
  }

  async function nextTurn(): Promise<Turn | null> {
    for (let wait = 100; !stopping; wait = Math.min(wait * 2, 1_000)) {
      await sleep(wait);
      try {
        await options.probe();
        return await startTurn();
      } catch {
        // Still away.
      }
    }
    return null;
  }

  async function retire({ runner, holder, idle, over }: Turn): Promise<void> {
    runner.stop().catch(() => {});
    await idle;
    // The library waits for ever for marks of which two were lost: it counts them wrong.
    await Promise.race([over, sleep(marksWithin)]);
    while (!stopping) {
      try {
        await options.giveBack([holder]);
        holders.delete(holder);
        return;
      } catch {
        await sleep(1_000);
      }
    }
  }

  let turn = await onceAnswered(startTurn);
  const supervise = async () => {
    for (;;) {
      await turn.lost;
      if (stopping) return;
      warn('the queue lost its database: a fresh runner takes over');
      void retire(turn);
      const next = await nextTurn();
      if (next === null) return;
      turn = next;
    }
  };
  void supervise();

  return {
    holders: () => [...holders],
    async stop(patienceMs) {
      stopping = true;
      turn.runner.stop().catch(() => {});
      await Promise.race([turn.over, sleep(patienceMs, undefined, { ref: false })]);
      await options.giveBack([...holders]);
    },
  };
}
