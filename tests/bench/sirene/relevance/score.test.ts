import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { siren as sirenCheck } from 'stdnum/lib/cjs/fr/index.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { importRegistry, searchCompanies } from '../../../../src/registry/index';
import { useDatabase } from '../../../support/database';
import { ask, score } from './score';
import { expectedCompanies, kinds, type Query, readTable } from './table';

const [one, two, three] = ['552032534', '356000000', '542051180'] as const;

describe('the score', () => {
  const table: Query[] = [
    { kind: 'exact', query: 'danone', siren: one },
    { kind: 'exact', query: 'la poste', siren: two },
    { kind: 'typo', query: 'dannone', siren: one },
    { kind: 'typo', query: 'total enrgies', siren: three },
  ];
  const others = ['1', '2', '3', '4', '5'];
  const answers: Readonly<Record<string, readonly string[]>> = {
    danone: [one, two],
    'la poste': [one, two],
    dannone: [...others, one],
  };
  const search = async (query: string) => answers[query] ?? [];

  it('is the share of the expected companies among the first answers, kind by kind', async () => {
    expect(await score(search, table)).toEqual({
      all: { asked: 4, first: 0.25, inThree: 0.5, inTen: 0.75 },
      of: {
        exact: { asked: 2, first: 0.5, inThree: 1, inTen: 1 },
        typo: { asked: 2, first: 0, inThree: 0, inTen: 0.5 },
      },
    });
  });

  it('says the rank of each', async () => {
    expect((await ask(search, table)).map(({ rank }) => rank)).toEqual([1, 2, 6, Number.POSITIVE_INFINITY]);
  });
});

describe('the tables', () => {
  const tuning = readTable('tuning');
  const apart = readTable('apart');
  const both = [...tuning, ...apart];

  it('ask enough of every kind, a third of it apart', () => {
    expect(both.length).toBeGreaterThan(330);
    expect(both.filter(({ kind }) => kind === 'typo').length).toBeGreaterThan(90);
    for (const kind of kinds) {
      const [kept, aside] = [tuning, apart].map((set) => set.filter((query) => query.kind === kind).length);
      expect(aside).toBeGreaterThan(4);
      expect(Math.abs((kept ?? 0) - 2 * (aside ?? 0))).toBeLessThan(3);
    }
  });

  it('mean one company by a query, asked once', () => {
    const plain = both.map(({ query }) => query);
    expect(plain.filter((query, rank) => plain.indexOf(query) !== rank)).toEqual([]);
  });

  it('name companies that are in the files', () => {
    const known = new Set(
      expectedCompanies()
        .filter((path) => path.endsWith('StockUniteLegale.csv'))
        .flatMap((path) => parse(readFileSync(path), { columns: true }) as Record<string, string>[])
        .filter((row) => row.categorieJuridiqueUniteLegale !== '1000')
        .map((row) => row.siren),
    );
    const sirens = [...new Set(both.map(({ siren }) => siren))];
    expect(sirens.length).toBeGreaterThan(80);
    expect(sirens.filter((siren) => !known.has(siren) || !sirenCheck.validate(siren).isValid)).toEqual([]);
  });
});

describe('the search over the expected companies alone', () => {
  const database = useDatabase();
  beforeAll(async () => {
    const report = await importRegistry(database.app, expectedCompanies());
    expect([report.units.rejected, report.establishments.rejected]).toEqual([0, 0]);
  });

  it('finds every whole name', async () => {
    const search = async (query: string) =>
      (await searchCompanies(database.app, query)).map(({ siren }) => siren);
    const { of } = await score(search, readTable('tuning'));
    expect(of.exact?.inTen).toBeGreaterThan(0.9);
  });
});
