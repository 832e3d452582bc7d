import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../../src/platform/database/index';

export const kinds = [
  'exact',
  'cut',
  'typo',
  'town',
  'acronym',
  'sign',
  'number',
  'order',
  'abbreviation',
  'glued',
] as const;
export type Kind = (typeof kinds)[number];

/** What somebody types, and the one company that is meant. */
export interface Query {
  readonly kind: Kind;
  readonly query: string;
  readonly siren: string;
}

const folder = () => join(projectRoot(), 'tests/bench/sirene/relevance');

/** The stock files that hold the expected companies; all of them are to be imported. */
export const expectedCompanies = (): string[] =>
  [join(projectRoot(), 'src/demo/registry'), folder()].flatMap((place) =>
    ['StockUniteLegale.csv', 'StockEtablissement.csv'].map((file) => join(place, file)),
  );

/** Queries to tune the search with, or those set apart to judge it (see README.md). */
export function readTable(set: 'tuning' | 'apart'): Query[] {
  const [, ...lines] = readFileSync(join(folder(), `${set}.tsv`), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line, rank) => {
    const [name = '', query = '', siren = ''] = line.split('\t');
    const kind = kinds.find((one) => one === name);
    if (!kind || query === '' || !/^\d{9}$/.test(siren))
      throw new Error(`${set}.tsv, line ${rank + 2}: ${line}`);
    return { kind, query, siren };
  });
}
