import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { useApp } from '../../../tests/support/app';

const lines: string[] = [];
const app = useApp({ demo: true, log: lines });
const folder = join(app.dataDir, 'documents');
const path = '/demande-de-compte/mon-entreprise/nouvelle-entreprise';

const part = (name: string, more = '') =>
  `--limite\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n`;
const file = `${part('justificatif', '; filename="kbis.pdf"')}%PDF-1.7\n${'x'.repeat(100_000)}`;
const multipart = 'multipart/form-data; boundary=limite';
const coded = 'application/x-www-form-urlencoded';

const cuts = [
  ['in its file', multipart, file],
  ['before its file', multipart, `${part('name')}Tournage\r\n`],
  ['in a field', multipart, `${part('name')}Tour`],
  ['after its file', multipart, `${file}\r\n${part('name')}Tour`],
  ['in a plain form', coded, 'name=Tour'],
] as const;
const ways = [
  ['by its end', (socket: Socket) => socket.destroy()],
  ['by a reset', (socket: Socket) => socket.resetAndDestroy()],
] as const;

it.each(
  cuts.flatMap(([where, type, sent]) => ways.map(([how, cut]) => [where, how, type, sent, cut] as const)),
)('an upload cut %s, %s, is no failure of ours and leaves nothing', async (_where, _how, type, sent, cut) => {
  const { server } = app.server;
  if (!server.listening) await app.server.listen({ host: '127.0.0.1', port: 0 });
  lines.length = 0;
  const asked = once(server, 'request') as Promise<[IncomingMessage, ServerResponse]>;
  const socket = connect({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
  socket.on('error', () => {});
  socket.write(
    `POST ${path} HTTP/1.1\r\nhost: localhost\r\norigin: ${app.origin}\r\ncontent-length: 1000000\r\n` +
      `content-type: ${type}\r\n\r\n${sent}`,
  );
  const [, response] = await asked;
  const over = once(response, 'close');
  // Time to read what was sent; were it not enough, the cut would only come earlier.
  await sleep(50);
  cut(socket);
  await over;
  await sleep(50);
  expect(lines.filter((line) => /"level":[4-6]0/.test(line))).toEqual([]);
  await vi.waitFor(() => expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]));
});
