import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { useDatabase } from '../../../tests/support/database';
import { sql } from '../../platform/database';
import { emptyRegistry, establishments, fixture, units, useFolder, withKey } from '../fixtures/files';
import {
  findCompany,
  findEstablishment,
  type ImportOptions,
  listSites,
  importRegistry as run,
} from '../index';

const database = useDatabase();
const { file, unitFile } = useFolder();
beforeEach(() => emptyRegistry(database.owner));

/** The fixtures are mostly faults. */
const importRegistry = (db: typeof database.app, paths: string[], options: ImportOptions = {}) =>
  run(db, paths, { mostRejected: 1, ...options });
const changes = { mode: 'changes' } as const;

describe('import of the stock files', () => {
  it('writes units then establishments, whatever the order, and lists what it left out', async () => {
    const report = await importRegistry(database.app, [establishments, units]);

    expect(report.units).toMatchObject({ read: 13, created: 5, rejected: 8 });
    const of = (name: string) => report.rejected.filter(({ file: from }) => from === name);
    expect(of('units.csv').map(({ line, reason }) => `${line} ${reason}`)).toEqual([
      '5 SIREN « 12345 » : Le SIREN compte 9 chiffres : vous en avez saisi 5.',
      '6 SIREN « 999100036 » : Ce SIREN contient une erreur (sa clé de contrôle est fausse) : vérifiez chaque chiffre.',
      '8 etatAdministratifUniteLegale « X » au lieu de A ou C',
      '9 SIREN 999100043 sans nom ni dénomination',
      '10 des guillemets ne vont pas par paires',
      '11 33 colonnes attendues, 4 lues',
      '13 un caractère de contrôle',
      "15 des octets ne sont pas de l'UTF-8",
    ]);
    expect(report.establishments).toMatchObject({ read: 11, created: 6, rejected: 5 });
    expect(of('establishments.csv').map(({ line, reason }) => `${line} ${reason}`)).toEqual([
      '9 SIRET « 99910000100019 » : Ce SIRET contient une erreur (sa clé de contrôle est fausse) : vérifiez chaque chiffre.',
      "10 dateDebut « 2023-02-30 » n'est pas une date",
      '11 etablissementSiege « oui » au lieu de true ou false',
      "12 SIRET 99910000100042 d'un autre SIREN que « 999100019 »",
      "8 SIRET 99910009200017 : l'unité légale 999100092 n'est pas dans le registre (importez StockUniteLegale)",
    ]);
  });

  it('reads names, state, activity and what may be published', async () => {
    await importRegistry(database.app, [units]);

    expect(await findCompany(database.app, '999100001')).toMatchObject({
      name: 'FONDERIES DU LION, PÈRE ET FILS',
      acronym: 'FDL',
      usualNames: ['LE LION', 'LION "D\'OR"'],
      legalCategory: '5710',
      naf: '25.62B',
      headcountBand: '12',
      active: true,
      diffusible: true,
      state: 'valid',
      kind: 'company',
    });
    expect(await findCompany(database.app, '999100019')).toMatchObject({ name: 'LOU DURAND' });
    expect(await findCompany(database.app, '999100027')).toMatchObject({
      name: 'Entreprise non diffusible',
      acronym: null,
      diffusible: false,
    });
    // A code of NAF 1993 is not one of NAF rev. 2.
    expect(await findCompany(database.app, '999100035')).toMatchObject({ active: false, naf: null });
    expect(await findCompany(database.app, '123456789')).toBeUndefined();
  });

  it('reads addresses, signs, closing dates and head offices', async () => {
    await importRegistry(database.app, [units, establishments]);

    expect(await findEstablishment(database.app, '99910000100018')).toMatchObject({
      siren: '999100001',
      nic: '00018',
      name: 'LE LION DE BELFORT',
      address: '12 B RUE DES LILAS, BATIMENT C, 90000 BELFORT',
      townCode: '90010',
      headOffice: true,
      active: true,
      closedOn: null,
    });
    expect(await listSites(database.app, '999100001')).toEqual([
      expect.objectContaining({ siret: '99910000100018', headOffice: true, active: true }),
      expect.objectContaining({ name: 'LION SUISSE', address: '3000 BERN, SUISSE', active: true }),
      // 1900-01-01 is how INSEE writes a date it does not know.
      expect.objectContaining({
        address: '12 B DES LILAS, 90000 ÉVETTE-SALBERT',
        active: false,
        closedOn: null,
      }),
    ]);
    expect(await findEstablishment(database.app, '99910003500016')).toMatchObject({ closedOn: '2015-06-30' });
    // Of a non-diffusible unit, the town alone.
    expect(await findEstablishment(database.app, '99910002700013')).toMatchObject({
      name: 'Entreprise non diffusible',
      address: 'BELFORT',
      street: null,
    });
  });

  it('leaves what is unchanged, updates what changed, and never touches what agents decided', async () => {
    await importRegistry(database.app, [units, establishments]);
    await sql`select public.hold_place('999100001', null)`.execute(database.owner);
    await sql`update company set state = 'refused', refusal_reason = 'Hors périmètre', kind = 'other',
      declared = '{"name": "Lion"}' where siren = '999100001'`.execute(database.owner);
    const again = await importRegistry(database.app, [units, establishments]);
    expect(again.units).toMatchObject({ created: 0, updated: 0, unchanged: 5, rejected: 8 });
    expect(again.establishments).toMatchObject({ created: 0, updated: 0, unchanged: 6, rejected: 5 });

    const renamed = await unitFile('renamed.csv', [['999100001', 'FONDERIES NOUVELLES']]);
    const changed = await importRegistry(database.app, [renamed], changes);
    expect(changed.units).toMatchObject({ read: 1, created: 0, updated: 1 });
    expect(await findCompany(database.app, '999100001')).toMatchObject({
      name: 'FONDERIES NOUVELLES',
      state: 'refused',
      refusalReason: 'Hors périmètre',
      kind: 'other',
      declared: { name: 'Lion' },
    });
  });

  it('takes the last of two lines of one number', async () => {
    const twice = await unitFile('twice.csv', [
      ['999100001', 'AVANT'],
      ['999100001', 'APRES'],
    ]);
    const report = await importRegistry(database.app, [twice]);
    expect(report.units).toMatchObject({ read: 2, created: 1, rejected: 0 });
    expect(await findCompany(database.app, '999100001')).toMatchObject({ name: 'APRES' });
  });

  it('writes more rows than a batch holds', async () => {
    const rows = Array.from({ length: 4_500 }, (_, index) => withKey(String(91_000_000 + index)));
    const many = await unitFile(
      'many.csv',
      rows.map((siren) => [siren, `ATELIER ${siren}`]),
    );
    const report = await importRegistry(database.app, [many]);
    expect(report.units).toMatchObject({ read: 4_500, created: 4_500, rejected: 0 });
  });

  it('reads an archive that holds both files', async () => {
    const report = await importRegistry(database.app, [fixture('stock.zip')]);
    expect(report.units).toMatchObject({ read: 13, created: 5, rejected: 8 });
    expect(report.establishments).toMatchObject({ read: 11, created: 6, rejected: 5 });
    expect(report.files).toEqual([
      'stock.zip (StockUniteLegale_utf8.csv)',
      'stock.zip (StockEtablissement_utf8.csv)',
    ]);
  });

  it('bears a byte order mark, quoted headings and columns it does not know', async () => {
    const [headings = '', first = ''] = (await readFile(units, 'utf8')).split('\r\n');
    const quoted = headings.split(',').map((name) => `"${name}"`);
    const path = await file('bom.csv', `\ufeff${[...quoted, '"nouvelleColonne"'].join(',')}\n${first},x\n`);
    expect((await importRegistry(database.app, [path])).units).toMatchObject({ read: 1, created: 1 });
  });

  it('cuts off a line without end and goes on', async () => {
    const [headings = '', first = ''] = (await readFile(units, 'utf8')).split('\r\n');
    const path = await file('long.csv', `${headings}\n${'x'.repeat(2_000_000)}\n${first}\n`);
    const report = await importRegistry(database.app, [path]);
    expect(report.units).toMatchObject({ read: 2, created: 1 });
    expect(report.rejected).toEqual([
      { file: 'long.csv', line: 2, reason: 'ligne de plus de 65 536 caractères' },
    ]);
  });
});

