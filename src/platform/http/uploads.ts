import { pipeline, type Readable, Transform } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../errors';
import type { FileStore } from '../files';
import type { Form } from '../forms';
import { bodyTooLarge } from './refusals';
import type { Route, Upload } from './route';

/** Reads a multipart form: its fields, and its one file straight to the store. */
export async function readMultipart(
  request: FastifyRequest,
  route: Route,
  store: FileStore,
): Promise<{ form: Form; upload: Upload | null }> {
  const form: Record<string, string> = Object.create(null);
  let upload: Upload | null = null;
  const maxBytes = route.upload?.maxBytes ?? 0;
  const announced = Number(request.headers['content-length'] ?? Number.NaN);
  if (announced > mostRead(maxBytes)) throw bodyTooLarge();
  const parts = request.parts({
    limits: { fileSize: maxBytes, files: 1, fields: 60, fieldSize: 20_000, parts: 61 },
  });
  try {
    for await (const part of readable(parts)) {
      if (part.type === 'field') {
        if (typeof part.value === 'string') form[part.fieldname] = part.value;
        continue;
      }
      if (part.fieldname !== route.upload?.field || part.filename === '' || upload) {
        part.file.resume();
        continue;
      }
      // Nobody knows how much would follow.
      if (Number.isNaN(announced)) part.file.once('limit', () => part.file.destroy(bodyTooLarge()));
      upload = await receiveFile(part.filename, part.file, store);
    }
  } catch (error) {
    if (upload) await store.remove(upload.put.storageKey);
    throw error;
  }
  return { form, upload };
}

/** A file somewhat too large is read to its end, for the page to say so with all that was typed; no more. */
const mostRead = (maxBytes: number) => 2 * maxBytes + 1024 * 1024;

/** What was sent cannot be read as a form: the sender's fault, whatever the parser says of it. */
class UnreadableForm extends Error {
  readonly statusCode = 400;
}

const unreadable = (error: unknown) =>
  error instanceof Refusal || (error instanceof Error && 'statusCode' in error)
    ? error
    : new UnreadableForm('', { cause: error });

/** The parts, with the parser's own errors told from those of whoever handles a part. */
async function* readable<P>(parts: AsyncIterableIterator<P>): AsyncGenerator<P> {
  for (;;) {
    const next = await parts.next().catch((error: unknown) => {
      throw unreadable(error);
    });
    if (next.done) return;
    yield next.value;
  }
}

/** Puts the file in the store, keeping its first bytes; null when it is empty. */
async function receiveFile(
  name: string,
  file: Readable & { truncated: boolean },
  store: FileStore,
): Promise<Upload | null> {
  let head = Buffer.alloc(0);
  // A listener on the file itself would set it flowing before the store is ready, and lose its beginning.
  const seen = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (head.length < 4100) head = Buffer.concat([head, chunk]).subarray(0, 4100);
      done(null, chunk);
    },
  });
  pipeline(file, seen, () => {});
  const put = await store.put(seen).catch((error: unknown) => {
    // A full disk is our fault, a form that stops in the middle of its file is not.
    throw file.errored && !('syscall' in file.errored) ? unreadable(file.errored) : error;
  });
  if (put.sizeBytes > 0) return { name, put, head, tooLarge: file.truncated };
  await store.remove(put.storageKey);
  return null;
}
