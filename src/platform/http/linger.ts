import type { IncomingMessage } from 'node:http';

const patience = 1_000;

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
