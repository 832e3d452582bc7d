import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importRegistry, searchCompanies } from '../../src/registry/index';
import { useDatabase } from '../support/database';
import { type Answer, inventRegistry, isAnswered, speeds } from './invented';
import { score } from './sirene/relevance/score';
import { expectedCompanies, readTable } from './sirene/relevance/table';
import { type Sample, sampleKinds } from './sirene/samples';

const size = { units: 6_000, establishments: 8_000, seed: 11 };
const each = 20;
let folder = '';
let invented: Awaited<ReturnType<typeof inventRegistry>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mc2i registry bench '));
  invented = await inventRegistry({ ...size, into: join(folder, 'once') }, each);
});
afterAll(() => rm(folder, { recursive: true }));

const of = (kind: Sample['kind']) => invented.samples.filter((sample) => sample.kind === kind);

describe('the samples', () => {
  it('are so many of each kind, and the same for a seed', async () => {
    for (const kind of sampleKinds) expect(of(kind)).toHaveLength(each);
    const again = await inventRegistry({ ...size, into: join(folder, 'again') }, each);
    expect(again.samples).toEqual(invented.samples);
    const other = await inventRegistry({ ...size, seed: 12, into: join(folder, 'other') }, each);
    expect(other.samples).not.toEqual(invented.samples);
  });

  it('are what their kind says', () => {
    for (const { query, name } of of('beginning of 3 letters'))
      expect(name.toLowerCase().slice(0, 3)).toBe(query);
    for (const { query, name } of of('word inside')) {
      expect(name.toLowerCase()).toContain(query);
      expect(name.toLowerCase().indexOf(query)).toBeGreaterThan(-1);
    }
    for (const { query, name } of of('two words')) {
      for (const word of query.split(' ')) expect(name.toLowerCase()).toContain(word);
    }
    for (const { query, name } of of('typo')) expect(name.toLowerCase()).not.toBe(query);
    for (const { query, siren } of of('SIREN')) expect(query.replaceAll(' ', '')).toBe(siren);
    for (const { query, siren } of of('SIRET')) {
      expect(query.replaceAll(' ', '')).toMatch(new RegExp(`^${siren}\\d{5}$`));
    }
  });

  it('come from the whole of the stock, not from its beginning', () => {
    const firsts = new Set(invented.samples.map(({ siren }) => siren[0]));
    expect(firsts.size).toBe(10);
  });
});

describe('the measure', () => {
  const sample = (kind: Sample['kind']): Sample => ({
    ...{ kind, query: 'jean martin', siren: '111111118', name: 'JEAN MARTIN' },
  });
  const homonym = { siren: '999999999', name: 'JEAN MARTIN' };
  const others = Array.from({ length: 10 }, (_, rank) => ({ siren: String(rank), name: 'AUTRE' }));

  it('takes a homonym for a name and not for a number, among the first ten', () => {
    expect(isAnswered([homonym], sample('whole name'))).toBe(true);
    expect(isAnswered([homonym], sample('SIREN'))).toBe(false);
    expect(isAnswered([...others, homonym], sample('whole name'))).toBe(false);
  });

  it('gives the figures of each kind', () => {
    const answers: Answer[] = Array.from({ length: 100 }, (_, ms) => ({
      ...{ kind: 'typo' as const, ms, found: ms < 50 },
    }));
    expect([...speeds(answers)]).toEqual([['typo', { asked: 100, p50: 50, p95: 95, p99: 99, found: 0.5 }]]);
  });
});

describe('the search of today, over invented and real companies', () => {
  const database = useDatabase();

  it('imports both and finds whole names and numbers', async () => {
    const files = [invented.units, invented.establishments, ...expectedCompanies()];
    const report = await importRegistry(database.app, files);
    expect([report.units.rejected, report.establishments.rejected]).toEqual([0, 0]);
    expect(report.units.updated).toBe(0);
    const answers: Answer[] = [];
    for (const sample of invented.samples.filter(({ kind }) =>
      ['whole name', 'SIREN', 'SIRET'].includes(kind),
    )) {
      const found = await searchCompanies(database.app, sample.query);
      answers.push({ kind: sample.kind, ms: 0, found: isAnswered(found, sample) });
    }
    const of = speeds(answers);
    expect(of.get('SIREN')?.found).toBe(1);
    expect(of.get('SIRET')?.found).toBe(1);
    expect(of.get('whole name')?.found).toBeGreaterThan(0.9);
  });

  it('puts the company that people mean first', async () => {
    const search = async (query: string) =>
      (await searchCompanies(database.app, query)).map(({ siren }) => siren);
    const { all, of } = await score(search, readTable('apart'));
    expect(all.first).toBeGreaterThan(0.85);
    expect(all.inThree).toBeGreaterThan(0.9);
    expect(of.typo?.inTen).toBeGreaterThan(0.9);
  });
});
