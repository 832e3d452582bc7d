import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importRegistry, searchCompanies } from '../../src/registry/index';
import { useDatabase } from '../support/database';
import { inventRegistry, measure } from './registry';
import { expectedCompanies } from './sirene/relevance/table';
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
  const sample = (kind: Sample['kind'], query: string, siren: string): Sample => ({
    kind,
    query,
    siren,
    name: 'JEAN MARTIN',
  });

  it('takes a homonym for a name and not for a number, among the first ten', async () => {
    const homonym = { siren: '999999999', name: 'JEAN MARTIN' };
    const others = Array.from({ length: 10 }, (_, rank) => ({ siren: String(rank), name: 'AUTRE' }));
    const search = async (query: string) => (query === 'late' ? [...others, homonym] : [homonym]);
    const speeds = await measure(search, [
      sample('whole name', 'jean martin', '111111118'),
      sample('whole name', 'late', '111111118'),
      sample('SIREN', '111111118', '111111118'),
    ]);
    expect(speeds.get('whole name')).toMatchObject({ asked: 2, found: 0.5 });
    expect(speeds.get('SIREN')).toMatchObject({ asked: 1, found: 0 });
    expect(speeds.get('whole name')?.p99).toBeGreaterThanOrEqual(0);
  });
});

describe('the search of today, over invented and real companies', () => {
  const database = useDatabase();

  it('imports both and finds whole names and numbers', async () => {
    const files = [invented.units, invented.establishments, ...expectedCompanies()];
    const report = await importRegistry(database.app, files);
    expect([report.units.rejected, report.establishments.rejected]).toEqual([0, 0]);
    expect(report.units.updated).toBe(0);
    const speeds = await measure(
      (query) => searchCompanies(database.app, query),
      invented.samples.filter(({ kind }) => ['whole name', 'SIREN', 'SIRET'].includes(kind)),
    );
    expect(speeds.get('SIREN')?.found).toBe(1);
    expect(speeds.get('SIRET')?.found).toBe(1);
    expect(speeds.get('whole name')?.found).toBeGreaterThan(0.9);
  });
});
