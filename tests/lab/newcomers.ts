import type { Product } from './product';
import { addressOf } from './town';
import { Visitor } from './visitor';

export interface Welcome {
  readonly status: number;
  /** From the connection asked for to the whole answer; Infinity when none came. */
  readonly ms: number;
}

/**
 * People and probes who come for the first time, each by a new connection and from an address of their own: one
 * for each of these pages every so many milliseconds. At the end, how each of them was answered.
 */
export function startNewcomers(
  { origin }: Product,
  { paths, every, district }: { paths: readonly string[]; every: number; district: number },
): { stop(): Promise<ReadonlyMap<string, Welcome[]>> } {
  const welcomed = new Map<string, Welcome[]>(paths.map((path) => [path, []]));
  const going = new Set<Promise<void>>();
  let come = 0;
  const timer = setInterval(() => {
    for (const [path, all] of welcomed) {
      const visitor = new Visitor(origin, addressOf(district, come++));
      const one = visitor
        .get(path)
        .then(
          ({ status, ms }) => void all.push({ status, ms }),
          () => void all.push({ status: 0, ms: Number.POSITIVE_INFINITY }),
        )
        .then(() => {
          visitor.leave();
          going.delete(one);
        });
      going.add(one);
    }
  }, every);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(going);
      return welcomed;
    },
  };
}
