// Whether the search finds the company that people mean: real ones among a million invented ones.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/platform/database';
import { searchCompanies } from '../../src/registry';
import { measureImport, startRegistry } from '../lab/registry';
import { atLeast, type Experiment, told } from '../lab/rows';
import { inventRegistry } from './invented';
import { type Score, score } from './sirene/relevance/score';
import { expectedCompanies, readTable } from './sirene/relevance/table';

const usual = 1_000_000;

/** Parts: how many invented companies (1,000,000). */
export const relevanceBench: Experiment = async function* ([size]) {
  const units = size === undefined ? usual : Number(size);
  if (!(units >= 1_000)) throw new Error(`${size} is no number of companies from 1,000 on`);
  const into = mkdtempSync(join(tmpdir(), 'mc2i-bench-relevance-'));
  const ground = await startRegistry();
  const db = openDatabase(ground.cluster.url('app'));
  try {
    const invented = await inventRegistry({ units, establishments: Math.round(units / 0.7), seed: 7, into });
    await measureImport(ground, [invented.units, invented.establishments, ...expectedCompanies()]);
    const search = async (query: string) => (await searchCompanies(db, query)).map(({ siren }) => siren);
    for (const set of ['tuning', 'apart'] as const) {
      const { all, of } = await score(search, readTable(set));
      yield atLeast(`${set}, ${all.asked} queries: first`, percent(all.first), 85, ' %');
      yield atLeast(`${set}: among the first three`, percent(all.inThree), 95, ' %');
      yield atLeast(`${set}: typing errors, among the first ten`, percent(of.typo?.inTen ?? 0), 95, ' %');
      for (const [kind, one] of Object.entries(of)) yield told(`${set}, ${kind}`, shares(one));
    }
  } finally {
    await db.destroy();
    await ground.remove();
    rmSync(into, { recursive: true, force: true });
  }
};

const percent = (share: number) => Math.round(share * 1000) / 10;
const shares = ({ asked, first, inThree, inTen }: Score) =>
  `${[first, inThree, inTen].map(percent).join(', ')} % first, in three, in ten of ${asked}`;
