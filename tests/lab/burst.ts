import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Reply } from './visitor';

/** A form about to be sent, from its own network address. */
export interface Shot {
  readonly from: string;
  readonly path: string;
  readonly form: Readonly<Record<string, string>>;
  readonly cookies?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Sends every form but its last byte, then all last bytes at once: the requests are as close together as a
 * network allows. Each answer's `ms` counts from that moment.
 */
export async function releaseTogether(origin: string, shots: readonly Shot[]): Promise<Reply[]> {
  const held = await Promise.all(shots.map((shot) => hold(origin, shot)));
  // The server has read everything else.
  await sleep(60);
  const released = performance.now();
  for (const { socket, last } of held) socket.write(last);
  return Promise.all(held.map(({ socket }) => read(socket, released)));
}

async function hold(origin: string, shot: Shot): Promise<{ socket: Socket; last: Buffer }> {
  const { hostname, port, host } = new URL(origin);
  const body = Buffer.from(new URLSearchParams(shot.form).toString());
  const cookie = Object.entries(shot.cookies ?? {})
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
  const headers = {
    host,
    origin,
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(body.length),
    connection: 'close',
    ...(cookie && { cookie }),
    ...shot.headers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const socket = connect({ host: hostname, port: Number(port), localAddress: shot.from, noDelay: true });
  await once(socket, 'connect');
  socket.write(`POST ${shot.path} HTTP/1.1\r\n${lines.join('')}\r\n`);
  socket.write(body.subarray(0, -1));
  return { socket, last: body.subarray(-1) };
}

function read(socket: Socket, released: number): Promise<Reply> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const answered = () => {
      const [head = '', ...rest] = Buffer.concat(chunks).toString().split('\r\n\r\n');
      const [first = '', ...lines] = head.split('\r\n');
      const headers: IncomingHttpHeaders = {};
      for (const line of lines) {
        const at = line.indexOf(': ');
        const name = line.slice(0, at).toLowerCase();
        if (name === 'set-cookie') headers[name] = [...(headers[name] ?? []), line.slice(at + 2)];
        else headers[name] = line.slice(at + 2);
      }
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0);
      resolve({ status, headers, body: rest.join('\r\n\r\n'), ms: performance.now() - released });
    };
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    // A cut connection is an answer of status 0.
    socket.on('error', () => {});
    socket.on('close', answered);
  });
}
