import { once } from 'node:events';
import { type AddressInfo, createServer, Server } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/**
 * Node takes one new connection a turn of the event loop from each listener. Under a flood a turn lasts a few
 * milliseconds: one alone would leave newcomers in the system's queue, then at the door, for seconds.
 */
const listeners = 8;
/** Where the system shares newcomers out among the listeners of one port. */
const canShare = process.platform === 'linux';

const beside = new WeakMap<object, readonly Server[]>();

/** Listens by several listeners where the system can. Throws EADDRINUSE when anybody else has the port. */
export async function listen(server: FastifyInstance, where: { host: string; port: number }): Promise<void> {
  if (!canShare) {
    await server.listen(where);
    return;
  }
  await refuseTaken(where);
  const shared = { ...where, reusePort: true };
  await server.listen(shared);
  const { address, port } = server.server.address() as AddressInfo;
  const others = Array.from({ length: listeners - 1 }, () =>
    createServer({ noDelay: true }, (socket) => server.server.emit('connection', socket)),
  );
  beside.set(server.server, others);
  server.server.once('close', () => {
    for (const other of others) other.close();
  });
  await Promise.all(
    others.map(async (other) => {
      other.listen({ ...shared, host: address, port });
      await once(other, 'listening');
    }),
  );
}

/** Another server that shares its port as ours does would not be noticed by listening. */
async function refuseTaken(where: { host: string; port: number }): Promise<void> {
  const trial = createServer().listen(where);
  await once(trial, 'listening');
  trial.close();
  await once(trial, 'close');
}

/** Enough to take in whoever has queued up meanwhile, one a listener and a turn. */
const lastTurns = 50;

/**
 * Resolves once no new connection is taken any more; its `ended`, when those that there are have ended. The system
 * resets whoever is still at the door when it closes: so it closes when nobody is, right after a turn has looked.
 */
export async function stopListening({ server }: FastifyInstance): Promise<{ ended: Promise<unknown> }> {
  for (let turn = 0; turn < lastTurns; turn++) await nextTurn();
  // Not the close of http, which closes idle connections at once.
  const close = (listener: Server) =>
    new Promise<void>((resolve) => Server.prototype.close.call(listener, () => resolve()));
  return { ended: Promise.all([server, ...(beside.get(server) ?? [])].map(close)) };
}
