import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { stopListening } from './listeners';
import type { Readiness } from './readiness';

/** All in milliseconds. */
export interface DrainTimes {
  /** It serves as before, and load balancers see that it is no longer ready. */
  readonly notice: number;
  /** It takes no new connection; each of those that there are ends with its next answer. */
  readonly farewell: number;
  /** Those who have asked nothing are let go; who is still being answered then is too slow, and cut. */
  readonly patience: number;
}

/**
 * Stops a server without cutting anybody off. A connection that the server closes while its client begins the
 * next request is a cut one: so the listener goes first, then the connections as they are used.
 */
export async function drain(
  server: FastifyInstance,
  readiness: Readiness,
  { notice, farewell, patience }: DrainTimes,
): Promise<void> {
  readiness.stop();
  await sleep(notice);
  const { ended } = await stopListening(server);
  // Any sooner, those who are let go would come back to a door about to close on them.
  readiness.leave();
  await Promise.race([ended, sleep(farewell)]);
  const cut = setTimeout(() => server.server.closeAllConnections(), patience);
  try {
    // The server's own close knows the clients of one listener alone.
    await Promise.all([server.close(), ended]);
  } finally {
    clearTimeout(cut);
  }
}
