import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';

/** Verdict of clamd on one file. */
export type Verdict = 'clean' | 'infected';

const patience = 60_000;

/**
 * Sends a file to clamd and gives its verdict. Any other answer (size limit, time-out, fault) throws: a file
 * is never clean by default. `clamdUrl` is `tcp://host:port` or `unix:///path/of/the/socket`.
 *
 * Protocol: "zINSTREAM", then chunks each preceded by its length on four bytes (big endian), then a length of
 * zero; the answer ends with a null byte. Source: clamd(8).
 */
export async function askClamd(clamdUrl: string, content: Readable): Promise<Verdict> {
  const socket = open(clamdUrl);
  const failed = new Promise<never>((_, reject) => {
    socket.on('error', reject);
    socket.setTimeout(patience, () => socket.destroy(new Error('clamd does not answer')));
  });
  // Its loser in the race below must not count as an unhandled rejection.
  failed.catch(() => {});
  const reading = answerOf(socket);
  reading.catch(() => {});
  try {
    const answer = await Promise.race([failed, reading, send(socket, content).then(() => reading)]);
    return verdictOf(answer);
  } finally {
    content.destroy();
    socket.destroy();
  }
}

function open(clamdUrl: string): Socket {
  const url = new URL(clamdUrl);
  return url.protocol === 'unix:'
    ? connect({ path: url.pathname })
    : connect({ host: url.hostname, port: Number(url.port || 3310) });
}

async function send(socket: Socket, content: Readable) {
  socket.write('zINSTREAM\0');
  for await (const chunk of content as AsyncIterable<Buffer>) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.length);
    socket.write(length);
    if (!socket.write(chunk)) await once(socket, 'drain');
  }
  socket.write(Buffer.alloc(4));
}

async function answerOf(socket: Socket): Promise<string> {
  let answer = '';
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    answer += chunk.toString('utf8');
    if (answer.includes('\0')) break;
  }
  return answer.replace(/\0.*$/s, '');
}

function verdictOf(answer: string): Verdict {
  if (answer === 'stream: OK') return 'clean';
  if (/^stream: .+ FOUND$/.test(answer)) return 'infected';
  throw new Error(`clamd gave no verdict: ${answer.slice(0, 100) || 'connection closed'}`);
}
