import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface PutFile {
  readonly storageKey: string;
  readonly sizeBytes: number;
  readonly sha256: Buffer;
}

/** Where documents live: a disk today, an object store tomorrow. Keys are made here, never taken from outside. */
export interface FileStore {
  put(content: Readable): Promise<PutFile>;
  read(storageKey: string): Readable;
  /** Whole, where it was put. */
  has(storageKey: string): Promise<boolean>;
  /** Whole or unfinished; nothing when it is not there. */
  remove(storageKey: string): Promise<void>;
  /** Keys of what was put, or begun, before an instant. */
  storedBefore(instant: Date): AsyncIterable<string>;
  /** How many were begun before an instant and never finished. */
  countUnfinished(instant: Date): Promise<number>;
}

const isKey = (text: string) => /^[0-9a-f-]{36}$/.test(text);

/** Empty until the first file is put. */
const namesIn = (folder: string) => readdir(folder).catch((): string[] => []);

/** Files under a folder, by random key; written aside, flushed to the disk, then renamed: whole or absent. */
export function diskStore(folder: string): FileStore {
  const pathOf = (storageKey: string) => {
    if (!isKey(storageKey)) throw new Error('not a storage key');
    return join(folder, storageKey);
  };
  const partOf = (storageKey: string) => `${pathOf(storageKey)}.part`;
  return {
    async put(content) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const storageKey = randomUUID();
      const part = partOf(storageKey);
      const hash = createHash('sha256');
      let sizeBytes = 0;
      content.on('data', (chunk: Buffer) => {
        hash.update(chunk);
        sizeBytes += chunk.length;
      });
      try {
        await pipeline(content, createWriteStream(part, { mode: 0o600, flush: true }));
        await rename(part, pathOf(storageKey));
        const handle = await open(folder, 'r');
        await handle.sync();
        await handle.close();
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
      return { storageKey, sizeBytes, sha256: hash.digest() };
    },
    read: (storageKey) => createReadStream(pathOf(storageKey)),
    has: (storageKey) =>
      access(pathOf(storageKey)).then(
        () => true,
        () => false,
      ),
    async remove(storageKey) {
      for (const path of [pathOf(storageKey), partOf(storageKey)]) await rm(path, { force: true });
    },
    async *storedBefore(instant) {
      for (const name of await namesIn(folder)) {
        const storageKey = name.replace(/\.part$/, '');
        const { mtime } = await stat(join(folder, name)).catch(() => ({ mtime: null }));
        if (isKey(storageKey) && mtime !== null && mtime < instant) yield storageKey;
      }
    },
    async countUnfinished(instant) {
      let count = 0;
      for (const name of await namesIn(folder)) {
        if (!name.endsWith('.part')) continue;
        const { mtime } = await stat(join(folder, name)).catch(() => ({ mtime: null }));
        if (mtime !== null && mtime < instant) count += 1;
      }
      return count;
    },
  };
}
