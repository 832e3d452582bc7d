import { createServer, type RequestListener, type Server } from 'node:http';
import { tooBusy } from '../errors';
import { isUnread, linger } from './linger';
import { isForPrograms, problemOf, problemType } from './open-data';
import { createPipelines } from './pipelining';

/** Addresses, and patterns of routes, that are always answered, whatever the load. */
export const light = /^\/(assets\/|(healthz|readyz|metrics)\/?(\?|$))/;

export interface Front {
  /** No place is left for more work. */
  readonly isFull: () => boolean;
  /** Of every answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** The same for all who are too many. */
  readonly busyPage: string;
  /** Told of each of them, by the method of their request. */
  readonly noteBusy: (method: string) => void;
}

/**
 * Node's server, how long it waits for its clients, and what is refused before anything else of ours runs: under a
 * flood, a refusal that goes through routes, hooks and compression takes the time of those who are accepted.
 */
export function createFront(
  handler: RequestListener,
  { isFull, headers, busyPage, noteBusy }: Front,
): Server {
  const refusal = tooBusy();
  const page = { type: 'text/html; charset=utf-8', body: Buffer.from(busyPage) };
  const said = { type: problemType, body: Buffer.from(JSON.stringify(problemOf(refusal))) };
  const busyHeaders = {
    ...headers,
    'retry-after': String(refusal.retryAfterSeconds),
    // Those who insist line up for a connection again, behind those who come for the first time.
    connection: 'close',
  };
  const mayFollow = createPipelines();
  const server = createServer(
    {
      // Looked at every second: slow headers are cut within ten seconds, a slow body within thirty.
      headersTimeout: 8_000,
      requestTimeout: 28_000,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: 5_000,
      // Refused by us, with the headers of every answer.
      requireHostHeader: false,
    },
    (request, response) => {
      if (!mayFollow(request, response)) {
        request.socket.destroy();
        return;
      }
      if (!isFull() || light.test(request.url ?? '')) {
        handler(request, response);
        return;
      }
      if (isUnread(request)) linger(request);
      const { type, body } = isForPrograms(request.url ?? '') ? said : page;
      const ofBody = { 'content-type': type, 'content-length': body.length };
      response.writeHead(503, { ...busyHeaders, ...ofBody }).end(body);
      noteBusy(request.method ?? '');
    },
  );
  // Of silence, on either side: a client that does not read its answer goes.
  server.setTimeout(35_000);
  return server;
}