const sirene = join(import.meta.dirname, '../../../../shared/data/sirene');
describe.skipIf(!existsSync(sirene))('published samples (../shared/data/sirene absent: not tried)', () => {
  it('reads the sites of the layout of December 2025, all of them', async () => {
    const known = await unitFile('known.csv', [
      ['005420021', 'UN'],
      ['005420047', 'DEUX'],
      ['005420120', 'TROIS'],
      ['005440110', 'QUATRE'],
    ]);
    const sample = join(sirene, 'stock-layout-dec2025/StockEtablissement_utf8_sample.csv');
    const report = await importRegistry(database.app, [known, sample]);
    expect(report.establishments).toMatchObject({ read: 14, created: 14, rejected: 0 });
    expect(await findEstablishment(database.app, '00542002100015')).toMatchObject({
      address: '17 RUE DES LINGERS, 80100 ABBEVILLE',
      active: false,
      closedOn: '2008-09-05',
    });
  });

  it('reads the units of 2019, all of them', async () => {
    const sample = join(sirene, 'insee-v3-2019/StockUniteLegale_v3_extract.csv');
    const report = await importRegistry(database.app, [sample]);
    expect(report.units).toMatchObject({ read: 11, created: 11, rejected: 0 });
    expect(await findCompany(database.app, '264702093')).toMatchObject({
      name: 'CTRE COM ACTION SOCIALE DE SAMAZAN',
      active: false,
    });
  });
});
