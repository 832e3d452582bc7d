import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/**
 * Stops a server without cutting anybody off: for `graceMs` it still listens and serves, each answer closing
 * its connection, while load balancers see that it is no longer ready; then it takes no new connection, waits
 * for those who are being answered, and after `patienceMs` cuts the ones too slow to end by themselves.
 */
export async function drain(
  server: FastifyInstance,
  { graceMs, patienceMs }: { graceMs: number; patienceMs: number },
): Promise<void> {
  await sleep(graceMs);
  const cut = setTimeout(() => server.server.closeAllConnections(), patienceMs);
  try {
    await server.close();
  } finally {
    clearTimeout(cut);
  }
}
