import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Sample {
  /** When it was due, in milliseconds from the beginning of the load. */
  readonly at: number;
  /** From the moment it was due to the whole answer: a late start counts. */
  readonly ms: number;
  /** HTTP status, or 0 when no answer came. */
  readonly status: number;
  /** Why no answer came; null when one did. */
  readonly failure: string | null;
}

/**
 * An open load: requests leave at their own times, whether the former ones are answered or not, as people
 * come. Waits for the last answer.
 */
export async function openLoad(options: {
  perSecond: number;
  seconds: number;
  request: (index: number) => Promise<{ status: number }>;
}): Promise<Sample[]> {
  const samples: Sample[] = [];
  const inFlight = new Set<Promise<void>>();
  const began = performance.now();
  const total = Math.round(options.perSecond * options.seconds);
  for (let index = 0; index < total; index++) {
    const at = (index * 1000) / options.perSecond;
    const early = at - (performance.now() - began);
    if (early > 1) await sleep(early);
    const one = options
      .request(index)
      .then(
        ({ status }) => ({ status, failure: null }),
        (error: unknown) => ({ status: 0, failure: String(error) }),
      )
      .then((outcome) => {
        samples.push({ at, ms: performance.now() - began - at, ...outcome });
        inFlight.delete(one);
      });
    inFlight.add(one);
  }
  await Promise.all(inFlight);
  return samples.sort((a, b) => a.at - b.at);
}
