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
  for await (const part of parts) {
    if (part.type === 'field') {
      if (typeof part.value === 'string') form[part.fieldname] = part.value;
      continue;
    }
    if (part.fieldname !== route.upload?.field || part.filename === '' || upload) {
      part.file.resume();
      continue;
    }
    let head = Buffer.alloc(0);
    part.file.on('data', (chunk: Buffer) => {
      if (head.length < 4100) head = Buffer.concat([head, chunk]).subarray(0, 4100);
    });
    const put = await store.put(part.file);
    if (put.sizeBytes === 0) await store.remove(put.storageKey);
    else upload = { name: part.filename, put, head, tooLarge: part.file.truncated };
  }
  return { form, upload };
}
