import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { type Cells, type Column, columns, readHeadings, separatorOf } from './columns';

/** A file that can't be imported: the sentence says which, why, and what was expected. */
export class AccountsFileError extends Error {
  override readonly name = 'AccountsFileError';
}

/** A line of the file, headings included, from 1; `fault` says in French why it can't be read. */
export type SourceRow =
  | { readonly line: number; readonly cells: Cells }
  | { readonly line: number; readonly fault: string };

export interface AccountsFile {
  readonly name: string;
  readonly encoding: Encoding;
  readonly separator: ';' | ',' | '\t';
  /** Its rows after the headings, streamed; empty ones are left out. */
  rows(): AsyncGenerator<SourceRow>;
}

type Encoding = 'utf-8' | 'utf-16le' | 'windows-1252';

/** Characters of a row at most: a quote that is never closed must not swallow the file. */
const longestRow = 20_000;

/**
 * Recognises the file by its headings, reading it once for its encoding: UTF-8 (or Excel's "Unicode" text)
 * when all of it can be read so, else windows-1252, which is how Excel writes CSV in France.
 * Throws AccountsFileError.
 */
export async function openAccountsFile(path: string): Promise<AccountsFile> {
  const name = basename(path);
  const encoding = await encodingOf(path, name);
  const separator = separatorOf(await firstLine(path, name, encoding));
  const records = () => readRecords(path, name, encoding, separator);
  const headings = readHeadings((await firstRecord(records())) ?? []);
  if (!headings.ok) throw new AccountsFileError(`${name} : ${headings.reason}`);
  const { places, width } = headings;
  return { name, encoding, separator, rows: () => readRows(records(), places, width) };
}

interface Numbered {
  /** Where the record begins and ends: they differ when a quoted cell holds a line break. */
  first: number;
  last: number;
  cells: string[];
}

async function* readRows(
  records: AsyncGenerator<Numbered>,
  places: ReadonlyMap<Column, number>,
  width: number,
): AsyncGenerator<SourceRow> {
  for await (const { first, last, cells } of records) {
    if (first === 1 || cells.every((cell) => cell.trim() === '')) continue;
    const tooWide = cells.slice(width).some((cell) => cell.trim() !== '');
    if (cells.length < width || tooWide) {
      const swallowed =
        last > first ? ` ; un guillemet ouvert ligne ${first} n'est refermé que ligne ${last}` : '';
      yield {
        line: first,
        fault: `${width} colonnes attendues, ${cells.length} lues${swallowed}`,
      };
      continue;
    }
    const cell = (column: Column) => (cells[places.get(column) ?? 0] ?? '').replace(/\n+/g, ' ').trim();
    yield { line: first, cells: Object.fromEntries(columns.map((one) => [one, cell(one)])) as Cells };
  }
}

async function firstRecord(records: AsyncGenerator<Numbered>): Promise<string[] | undefined> {
  for await (const { cells } of records) return cells;
  return undefined;
}

async function* readRecords(
  path: string,
  name: string,
  encoding: Encoding,
  separator: string,
): AsyncGenerator<Numbered> {
  let last = 0;
  const numbers: Omit<Numbered, 'cells'>[] = [];
  const parser = parse({
    delimiter: separator,
    record_delimiter: '\n',
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: longestRow,
    // Numbered here and not below: when a row breaks the reading, those still on their way are lost.
    on_record: (cells, { lines }) => {
      numbers.push({ first: last + 1, last: lines });
      last = lines;
      return cells;
    },
  });
  // What fails in the reading ends the parser with the same error, which the loop below throws.
  pipeline(Readable.from(readText(path, name, encoding)), parser, () => {});
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      const number = numbers.shift();
      if (number) yield { ...number, cells };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new AccountsFileError(
      `${name} : ligne ${last + 1}, un guillemet ouvert n'est pas refermé, ou la ligne dépasse ${longestRow} caractères. Corrigez-la, puis relancez l'import.`,
    );
  } finally {
    parser.destroy();
  }
}

async function firstLine(path: string, name: string, encoding: Encoding): Promise<string> {
  let head = '';
  for await (const text of readText(path, name, encoding)) {
    head += text;
    if (head.includes('\n') || head.length > longestRow) break;
  }
  return head.split('\n', 1)[0] ?? '';
}

/** The file's text, a piece at a time: no byte order mark, line feeds alone at the ends of lines. */
async function* readText(path: string, name: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  let waiting = '';
  for await (const bytes of readBytes(path, name)) {
    const text = waiting + decoder.decode(bytes, { stream: true });
    // A carriage return at the end of a piece may have its line feed in the next one.
    waiting = text.endsWith('\r') ? '\r' : '';
    yield unixLines(waiting === '' ? text : text.slice(0, -1));
  }
  yield unixLines(waiting + decoder.decode());
}

const unixLines = (text: string) => text.replace(/\r\n?/g, '\n');

async function encodingOf(path: string, name: string): Promise<Encoding> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let head: Buffer | undefined;
  try {
    for await (const bytes of readBytes(path, name)) {
      head ??= bytes;
      if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
      if (head.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') {
        throw new AccountsFileError(
          `${name} : c'est un classeur ou une archive ; enregistrez la feuille au format CSV, puis relancez.`,
        );
      }
      decoder.decode(bytes, { stream: true });
    }
    decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return 'windows-1252';
  }
  if (head === undefined) throw new AccountsFileError(`${name} : le fichier est vide.`);
  return 'utf-8';
}

async function* readBytes(path: string, name: string): AsyncGenerator<Buffer> {
  try {
    for await (const bytes of createReadStream(path)) yield bytes as Buffer;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reason = unreadable[code];
    if (reason === undefined) throw error;
    throw new AccountsFileError(`${name} : illisible (${reason}). Vérifiez le chemin et les droits.`);
  }
}

const unreadable: Readonly<Record<string, string>> = {
  ENOENT: "le fichier n'existe pas",
  EACCES: 'accès refusé',
  EISDIR: "c'est un dossier",
};
