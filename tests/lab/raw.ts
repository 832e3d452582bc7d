import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';

/** What came back on a connection, as it was sent; empty when it was closed without a word. */
export interface RawReply {
  readonly status: number;
  /** Header lines, without the status line. */
  readonly headers: string;
  readonly body: string;
  /** How many answers the bytes got: more than one when they hid a second request. */
  readonly answers: number;
}

/**
 * Sends bytes that no HTTP client would send and reads until the server closes or `patience` ms of silence have
 * passed. `body` is as it came: chunked bodies keep their lengths.
 */
export async function rawExchange(port: number, bytes: string | Buffer, patience = 1500): Promise<RawReply> {
  const socket = connect({ port, host: '127.0.0.1' });
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    // One answer is enough, unless a hidden request gets a second one at once.
    socket.setTimeout(150);
  });
  socket.setTimeout(patience, () => socket.destroy());
  socket.on('error', () => {});
  socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  await once(socket, 'close');
  const text = Buffer.concat(chunks).toString('latin1');
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [line = '', ...headers] = head.split('\r\n');
  return {
    status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(line)?.[1] ?? 0),
    headers: headers.join('\n'),
    body: rest.join('\r\n\r\n'),
    answers: (text.match(/^HTTP\/1\.[01] \d{3} /gm) ?? []).length,
  };
}

/** One request whose address is sent as it is written, from a network address; null when none came back. */
export async function sendAsWritten(
  port: number,
  from: string,
  sent: { method: string; path: string; headers: Record<string, string>; body?: string | undefined },
): Promise<{ status: number; headers: string; body: string } | null> {
  return new Promise((resolve, reject) => {
    const { method, path, headers, body } = sent;
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        localAddress: from,
        method,
        path,
        headers: { ...length, ...headers },
        agent: false,
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const lines = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}`);
          const text = Buffer.concat(chunks).toString();
          resolve({ status: answer.statusCode ?? 0, headers: lines.join('\n'), body: text });
        });
      },
    );
    // Closed without an answer, or with one that is no HTTP.
    outgoing.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code?.startsWith('HPE_') ? resolve(null) : reject(error),
    );
    outgoing.end(body);
  });
}
