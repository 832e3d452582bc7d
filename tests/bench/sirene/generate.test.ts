import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { siren as sirenCheck, siret as siretCheck } from 'stdnum/lib/cjs/fr/index.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '../../../src/platform/database';
import { importRegistry } from '../../../src/registry/index';
import { useDatabase } from '../../support/database';
import { faultKinds } from './faults';
import { generate, generateChanges } from './index';
import { siteHeadings, unitHeadings } from './layout';
import { Places } from './numbers';

type Row = Record<string, string>;

const size = { units: 4_000, establishments: 5_800, seed: 7 };
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mc2i sirene '));
});
afterAll(() => rm(folder, { recursive: true }));

let count = 0;
const into = () => join(folder, String(count++));
const rowsOf = (path: string) => parse(readFileSync(path), { columns: true }) as Row[];
const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
const shareOf = (rows: readonly Row[], test: (row: Row) => boolean) => rows.filter(test).length / rows.length;

describe('the files', () => {
  let units: Row[];
  let sites: Row[];
  beforeAll(async () => {
    const written = await generate({ ...size, into: into() });
    units = rowsOf(written.units);
    sites = rowsOf(written.establishments);
  });

  it('have the headings of the files of the demonstration', () => {
    const first = (name: string) =>
      readFileSync(join(import.meta.dirname, '../../../src/demo/registry', name), 'utf8').split('\n')[0];
    expect(unitHeadings).toBe(first('StockUniteLegale.csv'));
    expect(siteHeadings).toBe(first('StockEtablissement.csv'));
  });

  it('are of the size asked for, in the order of the numbers, which have good keys', () => {
    const sirens = units.map((row) => row.siren ?? '');
    const sirets = sites.map((row) => row.siret ?? '');
    expect([sirens.length, sirets.length]).toEqual([size.units, size.establishments]);
    for (const numbers of [sirens, sirets]) {
      expect(numbers).toEqual([...numbers].sort());
      expect(new Set(numbers).size).toBe(numbers.length);
    }
    expect(sirens.filter((siren) => !sirenCheck.validate(siren).isValid)).toEqual([]);
    expect(sirets.filter((siret) => !siretCheck.validate(siret).isValid)).toEqual([]);
  });

  it('say of each unit which site is its head office', () => {
    const heads = sites.filter((row) => row.etablissementSiege === 'true').map((row) => row.siret);
    expect(heads).toEqual(units.map((row) => `${row.siren}${row.nicSiegeUniteLegale}`));
  });

  it('have the shares of the national registry', () => {
    const within = (share: number, from: number, to: number) => {
      expect(share).toBeGreaterThan(from);
      expect(share).toBeLessThan(to);
    };
    within(
      shareOf(units, (row) => row.categorieJuridiqueUniteLegale === '1000'),
      0.52,
      0.63,
    );
    within(
      shareOf(units, (row) => row.etatAdministratifUniteLegale === 'C'),
      0.42,
      0.48,
    );
    within(
      shareOf(units, (row) => row.statutDiffusionUniteLegale === 'P'),
      0.06,
      0.1,
    );
    within(
      shareOf(units, (row) => row.trancheEffectifsUniteLegale === 'NN'),
      0.8,
      0.95,
    );
    within(
      shareOf(sites, (row) => `${row.enseigne1Etablissement}${row.denominationUsuelleEtablissement}` !== ''),
      0.15,
      0.27,
    );
    const companies = units.filter((row) => row.denominationUniteLegale !== '');
    within(
      shareOf(companies, (row) => !['', '[ND]'].includes(row.sigleUniteLegale ?? '')),
      0.05,
      0.11,
    );
    expect(units.filter((row) => row.dateCreationUniteLegale === '1900-01-01').length).toBeGreaterThan(50);
  });

  it('hide what is not to be published', () => {
    const hidden = sites.filter((row) => row.statutDiffusionEtablissement === 'P');
    expect(hidden.length).toBeGreaterThan(100);
    expect(hidden.filter((row) => row.libelleVoieEtablissement !== '[ND]')).toEqual([]);
  });

  it('keep finding new words as they grow', () => {
    const words = (rows: readonly Row[]) =>
      new Set(rows.flatMap((row) => `${row.denominationUniteLegale} ${row.nomUniteLegale}`.split(' '))).size;
    expect(words(units) / words(units.slice(0, size.units / 2))).toBeGreaterThan(1.5);
  });
});

