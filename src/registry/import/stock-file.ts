import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { messageOf, StockFileError } from './errors';
import { type FileKind, recognise, refuse } from './layouts';
import { type Block, type Line, type Place, readBlocks } from './lines';
import { csvEntries, openEntry } from './zip';

/** One CSV, plain, compressed or inside a ZIP, recognised by its headings. */
export interface StockFile {
  /** As people know it: "archive.zip (StockUniteLegale_utf8.csv)". */
  readonly label: string;
  readonly kind: FileKind;
  readonly columns: readonly string[];
  /** Bytes of text; null when only reading tells. */
  readonly size: number | null;
  /** The same file has the same mark. */
  readonly mark: string;
  /** Just after the headings. */
  readonly start: Place;
  /** Its lines from there, or from where a reading had stopped. */
  blocks(from?: Place): AsyncGenerator<Block>;
}

interface Source {
  readonly label: string;
  readonly size: number | null;
  readonly mark: string;
  /** Its text from this byte. */
  open(position: number): Promise<Readable>;
}

/**
 * Opens a path and recognises what is in it, reading no more than the headings.
 * Throws StockFileError when it is not one of the files that can be imported.
 */
export async function openStockFiles(path: string): Promise<StockFile[]> {
  const name = basename(path);
  const { magic, size, mark } = await look(path, name);
  if (magic.toString('latin1') === 'PK\u0003\u0004') {
    const files: StockFile[] = [];
    for (const entry of await csvEntries(path, name)) {
      const label = `${name} (${basename(entry.fileName)})`;
      const openText = async (position: number) => skipped(await openEntry(path, name, entry), position);
      files.push(
        await recogniseFile({
          label,
          size: entry.uncompressedSize,
          mark: `${mark} ${label}`,
          open: openText,
        }),
      );
    }
    return files;
  }
  const gzip = magic[0] === 0x1f && magic[1] === 0x8b;
  const openText = async (start: number) =>
    gzip
      ? skipped(unzipped(createReadStream(path)), start)
      : createReadStream(path, { start, highWaterMark: 1 << 18 });
  return [await recogniseFile({ label: name, size: gzip ? null : size, mark, open: openText })];
}

/** Errors of the file itself reach whoever reads its text. */
function unzipped(bytes: Readable): Readable {
  const text = createGunzip({ chunkSize: 1 << 18 });
  bytes.once('error', (error) => text.destroy(error));
  text.once('close', () => bytes.destroy());
  return bytes.pipe(text);
}

/** The same stream without its first bytes. */
async function skipped(stream: Readable, bytes: number): Promise<Readable> {
  if (bytes === 0) return stream;
  let left = bytes;
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    left -= (chunk as Buffer).length;
    if (left < 0) stream.unshift((chunk as Buffer).subarray(left));
    if (left <= 0) break;
  }
  return stream;
}

async function look(path: string, name: string) {
  try {
    const handle = await open(path);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
      const { size, mtimeMs } = await stat(path);
      return { magic: buffer.subarray(0, bytesRead), size, mark: `${name} ${size} ${mtimeMs}` };
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new StockFileError(`${name} : illisible (${errorCode(error)}). Vérifiez le chemin et les droits.`);
  }
}

async function recogniseFile(source: Source): Promise<StockFile> {
  const { label, size, mark } = source;
  const { line, start } = await headingsOf(source);
  const found =
    typeof line === 'string' ? recognise(line) : refuse(`sa première ligne est illisible (${line.fault}).`);
  if (!found.ok) throw new StockFileError(`${label} : ${found.reason}`);
  const { kind, columns } = found;
  return { label, kind, columns, size, mark, start, blocks: (from = start) => blocksOf(source, from) };
}

/** Longest line of headings (bytes); INSEE's has 2,000. */
const longestHeadings = 1 << 16;

async function headingsOf(source: Source): Promise<{ line: Line; start: Place }> {
  let bytes = Buffer.alloc(0);
  for await (const chunk of chunksOf(source, 0)) {
    bytes = Buffer.concat([bytes, chunk]);
    if (bytes.includes('\n') || bytes.length > longestHeadings) break;
  }
  const end = bytes.indexOf('\n') === -1 ? bytes.length : bytes.indexOf('\n') + 1;
  for await (const { lines } of readBlocks(only(bytes.subarray(0, end)))) {
    const [line = ''] = lines;
    const start = { position: end, lines: 1 };
    return { line: typeof line === 'string' ? line.replace(/^\ufeff/, '') : line, start };
  }
  return { line: '', start: { position: 0, lines: 0 } };
}

async function* only(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

const blocksOf = (source: Source, from: Place) => readBlocks(chunksOf(source, from.position), from);

/** Closes the stream however the reading ends, and names the file when the disk or the archive fails. */
async function* chunksOf(source: Source, position: number): AsyncGenerator<Buffer> {
  try {
    const stream = await source.open(position);
    try {
      for await (const chunk of stream) yield chunk as Buffer;
    } finally {
      stream.destroy();
    }
  } catch (error) {
    if (error instanceof StockFileError) throw error;
    throw new StockFileError(
      `${source.label} : lecture interrompue (${messageOf(error)}). Si le fichier est abîmé, téléchargez-le à nouveau.`,
    );
  }
}

function errorCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known: Record<string, string> = {
    ENOENT: "le fichier n'existe pas",
    EACCES: 'accès refusé',
    EISDIR: "c'est un dossier",
  };
  return known[code] ?? messageOf(error);
}
