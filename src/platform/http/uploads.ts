import { pipeline, type Readable, Transform } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import type { FileStore } from '../files';
import type { Form } from '../forms';
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
  const parts = request.parts({
    limits: { fileSize: maxBytes, files: 1, fields: 60, fieldSize: 20_000, parts: 61 },
  });
  try {
    for await (const part of parts) {
      if (part.type === 'field') {
        if (typeof part.value === 'string') form[part.fieldname] = part.value;
        continue;
      }
      if (part.fieldname !== route.upload?.field || part.filename === '' || upload) {
        part.file.resume();
        continue;
      }
      upload = await receiveFile(part.filename, part.file, store);
    }
  } catch (error) {
    if (upload) await store.remove(upload.put.storageKey);
    throw error;
  }
  return { form, upload };
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
  const put = await store.put(seen);
  if (put.sizeBytes > 0) return { name, put, head, tooLarge: file.truncated };
  await store.remove(put.storageKey);
  return null;
}
