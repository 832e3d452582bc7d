// The national registry at its size: how fast it is imported, and how fast it answers, against PostgreSQL by itself.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ImportFigures, measureImport, type RegistryGround, startRegistry } from '../lab/registry';
import { atLeast, atMost, type Experiment, exactly, told } from '../lab/rows';
import { quantile } from '../lab/statistics';
import { inventRegistry, isNumber, type Speed, speeds } from './invented';
import { bareCopy, trigramSearches, watchDisk } from './registry-rivals';
import { type Load, loadDatabase, loadPage } from './search-load';
import { siteHeadings, unitHeadings } from './sirene/layout';
import { expectedCompanies } from './sirene/relevance/table';
import type { SampleKind } from './sirene/samples';

const usual = 5_000_000;
const unitsOf = (establishments: number) => Math.round(establishments * 0.7);
const nation = 42_000_000;
const perSecond = 100;
const each = 330;
const turns = 3;
/** An answer that comes within these milliseconds is not asked to be nearer to the database's. */
const quick = 5;
const seed = 42;

type Invented = Awaited<ReturnType<typeof inventRegistry>>;
type Speeds = ReadonlyMap<SampleKind, Speed>;

/** What one size of the registry gave. */
interface Stage {
  readonly establishments: number;
  readonly invented: Invented;
  readonly imported: ImportFigures;
  /** Bytes. */
  readonly disk: { readonly registry: number; readonly highest: number };
  /** Asked turn by turn, so that what else the machine does weighs on both. */
  readonly database: Load;
  readonly page: Load;
}

/** Parts: how many establishments (5,000,000); a tenth of them is imported and searched first. */
export const registryBench: Experiment = async function* ([size]) {
  const establishments = size === undefined ? usual : Number(size);
  if (!(establishments >= 10_000)) throw new Error(`${size} is no number of establishments from 10,000 on`);
  const folder = mkdtempSync(join(tmpdir(), 'mc2i-bench-registry-'));
  const ground = await startRegistry();
  try {
    const tenth = await stage(ground, folder, Math.round(establishments / 10));
    const whole = await stage(ground, folder, establishments);
    yield* importRows(ground, tenth, whole);
    yield* searchRows(ground, tenth, whole);
    yield* underImport(ground, whole);
  } finally {
    await ground.remove();
    rmSync(folder, { recursive: true, force: true });
  }
};

async function stage(ground: RegistryGround, folder: string, establishments: number): Promise<Stage> {
  const into = join(folder, String(establishments));
  const invented = await inventRegistry(
    { ...{ units: unitsOf(establishments), establishments, seed, into } },
    each,
  );
  console.log(`… ${establishments} establishments are invented`);
  const disk = watchDisk(ground.cluster);
  const imported = await measureImport(ground, filesOf(invented));
  disk.stop();
  console.log(`… and imported in ${seconds(imported.whole)}`);
  const used = { registry: await disk.registry(), highest: disk.highest() };
  const loads: { database: Load; page: Load }[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const samples = partOf(invented, turn, turns);
    const database = await loadDatabase({ url: ground.cluster.url('app'), samples, perSecond });
    loads.push({ database, page: await loadPage(ground.product, samples, perSecond) });
  }
  const all = (of: 'database' | 'page'): Load => ({
    answers: loads.flatMap((load) => load[of].answers),
    failed: loads.reduce((sum, load) => sum + load[of].failed, 0),
  });
  return { establishments, invented, imported, disk: used, database: all('database'), page: all('page') };
}

/** Some of the samples, of all kinds. */
const partOf = ({ samples }: Invented, part: number, parts: number) =>
  samples.filter((_, index) => index % parts === part);

/** The real companies are imported with them. */
const filesOf = ({ units, establishments }: Invented) => [units, establishments, ...expectedCompanies()];

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(2)} GB`;
const megabytes = (bytes: number) => Math.round(bytes / 2 ** 20);

async function* importRows({ cluster }: RegistryGround, tenth: Stage, whole: Stage) {
  const { imported, invented, establishments } = whole;
  const files = [
    {
      label: 'StockUniteLegale_utf8.csv',
      path: invented.units,
      headings: unitHeadings,
      rows: unitsOf(establishments),
    },
    {
      ...{ label: 'StockEtablissement_utf8.csv', path: invented.establishments },
      ...{ headings: siteHeadings, rows: establishments },
    },
  ];
  for (const { label, path, headings, rows } of files) {
    const bare = Math.min(await bareCopy(cluster, path, headings), await bareCopy(cluster, path, headings));
    const ours = imported.files.get(label) ?? Number.NaN;
    const rate = (ms: number) => `${Math.round(rows / (ms / 1000))} rows a second`;
    yield told(`${label}: ${rows} rows imported, all checks on`, rate(ours));
    yield told(`${label}: PostgreSQL's own COPY, without any, the better of two`, rate(bare));
    yield { ...atLeast(`${label}: share of the speed of COPY`, bare / ours, 0.3), bound: '≥ 0.3 (aim 0.5)' };
  }
  const { indexing, searching, placing } = imported.steps;
  yield told('keys and coherence', seconds(indexing));
  yield told('search and its indexes', seconds(searching));
  yield told('comparison and swap', seconds(placing));
  yield told('whole import', seconds(imported.whole));
  yield atMost('memory of the import at its highest', megabytes(imported.memory), 300, ' MB');
  yield atMost('that memory, against the import of a tenth', imported.memory / tenth.imported.memory, 1.15);
  yield told('disk of the registry, indexes included', gigabytes(whole.disk.registry));
  yield told(
    'disk of the database at its highest, both registries, the journal apart',
    gigabytes(whole.disk.highest),
  );
  const atNation = (of: (stage: Stage) => number) => {
    const growth = (of(whole) - of(tenth)) / (whole.establishments - tenth.establishments);
    return of(whole) + growth * (nation - whole.establishments);
  };
  const minutes = atNation((one) => one.imported.whole) / 60_000;
  yield told('estimate for 42 million establishments: import', `${minutes.toFixed(1)} min`);
  yield told('estimate for 42 million establishments: disk', gigabytes(atNation((one) => one.disk.registry)));
  yield told(
    'estimate for 42 million establishments: disk while importing',
    gigabytes(atNation((one) => one.disk.registry) + atNation((one) => one.disk.highest)),
  );
}

