import { type BehaviourContext, type Kernel, noRequest } from '../platform/behaviour';
import { type Database, inTransaction } from '../platform/database';
import type { Chore } from '../platform/jobs';
import { systemActor } from '../platform/who-may';
import type { Batch } from './store';

const batchSize = 500;

export interface DueRequests<Row extends { readonly id: string }> {
  readonly name: string;
  readonly every: string;
  /** A batch of the requests due at `now`, oldest first. */
  read(db: Database, now: Date, batch: Batch): Promise<Row[]>;
  /**
   * Does what is due to one, in its own transaction. Another server may do it at the same time: it begins by a
   * compare-and-set that takes the request out of what `read` finds, and does nothing when that fails.
   */
  settle(context: BehaviourContext, request: Row): Promise<void>;
  /** One batch a run: what writes to so many people does it over hours. */
  readonly oneBatch?: true;
}

/**
 * A chore that goes through the requests that are due. One that fails does not stop the others: it keeps its
 * turn for the next run, and the run fails at its end, so that the queue logs it.
 */
export function dueRequests<Row extends { readonly id: string }>(spec: DueRequests<Row>): Chore {
  return { name: spec.name, every: spec.every, run: (kernel) => settleAll(kernel, spec) };
}

async function settleAll<Row extends { readonly id: string }>(
  kernel: Kernel,
  spec: DueRequests<Row>,
): Promise<void> {
  const now = kernel.clock();
  const actor = systemActor(spec.name);
  const failures = new Map<string, string>();
  const seen = new Set<string>();
  for (;;) {
    const batch = await spec.read(kernel.db, now, { limit: batchSize, except: [...failures.keys()] });
    for (const request of batch) {
      try {
        if (seen.has(request.id)) throw new Error('still due after its turn');
        await inTransaction(kernel.db, (tx) =>
          spec.settle({ tx, actor, now: kernel.clock(), kernel, ...noRequest }, request),
        );
      } catch (error) {
        failures.set(request.id, error instanceof Error ? error.message : String(error));
      }
      seen.add(request.id);
    }
    if (batch.length < batchSize || spec.oneBatch) break;
  }
  if (failures.size === 0) return;
  const [first] = failures;
  throw new Error(
    `${failures.size} of ${seen.size} requests wait for the next run; request ${first?.[0]}: ${first?.[1]}`,
  );
}
