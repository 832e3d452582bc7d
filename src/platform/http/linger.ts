import type { IncomingMessage } from 'node:http';

const patience = 1_000;

/** Its body is not all there: what still comes would be taken for the next request, or waited for. */
export function isUnread({ headers, complete }: IncomingMessage): boolean {
  const { 'content-length': length = '0', 'transfer-encoding': chunked } = headers;
  return complete === false && (length !== '0' || chunked !== undefined);
}

/**
 * To be called on a request that is answered before its body is there, its connection to be closed then: reads
 * on for a second without keeping anything. Closing at once would make the sender's system throw the answer
 * away unread.
 */
export function linger(request: IncomingMessage): void {
  const { socket } = request;
  request.unpipe();
  request.resume();
  // What Node does of a connection once its last answer is written.
  socket.destroySoon = () => {
    socket.end();
    setTimeout(() => socket.destroy(), patience).unref();
  };
}
