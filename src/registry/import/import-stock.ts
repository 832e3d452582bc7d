import type { Database } from '../../platform/database';
import { writeEstablishments, writeUnits } from './batches';
import { cutRow } from './layouts';
import { type RowReading, rowReader } from './rows';
import { openStockFiles, type StockFile } from './stock-file';

export interface RejectedLine {
  file: string;
  /** In the file, headings included, from 1. */
  line: number;
  reason: string;
}

export interface KindReport {
  /** Lines read, headings and blank lines left out: written + unchanged + rejectedCount. */
  read: number;
  /** Created or updated. */
  written: number;
  created: number;
  updated: number;
  /** Already in the database as the file says. */
  unchanged: number;
  rejectedCount: number;
  /** The first thousand. */
  rejected: RejectedLine[];
}

export interface ImportReport {
  files: string[];
  units: KindReport;
  establishments: KindReport;
}

const batchSize = 2_000;
const rejectionsKept = 1_000;
const progressEvery = 200_000;

/**
 * Imports INSEE's stock files (plain CSV or ZIP, in any order: units are always written first).
 * Every file is recognised before anything is written; throws StockFileError when one is not a stock file.
 * A malformed line is counted and named, the rest goes on. `report` hears of the progress of long files.
 */
export async function importRegistry(
  db: Database,
  paths: readonly string[],
  { report = () => {} }: { report?: (sentence: string) => void } = {},
): Promise<ImportReport> {
  const files: StockFile[] = [];
  for (const path of paths) files.push(...(await openStockFiles(path)));
  const result: ImportReport = {
    files: files.map((file) => file.label),
    units: emptyReport(),
    establishments: emptyReport(),
  };
  for (const file of files.filter((one) => one.kind === 'units')) {
    const write = async (batch: Batch<'siren', UnitOf>) => ({
      ...(await writeUnits(db, facts(batch))),
      orphans: new Set<string>(),
    });
    await importFile(file, 'siren', rowReader('units', file.columns), write, result.units, report);
  }
  for (const file of files.filter((one) => one.kind === 'establishments')) {
    const read = rowReader('establishments', file.columns);
    const write = (batch: Batch<'siret', SiteOf>) => writeEstablishments(db, facts(batch));
    await importFile(file, 'siret', read, write, result.establishments, report);
  }
  return result;
}

type UnitOf = Parameters<typeof writeUnits>[1][number];
type SiteOf = Parameters<typeof writeEstablishments>[1][number];
type Batch<K extends string, T extends Record<K, string>> = Map<string, { line: number; facts: T }>;
type BatchResult = Awaited<ReturnType<typeof writeEstablishments>>;

const facts = <K extends string, T extends Record<K, string>>(batch: Batch<K, T>): T[] =>
  [...batch.values()].map((one) => one.facts);

/** One file, `batchSize` rows at a time: reading waits for writing, so that memory stays flat. */
async function importFile<K extends string, T extends Record<K, string>>(
  file: StockFile,
  key: K,
  read: (row: string[]) => RowReading<T>,
  write: (batch: Batch<K, T>) => Promise<BatchResult>,
  into: KindReport,
  report: (sentence: string) => void,
): Promise<void> {
  const reject = (line: number, reason: string) => {
    into.rejectedCount += 1;
    if (into.rejected.length < rejectionsKept) into.rejected.push({ file: file.label, line, reason });
  };
  let batch: Batch<K, T> = new Map();
  const flush = async () => {
    const done = await write(batch);
    into.created += done.created;
    into.updated += done.updated;
    into.written += done.created + done.updated;
    into.unchanged += done.unchanged;
    for (const number of done.orphans) {
      reject(
        batch.get(number)?.line ?? 0,
        `SIRET ${number} : l'unité légale ${number.slice(0, 9)} n'est pas dans le registre (importez StockUniteLegale)`,
      );
    }
    batch = new Map();
  };
  for await (const line of file.rows()) {
    if (line.fault === undefined && line.text.trim() === '') continue;
    into.read += 1;
    if (into.read % progressEvery === 0) report(`${file.label} : ligne ${line.number}…`);
    const row = line.fault === undefined ? cutRow(line.text) : undefined;
    const reading = row ? read(row) : { reason: line.fault ?? 'des guillemets ne vont pas par paires' };
    if ('reason' in reading) {
      reject(line.number, reading.reason);
      continue;
    }
    // The same number twice: the later line wins, as it would in two batches.
    if (batch.has(reading.facts[key])) await flush();
    batch.set(reading.facts[key], { line: line.number, facts: reading.facts });
    if (batch.size >= batchSize) await flush();
  }
  if (batch.size > 0) await flush();
}

const emptyReport = (): KindReport => ({
  read: 0,
  written: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  rejectedCount: 0,
  rejected: [],
});