async function* searchRows(ground: RegistryGround, tenth: Stage, whole: Stage) {
  const { samples } = whole.invented;
  yield exactly(
    `searches without answer, of ${samples.length} at ${perSecond} a second`,
    whole.page.failed,
    0,
  );
  yield exactly('the same, without the pages', tenth.database.failed + whole.database.failed, 0);
  const [small, database, http] = [tenth.database, whole.database, whole.page].map(({ answers }) =>
    speeds(answers),
  ) as [...[Speeds, Speeds, Speeds]];
  for (const [kind, speed] of database) {
    const answer = http.get(kind) ?? speed;
    yield told(`${kind}: database`, figures(speed), aim(speed));
    yield told(`${kind}: whole answer`, figures(answer), aim(answer));
    yield {
      ...atMost(`${kind}: p95 of the answer`, answer.p95, Math.max(3 * speed.p95, quick), ' ms'),
      bound: `≤ 3 × ${speed.p95.toFixed(1)} ms, or ${quick} ms`,
    };
    const grown = speed.p95 / (small.get(kind)?.p95 ?? Number.NaN);
    yield atMost(`${kind}: p95 of the database, against a tenth of the registry`, grown, 2);
    if (isNumber(kind)) yield exactly(`${kind}: found`, answer.found, 1);
    else yield told(`${kind}: found in ten`, share(answer.found));
  }
  const names = samples.filter(({ kind }) => !isNumber(kind));
  const some = names.filter((_, index) => index % Math.ceil(names.length / 20) === 0);
  const trigrams = await trigramSearches(ground.cluster, some);
  const ours = whole.database.answers.filter(({ kind }) => !isNumber(kind)).map(({ ms }) => ms);
  const [theirs, own] = [quantile(trigrams, 0.95), quantile(ours, 0.95)];
  yield told(
    `trigram word similarity, ${some.length} searches, one at a time: p95`,
    `${Math.round(theirs)} ms`,
  );
  yield atLeast('times as long as our p95', theirs / own, 20);
}

const figures = ({ p50, p95, p99 }: Speed) =>
  `p50 ${p50.toFixed(1)}, p95 ${p95.toFixed(1)}, p99 ${p99.toFixed(1)} ms`;
const aim = ({ p95, p99 }: Speed) => `aim 10 and 30 ms: ${p95 <= 10 && p99 <= 30 ? 'reached' : 'missed'}`;
const share = (part: number) => `${(part * 100).toFixed(1)} %`;

/** The same registry is imported once more, from its first line to the swap. */
async function* underImport(ground: RegistryGround, { invented }: Stage) {
  const rate = perSecond / 2;
  const times = ({ answers }: Load) => answers.map(({ ms }) => ms);
  const idle = times(await loadPage(ground.product, invented.samples, rate));
  let over = false;
  const importing = measureImport(ground, filesOf(invented)).finally(() => {
    over = true;
  });
  // Seen when it is awaited, after the searches.
  importing.catch(() => {});
  const busy: number[] = [];
  let failed = 0;
  for (let turn = 0; !over; turn++) {
    const load = await loadPage(ground.product, partOf(invented, turn % 15, 15), rate);
    busy.push(...times(load));
    failed += load.failed;
  }
  await importing;
  const [alone, beside] = [quantile(idle, 0.95), quantile(busy, 0.95)];
  yield told(`p95 at ${rate} searches a second`, `${alone.toFixed(1)} ms`);
  yield told(`p95 while a registry is imported, of ${busy.length}`, `${beside.toFixed(1)} ms`);
  yield told('the slowest of them', `${Math.max(...busy).toFixed(0)} ms`);
  yield atMost('times as long beside an import', beside / alone, 3);
  yield exactly('searches without answer beside an import', failed, 0);
}
