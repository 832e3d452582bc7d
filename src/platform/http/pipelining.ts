import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Browsers and proxies wait for an answer before they ask again on the same connection. */
const mostAtOnce = 2;

/**
 * Counts the requests that a connection sends ahead of their answers (HTTP/1.1 pipelining). False for one too
 * many: each answer waits whole in memory behind the former ones, and who reads nothing could fill it.
 */
export function createPipelines(): (request: IncomingMessage, response: ServerResponse) => boolean {
  const unanswered = new WeakMap<Socket, number>();
  return ({ socket }, response) => {
    const before = unanswered.get(socket) ?? 0;
    if (before === mostAtOnce) return false;
    unanswered.set(socket, before + 1);
    response.once('close', () => unanswered.set(socket, (unanswered.get(socket) ?? 1) - 1));
    return true;
  };
}