describe('the same question', () => {
  it('gives the same bytes, and another seed gives others', async () => {
    const digests = async (seed: number) => {
      const written = await generate({ ...size, seed, faults: 0.01, into: into() });
      return [digest(written.units), digest(written.establishments)];
    };
    const first = await digests(1);
    expect(await digests(1)).toEqual(first);
    expect(await digests(2)).not.toEqual(first);
  });

  it('takes no reserved number', async () => {
    const { units } = await generate({ ...size, into: into() });
    const taken = rowsOf(units).map((row) => row.siren ?? '');
    const reserved = new Set(taken.filter((_, rank) => rank % 9 === 0));
    const again = await generate({ ...size, into: into(), reserved });
    const rows = rowsOf(again.units);
    expect(rows).toHaveLength(size.units);
    expect(rows.filter((row) => reserved.has(row.siren ?? ''))).toEqual([]);
  });
});

describe('the numbers', () => {
  it('are enough for the registry of the nation and for the units that come later, not for more', () => {
    const places = new Places(30_000_000, new Set());
    expect(places.size).toBe(3);
    expect(places.firstEight(places.free(29_999_999), 2)).toBeLessThan(99_000_000);
    expect(() => new Places(40_000_000, new Set())).toThrow('not enough numbers');
  });
});

describe('the import of today', () => {
  const database = useDatabase();
  beforeEach(() => sql`truncate company, establishment, company_word cascade`.execute(database.owner));

  it('takes every line', async () => {
    const { units, establishments } = await generate({ ...size, into: into() });
    const report = await importRegistry(database.app, [units, establishments]);
    expect(report.units).toMatchObject({ created: size.units, rejected: 0 });
    expect(report.establishments).toMatchObject({ created: size.establishments, rejected: 0 });
  });

  it('refuses the planted lines and only them', async () => {
    for (const kind of faultKinds) {
      const written = await generate({ ...size, seed: 3, into: into(), faults: 0.02, faultKinds: [kind] });
      const report = await importRegistry(database.app, [written.units, written.establishments]);
      expect(written.faults.establishments).toBeGreaterThan(50);
      expect(report.units.rejected).toBe(written.faults.units);
      expect(report.establishments.rejected).toBe(written.faults.establishments);
      expect(report.establishments.read).toBe(size.establishments + written.faults.establishments);
    }
  });
});

describe('a later stock', () => {
  it('differs from the first by the changed lines and no other', async () => {
    const shares = { created: 0.05, closed: 0.05, renamed: 0.05, moved: 0.05, hidden: 0.02 };
    const before = await generate({ ...size, into: into() });
    const whole = await generateChanges({ ...size, into: into(), shares });
    const part = await generateChanges({ ...size, into: into(), shares, only: 'changed' });
    const lines = (path: string) => readFileSync(path, 'utf8').split('\n').slice(1);
    for (const file of ['units', 'establishments'] as const) {
      const known = new Set(lines(before[file]));
      const changed = lines(whole[file]).filter((line) => !known.has(line));
      expect(changed.length).toBeGreaterThan(100);
      expect(lines(part[file]).filter(Boolean)).toEqual(changed);
    }
    expect(part.counts).toEqual(whole.counts);
    for (const number of Object.values(part.counts)) expect(number).toBeGreaterThan(20);
    expect(whole.lines.units).toBe(size.units + whole.counts.created);
    expect(whole.lines.establishments).toBe(size.establishments + whole.counts.created + whole.counts.moved);
  });

  it('closes the head office that was left and links it to the new one', async () => {
    const later = await generateChanges({ ...size, into: into(), only: 'changed', shares: { moved: 0.2 } });
    const sites = new Map(rowsOf(later.establishments).map((row) => [row.siret, row]));
    const links = rowsOf(later.links);
    expect(links.length).toBe(later.counts.moved);
    for (const { siretEtablissementPredecesseur: from, siretEtablissementSuccesseur: to, ...link } of links) {
      expect(link).toMatchObject({ transfertSiege: 'true', dateLienSuccession: '2026-01-15' });
      expect(sites.get(from)).toMatchObject({
        etatAdministratifEtablissement: 'F',
        etablissementSiege: 'false',
      });
      expect(sites.get(to)).toMatchObject({
        etatAdministratifEtablissement: 'A',
        etablissementSiege: 'true',
      });
    }
  });
});
