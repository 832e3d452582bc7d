import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { negotiate } from '@fastify/accept-negotiator';
import type { FastifyInstance } from 'fastify';

/** What the build puts there; whatever else appears stops the start. */
const types = {
  '.css': { type: 'text/css; charset=utf-8', text: true },
  '.js': { type: 'text/javascript; charset=utf-8', text: true },
  '.svg': { type: 'image/svg+xml', text: true },
  '.woff2': { type: 'font/woff2', text: false },
};

interface Asset {
  readonly type: string;
  readonly plain: Buffer;
  /** By encoding; none for what its format compresses already. */
  readonly encoded: ReadonlyMap<string, Buffer>;
}

/**
 * Serves the built files of a folder from memory, compressed once. They are few, small, named after their content,
 * and anybody may ask for them as often as they like: each must cost next to nothing.
 */
export function serveAssets(app: FastifyInstance, folder: string, notFound: () => Error): void {
  const assets = new Map(readdirSync(folder).map((name) => [name, readAsset(join(folder, name))]));
  app.get<{ Params: { name: string } }>('/assets/:name', { compress: false }, async (request, reply) => {
    const asset = assets.get(request.params.name);
    if (!asset) throw notFound();
    const encoding = negotiate(request.headers['accept-encoding'] ?? '', [...asset.encoded.keys()]);
    const encoded = encoding === null ? undefined : asset.encoded.get(encoding);
    if (asset.encoded.size > 0) reply.header('vary', 'accept-encoding');
    if (encoded !== undefined) reply.header('content-encoding', encoding);
    return reply
      .type(asset.type)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(encoded ?? asset.plain);
  });
}

function readAsset(path: string): Asset {
  const kind = Object.entries(types).find(([extension]) => extension === extname(path))?.[1];
  if (!kind) throw new Error(`no type is known for the built file ${path}`);
  const plain = readFileSync(path);
  const encodings: [string, Buffer][] = [
    ['br', brotliCompressSync(plain)],
    ['gzip', gzipSync(plain)],
  ];
  return { type: kind.type, plain, encoded: new Map(kind.text ? encodings : []) };
}
