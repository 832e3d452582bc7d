import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { largeTowns } from './large-towns';
import { mixed, Weighted } from './random';

export interface Town {
  /** As INSEE writes it: "SAINT-ETIENNE". */
  readonly name: string;
  readonly code: string;
  readonly postalCode: string;
  /** Inhabitants in thousands, roughly: its weight. */
  readonly thousands: number;
  /** From the postal code to the code of the commune, as the file writes them. */
  readonly cells: string;
}

const townOf = (name: string, code: string, postalCode: string, thousands: number): Town => ({
  name,
  code,
  postalCode,
  thousands,
  cells: `${postalCode},${name},,,${code},,,,,`,
});

export interface Towns {
  /** Which were used. */
  readonly source: 'file' | 'large towns';
  readonly weighted: Weighted<Town>;
}

const districts = (
  [
    ['PARIS', 75_100, 75_000, 20, 105],
    ['MARSEILLE', 13_200, 13_000, 16, 55],
    ['LYON', 69_380, 69_000, 9, 58],
  ] as const
).flatMap(([name, code, postalCode, count, thousands]) =>
  Array.from({ length: count }, (_, rank) => {
    const number = rank + 1;
    return townOf(name, String(code + number), String(postalCode + number), thousands);
  }),
);

const known: readonly Town[] = [
  ...districts,
  ...largeTowns.map((line) => {
    const [name = '', code = '', postalCode = '', thousands = ''] = line.split('/');
    return townOf(name, code, postalCode, Number(thousands));
  }),
];

/** Towns whose districts have codes of their own. */
const divided = new Set(['75056', '13055', '69123']);

const folded = (name: string) =>
  name.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('’', "'").toUpperCase().replaceAll('Œ', 'OE');

/**
 * Every commune of a CSV file with the columns code_commune, nom, code_postal (one line a postal code), or the
 * large towns alone without it. Where the population is not known, most have some hundreds of inhabitants.
 */
export function readTowns(file?: string): Towns {
  if (file === undefined) return { source: 'large towns', weighted: byWeight(known) };
  const populations = new Map(known.map((town) => [town.code, town.thousands]));
  const rows = parse(readFileSync(file), { columns: true, bom: true }) as Record<string, string>[];
  const lines = new Map<string, number>();
  for (const { code_commune = '' } of rows) lines.set(code_commune, (lines.get(code_commune) ?? 0) + 1);
  const towns = rows.flatMap(
    ({ code_commune: code = '', nom = '', code_postal: postalCode = '' }): Town[] => {
      if (divided.has(code) || postalCode === '') return [];
      const name = folded(nom).replace(/ \d+ER? ARRONDISSEMENT$/, '');
      const thousands = (populations.get(code) ?? guess(code)) / (lines.get(code) ?? 1);
      return [townOf(name, code, postalCode, thousands)];
    },
  );
  return { source: 'file', weighted: byWeight(towns) };
}

const byWeight = (towns: readonly Town[]) => new Weighted(towns, (town) => town.thousands);

/** From 50 inhabitants to some 25,000, the same for a commune each time. */
function guess(code: string): number {
  const share = mixed(Number.parseInt(code, 36), 1) / 0x1_0000_0000;
  return Math.min(25, 0.3 / (1 - share) ** 0.8);
}
