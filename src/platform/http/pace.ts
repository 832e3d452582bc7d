import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Shares the turns of the event loop out: a request that comes once a turn has lasted `sliceMs` waits, in line,
 * for the next. One turn would otherwise serve every request that is there before it takes a single new
 * connection, and under a flood whoever comes waits for seconds, the probes of a load balancer too.
 */
export function createPace(sliceMs: number): { turn(): Promise<void> } {
  let begunAt: number | null = null;
  const isOver = () => {
    const now = performance.now();
    if (begunAt !== null) return now - begunAt >= sliceMs;
    begunAt = now;
    // Runs before those who wait: they asked for the next turn later.
    setImmediate(() => {
      begunAt = null;
    });
    return false;
  };
  return {
    async turn() {
      while (isOver()) await nextTurn();
    },
  };
}
