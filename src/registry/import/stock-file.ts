import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { recognise, type StockKind } from './layouts';
import { type Line, readLines } from './lines';

/** A file that can't be imported: the sentence says which, why, and what was expected. */
export class StockFileError extends Error {
  override readonly name = 'StockFileError';
}

/** One CSV, plain or inside a ZIP, recognised by its headings. */
export interface StockFile {
  /** As people know it: "archive.zip (StockUniteLegale_utf8.csv)". */
  label: string;
  kind: StockKind;
  columns: readonly string[];
  /** Its lines after the headings, streamed. */
  rows(): AsyncGenerator<Line>;
}

/**
 * Opens a path and recognises what is in it, reading no more than the headings.
 * Throws StockFileError when it is not one of INSEE's two stock files.
 */
export async function openStockFiles(path: string): Promise<StockFile[]> {
  const name = basename(path);
  const magic = await firstBytes(path, name);
  if (magic[0] === 0x1f && magic[1] === 0x8b) {
    throw new StockFileError(`${name} : format gzip ; décompressez-le d'abord (CSV ou ZIP attendu).`);
  }
  if (magic.toString('latin1') === 'PK\u0003\u0004') return openZip(path, name);
  return [await recogniseFile(name, async () => createReadStream(path, { highWaterMark: 1 << 18 }))];
}

async function firstBytes(path: string, name: string): Promise<Buffer> {
  try {
    const handle = await open(path);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new StockFileError(`${name} : illisible (${errorCode(error)}). Vérifiez le chemin et les droits.`);
  }
}

async function openZip(path: string, name: string): Promise<StockFile[]> {
  const entries = await withZip(path, name, async (zip) => {
    const found: Entry[] = [];
    for await (const entry of zip.eachEntry()) {
      if (/\.csv$/i.test(entry.fileName) && !/(^|\/)(__MACOSX\/|\._)/.test(entry.fileName)) found.push(entry);
    }
    return found;
  });
  if (entries.length === 0) {
    throw new StockFileError(
      `${name} : cette archive ne contient aucun fichier CSV. Attendu : StockUniteLegale ou StockEtablissement.`,
    );
  }
  const files: StockFile[] = [];
  for (const entry of entries) {
    files.push(
      await recogniseFile(`${name} (${basename(entry.fileName)})`, () => zipStream(path, name, entry)),
    );
  }
  return files;
}

/** Opens the archive for one entry, and closes it with the stream. */
async function zipStream(path: string, name: string, entry: Entry): Promise<Readable> {
  const zip = await openZipFile(path, name);
  try {
    const stream = await zip.openReadStreamPromise(entry);
    stream.once('close', () => zip.close());
    return stream;
  } catch (error) {
    zip.close();
    throw damaged(name, error);
  }
}

async function withZip<T>(path: string, name: string, work: (zip: ZipFile) => Promise<T>): Promise<T> {
  const zip = await openZipFile(path, name);
  try {
    return await work(zip);
  } catch (error) {
    throw damaged(name, error);
  } finally {
    zip.close();
  }
}

async function openZipFile(path: string, name: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { autoClose: false, lazyEntries: true });
  } catch (error) {
    throw damaged(name, error);
  }
}

const damaged = (name: string, error: unknown) =>
  new StockFileError(
    `${name} : archive ZIP abîmée ou protégée (${messageOf(error)}). Téléchargez-la à nouveau.`,
  );

async function recogniseFile(label: string, openStream: () => Promise<Readable>): Promise<StockFile> {
  const headings = await firstLine(label, openStream);
  const found = recognise(headings);
  if (!found.ok) throw new StockFileError(`${label} : ${found.reason}`);
  return { label, kind: found.kind, columns: found.columns, rows: () => rowsOf(label, openStream) };
}

async function firstLine(label: string, openStream: () => Promise<Readable>): Promise<Line> {
  for await (const line of streamLines(label, openStream)) return line;
  return { number: 1, text: '' };
}

async function* rowsOf(label: string, openStream: () => Promise<Readable>): AsyncGenerator<Line> {
  for await (const line of streamLines(label, openStream)) if (line.number > 1) yield line;
}

/** Closes the stream however the reading ends, and names the file when the disk or the archive fails. */
async function* streamLines(label: string, openStream: () => Promise<Readable>): AsyncGenerator<Line> {
  const stream = await openStream();
  let failure: unknown;
  stream.once('error', (error) => {
    failure = error;
  });
  try {
    yield* readLines(stream);
  } catch (error) {
    if (failure === undefined) throw error;
    throw new StockFileError(`${label} : lecture interrompue (${messageOf(failure)}). Relancez l'import.`);
  } finally {
    stream.destroy();
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

function errorCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known: Record<string, string> = {
    ENOENT: "le fichier n'existe pas",
    EACCES: 'accès refusé',
    EISDIR: "c'est un dossier",
  };
  return known[code] ?? messageOf(error);
}
