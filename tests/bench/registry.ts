// How the search answers on a registry of the size of the nation: invented companies among which the real ones stand.
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { median, p99 } from '../lab/statistics';
import { generate, type Stock, type Written } from './sirene/index';
import { expectedCompanies } from './sirene/relevance/table';
import { type Sample, type SampleKind, Sampler, sampleKinds } from './sirene/samples';

/** An answer of the search: what matters of it, best first. */
export type Found = readonly { readonly siren: string; readonly name: string }[];

export interface Speed {
  readonly asked: number;
  /** Milliseconds. */
  readonly median: number;
  readonly p99: number;
  /** Share of the queries whose company, or one of the same name, was among the first ten. */
  readonly found: number;
}

/**
 * Writes an invented stock that leaves the expected companies of the relevance tables their numbers, and gives
 * the queries drawn from it on the way.
 */
export async function inventRegistry(
  stock: Omit<Stock, 'reserved'>,
  each = 200,
): Promise<Written & { readonly samples: readonly Sample[] }> {
  const sampler = new Sampler(stock.seed, each);
  const written = await generate({ ...stock, reserved: realSirens(), watch: sampler.watch });
  return { ...written, samples: sampler.samples() };
}

/** SIRENs of the real companies that are imported beside the invented ones. */
function realSirens(): ReadonlySet<string> {
  const rows = expectedCompanies().flatMap(
    (path) => parse(readFileSync(path), { columns: true }) as { siren: string }[],
  );
  return new Set(rows.map((row) => row.siren));
}

/** Asks every sample, one after the other, and says for each kind how long it took and what was found. */
export async function measure(
  search: (query: string) => Promise<Found>,
  samples: readonly Sample[],
): Promise<ReadonlyMap<SampleKind, Speed>> {
  const speeds = new Map<SampleKind, Speed>();
  for (const kind of sampleKinds) {
    const answers: { ms: number; found: boolean }[] = [];
    for (const sample of samples.filter((one) => one.kind === kind)) {
      const start = performance.now();
      const found = await search(sample.query);
      answers.push({ ms: performance.now() - start, found: isAnswered(found, sample) });
    }
    if (answers.length === 0) continue;
    speeds.set(kind, {
      asked: answers.length,
      median: median(answers.map(({ ms }) => ms)),
      p99: p99(answers),
      found: answers.filter(({ found }) => found).length / answers.length,
    });
  }
  return speeds;
}

function isAnswered(found: Found, { kind, siren, name }: Sample): boolean {
  const byNumber = kind === 'SIREN' || kind === 'SIRET';
  return found.slice(0, 10).some((one) => one.siren === siren || (!byNumber && one.name === name));
}
