import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { ImportStopped } from './errors';
import { cutRow, type FileKind, layouts } from './layouts';
import type { Block, Line, Place } from './lines';
import { columnsOf, type RowReading, rowReader, type Value, type Values } from './rows';
import { type Counts, type FileState, noteRejects, type Reject, saveFile } from './state';
import type { StockFile } from './stock-file';

/** The table of the registry that each kind of file fills. */
export const tableOf: Readonly<Record<FileKind, string>> = {
  units: 'unit',
  establishments: 'site',
  successions: 'succession',
  members: 'member',
};

export interface LoadOptions {
  /** Whether a row is wanted; the others are left out. */
  readonly keep: (kind: FileKind, values: Values) => boolean;
  /** More bad lines than this share of those read stop the import (0 to 1). */
  readonly mostRejected: number;
  /** Lines written in one transaction. */
  readonly segment: number;
  readonly tell: (sentence: string) => void;
}

/** Below that, a share means nothing yet. */
const enoughToJudge = 10_000;
const number = new Intl.NumberFormat('fr-FR');

/**
 * Copies a file into the successor of the registry, from where it had stopped: rows and progress are written
 * together. Lines that can't be read are counted and named, the rest goes on. One block is in memory at a time.
 */
export async function loadFile(
  client: PoolClient,
  file: StockFile,
  state: FileState,
  options: LoadOptions,
): Promise<void> {
  const reading = readingOf(file, options.keep);
  const clock = rateOf(file, state.place);
  const blocks = file.blocks(state.place);
  let { place, counts } = state;
  for (let next = await blocks.next(); !next.done; ) {
    await client.query('begin');
    const copy = startCopy(client, file.kind);
    const rejects: Reject[] = [];
    for (
      const end = place.lines + options.segment;
      !next.done && place.lines < end;
      next = await blocks.next().catch((error: Error) => {
        copy.giveUp();
        throw error;
      })
    ) {
      const read = reading(next.value, rejects);
      counts = added(counts, read.counts);
      place = { position: next.value.end, lines: place.lines + next.value.lines.length };
      await copy.write(read.text);
    }
    await copy.end();
    await noteRejects(client, state.importId, rejects);
    await saveFile(client, { ...state, place, counts, done: next.done === true });
    await client.query('commit');
    const said = clock(place);
    if (said) options.tell(said);
    if (counts.read > enoughToJudge || next.done) judge(file.label, counts, options.mostRejected);
  }
}

/** Writes into the successor's table. What broke it while nobody waited for it is thrown by the next call. */
function startCopy(client: PoolClient, kind: FileKind) {
  const copy = client.query(
    copyFrom(`copy sirene_next.${tableOf[kind]} (${columnsOf[kind].join(', ')}, line) from stdin`),
  );
  let broken: Error | undefined;
  copy.on('error', (error: Error) => {
    broken ??= error;
  });
  const check = () => {
    if (broken) throw broken;
  };
  return {
    async write(text: string): Promise<void> {
      check();
      if (!copy.write(text)) await once(copy, 'drain');
    },
    async end(): Promise<void> {
      check();
      copy.end();
      await finished(copy);
    },
    /** Until it is told, PostgreSQL waits for more. */
    giveUp(): void {
      if (!broken) copy.destroy();
    },
  };
}

/** Throws ImportStopped when too much of a file is wrong: it is probably not the file it should be. */
export function judge(label: string, { read, rejected }: Counts, most: number): void {
  if (rejected <= read * most) return;
  const percent = new Intl.NumberFormat('fr-FR', { style: 'percent', maximumFractionDigits: 1 });
  throw new ImportStopped(
    `${label} : ${number.format(rejected)} lignes écartées sur ${number.format(read)} ` +
      `(${percent.format(rejected / read)}, plus que les ${percent.format(most)} admis). Le registre en place n'a pas ` +
      'changé. Vérifiez le fichier, ou admettez-en davantage avec --rejets-max.',
  );
}

const added = (one: Counts, other: Counts): Counts => ({
  read: one.read + other.read,
  rejected: one.rejected + other.rejected,
  leftOut: one.leftOut + other.leftOut,
});

/** Reads a block into the text that COPY takes, and names what is wrong. */
function readingOf(file: StockFile, keep: LoadOptions['keep']) {
  const { separator } = layouts[file.kind];
  const readRow = rowReader(file.kind, file.columns);
  const readLine = (line: Line): RowReading => {
    if (typeof line !== 'string') return { reason: line.fault };
    const row = cutRow(line, separator);
    return row ? readRow(row) : { reason: 'des guillemets ne vont pas par paires' };
  };
  return (block: Block, rejects: Reject[]) => {
    let text = '';
    const counts = { read: 0, rejected: 0, leftOut: 0 };
    let at = block.first - 1;
    for (const line of block.lines) {
      at += 1;
      if (line === '' || (typeof line === 'string' && line.trim() === '')) continue;
      counts.read += 1;
      const reading = readLine(line);
      if ('reason' in reading) {
        counts.rejected += 1;
        rejects.push({ file: file.label, line: at, reason: reading.reason });
      } else if (keep(file.kind, reading.values)) text += `${copyText(reading.values)}${at}\n`;
      else counts.leftOut += 1;
    }
    return { text, counts };
  };
}

function copyText(values: Values): string {
  let text = '';
  for (const value of values) text += `${copyCell(value)}\t`;
  return text;
}

function copyCell(value: Value): string {
  if (value === null) return '\\N';
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (typeof value === 'string') return value.includes('\\') ? value.replaceAll('\\', '\\\\') : value;
  if (value.length === 0) return '{}';
  const quoted = value.map((one) => `"${one.replace(/["\\]/g, '\\$&')}"`);
  return `{${quoted.join(',')}}`.replaceAll('\\', '\\\\');
}

/** Nothing of what takes no time; "StockEtablissement.csv : 5 250 000 lignes, 310 000 par seconde, encore 2 min 5 s." */
function rateOf(file: StockFile, from: Place) {
  const began = performance.now();
  return ({ lines, position }: Place): string | null => {
    const seconds = (performance.now() - began) / 1000;
    if (seconds < 1) return null;
    const rate = Math.round((lines - from.lines) / seconds);
    const left = file.size === null ? null : ((file.size - position) / (position - from.position)) * seconds;
    const said = `${file.label} : ${number.format(lines)} lignes, ${number.format(rate)} par seconde`;
    return left === null || left < 1 ? `${said}.` : `${said}, encore ${duration(left)}.`;
  };
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
