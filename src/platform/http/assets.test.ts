import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import Fastify from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveAssets } from './assets';

const folder = mkdtempSync(join(tmpdir(), 'assets '));
const style = 'p { color: teal } '.repeat(100);
const app = Fastify();

beforeAll(() => {
  writeFileSync(join(folder, 'style-A1.css'), style);
  writeFileSync(join(folder, 'police-B2.woff2'), Buffer.from([0x77, 0x4f, 0x46, 0x32]));
  serveAssets(app, folder, () => Object.assign(new Error('absent'), { statusCode: 404 }));
  // From memory: a folder that goes takes nothing with it.
  rmSync(folder, { recursive: true });
});
afterAll(() => app.close());

const ask = (name: string, encodings?: string) =>
  app.inject({
    url: `/assets/${name}`,
    headers: encodings === undefined ? {} : { 'accept-encoding': encodings },
  });

it.each([
  ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
  ['gzip', 'gzip', gunzipSync],
  ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync],
  ['identity', undefined, (body: Buffer) => body],
  [undefined, undefined, (body: Buffer) => body],
])('to who reads %s, a style goes as %s', async (accepted, encoding, decoded) => {
  const answer = await ask('style-A1.css', accepted);
  expect(answer.headers).toMatchObject({
    'content-type': 'text/css; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'accept-encoding',
  });
  expect(answer.headers['content-encoding']).toBe(encoding);
  expect(Number(answer.headers['content-length'])).toBe(answer.rawPayload.length);
  expect(decoded(answer.rawPayload).toString()).toBe(style);
});

it('a font goes as it is: its format is compressed', async () => {
  const { headers, rawPayload } = await ask('police-B2.woff2', 'br');
  expect([headers['content-type'], headers['content-encoding'], headers.vary]).toEqual([
    'font/woff2',
    undefined,
    undefined,
  ]);
  expect(rawPayload).toHaveLength(4);
});

it.each(['', 'absent.css', '..%2fmanifest.json', '%2e%2e/manifest.json', '__proto__'])(
  'nothing else is there: %s',
  async (name) => expect((await ask(name)).statusCode).toBe(404),
);

it('a kind of file that nobody foresaw stops the start', () => {
  const other = mkdtempSync(join(tmpdir(), 'assets '));
  writeFileSync(join(other, 'app.js.map'), '{}');
  expect(() => serveAssets(Fastify(), other, () => new Error())).toThrow('app.js.map');
  rmSync(other, { recursive: true });
});
