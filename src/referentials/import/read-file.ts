import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';

/** A file that can't be imported: the sentence says why, and what was expected. */
export class ReferentialFileError extends Error {
  override readonly name = 'ReferentialFileError';
}

/** A record of a file, cut at its separator or told by its key; `line` is that of its end, from 1. */
export interface Row {
  readonly line: number | null;
  readonly cells: readonly string[];
}

export interface Table {
  readonly kind: 'csv' | 'json';
  readonly headings: readonly string[];
  readonly rows: readonly Row[];
}

export interface SourceFile {
  readonly name: string;
  readonly fingerprint: string;
  /** The day in its name, else that of its last change (ISO date). */
  readonly day: { readonly date: string; readonly from: 'name' | 'file' };
  readonly table: Table;
}

/** The largest is the list of training organisations, about 60 MB. */
const largest = 256 << 20;

/** Reads a file whole: UTF-8 or windows-1252, JSON or CSV. Throws ReferentialFileError. */
export function readSourceFile(path: string): SourceFile {
  const name = basename(path);
  const refuse = (why: string) => new ReferentialFileError(`${name} : ${why}`);
  let bytes: Buffer;
  let changed: Date;
  try {
    const { size, mtime } = statSync(path);
    if (size > largest) throw refuse('plus de 256 Mo, aucun référentiel ne pèse autant.');
    changed = mtime;
    bytes = readFileSync(path);
  } catch (error) {
    if (error instanceof ReferentialFileError) throw error;
    throw refuse('illisible. Vérifiez le chemin et les droits.');
  }
  const text = decode(bytes);
  if (text === null) throw refuse("ce n'est pas un texte.");
  if (text.trim() === '') throw refuse('le fichier est vide.');
  return {
    name,
    fingerprint: createHash('sha256').update(bytes).digest('hex'),
    day: dayOf(name, changed),
    table: tableOf(text, refuse),
  };
}

/** Null when it is neither: a picture, an archive. */
function decode(bytes: Buffer): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function dayOf(name: string, changed: Date): SourceFile['day'] {
  const [, year, month, day] = /(20\d\d)-?([01]\d)-?([0-3]\d)(?!\d)/.exec(name) ?? [];
  const date = `${year}-${month}-${day}`;
  if (year && isDay(date)) return { date, from: 'name' };
  return { date: changed.toISOString().slice(0, 10), from: 'file' };
}

/** "2026-01-31"; false for the 31 of February. */
export const isDay = (text: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text);

type Refuse = (why: string) => ReferentialFileError;

function tableOf(text: string, refuse: Refuse): Table {
  return /^[{[]/.test(text.trimStart()) ? jsonTable(text, refuse) : csvTable(text, refuse);
}

/** The lists of the State's interfaces in JSON are objects: a code, then its label or what is known of it. */
function jsonTable(text: string, refuse: Refuse): Table {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw refuse("le JSON est abîmé, le fichier n'est sans doute pas entier.");
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw refuse("le JSON attendu est un objet : des codes, et ce qu'on en sait.");
  }
  const entries = Object.entries(content);
  const [, first] = entries[0] ?? [];
  const fields = typeof first === 'object' && first !== null ? Object.keys(first) : [];
  const rows = entries.map(([code, value]) => ({
    line: null,
    cells: [
      code,
      ...(fields.length === 0 ? [cellOf(value)] : fields.map((field) => cellOf(fieldOf(value, field)))),
    ],
  }));
  return { kind: 'json', headings: ['code', ...(fields.length === 0 ? ['libellé'] : fields)], rows };
}

const cellOf = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const fieldOf = (value: unknown, field: string): unknown =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === field)?.[1]
    : null;

/** The separator is that of the headings which the first line has more of. */
function csvTable(text: string, refuse: Refuse): Table {
  const firstLine = (text.split('\n', 1)[0] ?? '').replace(/"[^"]*"/g, '');
  const delimiter = firstLine.split(';').length > firstLine.split(',').length ? ';' : ',';
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, {
      ...{
        delimiter,
        bom: true,
        info: true,
        relaxColumnCount: true,
        relaxQuotes: true,
        skipEmptyLines: true,
      },
    }) as unknown as typeof records;
  } catch (error) {
    const line = error instanceof Error && 'lines' in error ? ` (ligne ${String(error.lines)})` : '';
    throw refuse(`des guillemets ne se ferment pas${line}, le fichier n'est sans doute pas entier.`);
  }
  const [headings, ...rest] = records.map(({ record, info }) => ({ line: info.lines, cells: record }));
  return { kind: 'csv', headings: (headings?.cells ?? []).map(tidy), rows: rest };
}

/** Trimmed, spaces and ends of lines folded. */
export const tidy = (cell: string) => cell.trim().replace(/\s+/gu, ' ');
