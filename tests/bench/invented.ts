// A registry of the size of the nation: invented companies among which the real ones stand.
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { quantile } from '../lab/statistics';
import { generate, type Stock, type Written } from './sirene/index';
import { expectedCompanies } from './sirene/relevance/table';
import { type Sample, type SampleKind, Sampler, sampleKinds } from './sirene/samples';

/** What came for a sample, and when. */
export interface Answer {
  readonly kind: SampleKind;
  readonly ms: number;
  readonly found: boolean;
}

export interface Speed {
  readonly asked: number;
  /** Milliseconds within which half of the answers came, 95 and 99 of 100. */
  readonly p50: number;
  readonly p95: number;
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

/** The figures of each kind of sample. */
export function speeds(answers: readonly Answer[]): ReadonlyMap<SampleKind, Speed> {
  const of = new Map<SampleKind, Speed>();
  for (const kind of sampleKinds) {
    const some = answers.filter((one) => one.kind === kind);
    if (some.length === 0) continue;
    const times = some.map(({ ms }) => ms);
    of.set(kind, {
      asked: some.length,
      p50: quantile(times, 0.5),
      p95: quantile(times, 0.95),
      p99: quantile(times, 0.99),
      found: some.filter(({ found }) => found).length / some.length,
    });
  }
  return of;
}

/** Whether the company that was meant is among the first ten; a homonym is as good, but to a number. */
export function isAnswered(
  found: readonly { readonly siren: string; readonly name: string }[],
  { kind, siren, name }: Sample,
): boolean {
  return found.slice(0, 10).some((one) => one.siren === siren || (!isNumber(kind) && one.name === name));
}

export const isNumber = (kind: SampleKind): boolean => kind === 'SIREN' || kind === 'SIRET';
