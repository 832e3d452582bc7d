import { existsSync } from 'node:fs';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import { sql } from '../../platform/database';
import { commune, importReferentialCommand, nafLabel } from '../index';

const app = useApp();
const folder = { path: '' };
beforeAll(async () => {
  folder.path = await mkdtemp(join(tmpdir(), 'import referential '));
});
afterAll(() => rm(folder.path, { recursive: true }));

async function file(name: string, content: string | Buffer, day = '2026-11-20') {
  const path = join(folder.path, name);
  await writeFile(path, content);
  await utimes(path, new Date(day), new Date(day));
  return path;
}

async function run(...args: string[]) {
  const said: string[] = [];
  const code = await importReferentialCommand(app.kernel, args, (text) => said.push(text));
  return { code, text: said.join('\n').replaceAll('\u202f', ' ') };
}

const periods = async (referential: string) => {
  const { rows } = await sql<{ code: string; label: string; from: string; to: string | null }>`
    select code, label, valid_from as "from", valid_to as "to" from referential_entry
    where referential = ${referential} order by code, valid_from`.execute(app.database.app);
  return rows;
};

const professions = (...lines: string[]) => ['code,libelle,categorie_principale', ...lines].join('\n');
const first = professions('231a,Chefs de grande entreprise,2', '382a,"Ingénieurs, bâtiment",3');

describe('an edition', () => {
  it('is imported, then replaced whole: what is no longer there ends, a name keeps its days', async () => {
    const { code, text } = await run(await file('pcs.csv', first));
    expect(code).toBe(0);
    expect(text).toBe(
      'pcs.csv : édition du 20/11/2026, selon la date du fichier, 2 lignes lues\n  Professions (PCS-ESE) : 2 ajoutés',
    );
    const second = professions('231a,Dirigeants de grande entreprise,2', '671d,Ouvriers,6');
    const again = await run(await file('pcs-2026-12-01.csv', second));
    expect(again.text).toBe(
      'pcs-2026-12-01.csv : édition du 01/12/2026, selon son nom, 2 lignes lues\n  Professions (PCS-ESE) : 1 ajouté, 1 terminé, 1 renommé',
    );
    expect(await periods('pcs-ese')).toEqual([
      { code: '231a', label: 'Chefs de grande entreprise', from: '-infinity', to: '2026-11-30' },
      { code: '231a', label: 'Dirigeants de grande entreprise', from: '2026-12-01', to: null },
      { code: '382a', label: 'Ingénieurs, bâtiment', from: '-infinity', to: '2026-11-30' },
      { code: '671d', label: 'Ouvriers', from: '2026-12-01', to: null },
    ]);
  });

  it('a second time changes nothing, and an older one is refused unless it is wanted', async () => {
    const { rows: before } = await sql`select from referential_edition`.execute(app.database.app);
    const second = professions('231a,Dirigeants de grande entreprise,2', '671d,Ouvriers,6');
    const same = await run(await file('pcs-2026-12-01.csv', second));
    expect(same).toMatchObject({ code: 0, text: expect.stringContaining('déjà en place, rien ne change') });
    const older = await run(await file('pcs.csv', first));
    expect(older.code).toBe(1);
    expect(older.text).toBe(
      "Import refusé. pcs.csv : son édition (20/11/2026) est plus ancienne que celle en place (01/12/2026). Rien n'a changé. Pour l'importer quand même : --ancienne.",
    );
    const { rows } = await sql`select from referential_edition`.execute(app.database.app);
    expect(rows).toHaveLength(before.length);
    expect((await run(join(folder.path, 'pcs.csv'), '--ancienne')).code).toBe(0);
  });

  it('is in the history, done by the system', async () => {
    const { rows } = await sql`
      select actor_kind, subject_id, details ->> 'file' as file from history_entry
      where action = 'referentials.edition-imported' order by id limit 1`.execute(app.database.app);
    expect(rows).toEqual([{ actor_kind: 'system', subject_id: 'pcs-ese', file: 'pcs.csv' }]);
  });

  it('two at once: one of them waits, and nothing is there twice', async () => {
    const sheets = `code_rncp\n${Array.from({ length: 200 }, (_, i) => `RNCP${i + 100}`).join('\n')}\n`;
    const path = await file('suivies.csv', sheets);
    const both = await Promise.all([run(path), run(path)]);
    expect(both.map(({ text }) => text.includes('déjà en place')).sort()).toEqual([false, true]);
    expect(await periods('rncp-opco2i')).toHaveLength(200);
  });

  it('of a day that is asked for', async () => {
    const path = await file('suivies.csv', 'code_rncp\nRNCP100\n');
    expect((await run(path, '--edition=2027-01-15')).text).toContain('édition du 15/01/2027, 1 ligne lue');
    expect(await run(path, '--edition=demain')).toMatchObject({
      code: 1,
      text: expect.stringContaining('Usage'),
    });
  });
});

describe('lines that cannot be read', () => {
  const lines = (bad: number) =>
    professions(
      ...Array.from({ length: 40 }, (_, i) => `${100 + i}a,Métier ${i},1`),
      ...Array.from({ length: bad }, (_, i) => `${i},Mal écrit,1`),
    );

  it('are counted and listed with their number and why; the others are imported', async () => {
    const path = await file('pcs.csv', lines(2).replace('Métier 3\n', '\n'));
    const { code, text } = await run(path, '--edition=2027-01-01');
    expect(code).toBe(0);
    expect(text).toContain('  2 lignes écartées :\n    ligne 42 : code PCS « 0 » mal écrit\n');
    const kept = await sql<{ of: number }>`select (report ->> 'rejectedCount')::integer as of
      from referential_edition where referential = 'pcs-ese' order by id desc limit 1`.execute(
      app.database.app,
    );
    expect(kept.rows[0]?.of).toBe(2);
  });

  it('refuse the file when they are too many', async () => {
    const { code, text } = await run(await file('pcs.csv', lines(5)), '--edition=2027-02-01');
    expect(code).toBe(1);
    expect(text).toMatch(
      /^Import refusé\. pcs\.csv : 5 lignes sur 45 sont illisibles, la première en ligne 42/,
    );
    expect((await run(join(folder.path, 'pcs.csv'), '--edition=2027-02-01', '--rejets-max=20')).code).toBe(0);
  });

  it('are those that say something else of a code already read; the same twice is one', async () => {
    const twice = professions('231a,Chefs,2', '231a,Chefs,2', '231a,Autre chose,2');
    const { text } = await run(await file('pcs.csv', twice), '--edition=2027-03-01', '--rejets-max=50');
    expect(text).toContain(
      '1 ligne écartée :\n    ligne 4 : le code « 231a » est déjà en ligne 2, autrement',
    );
  });
});

describe('a file', () => {
  it('in windows-1252, with its labels in quotes over two lines, is read', async () => {
    const text = '"Code";"Libellé"\r\n"0111Z";"Culture de\r\ncéréales"\r\n"0112Z";"Culture du riz – bio"\r\n';
    const bytes = Buffer.from(text.replace('–', '\u0096'), 'latin1');
    expect((await run(await file('naf5.csv', bytes), '--edition=2027-01-01')).code).toBe(0);
    const on = { nomenclature: 'naf-rev2', on: '2027-06-01' } as const;
    expect(await nafLabel(app.database.app, '0111Z', on)).toBe('Culture de céréales');
    expect(await nafLabel(app.database.app, '01.12Z', on)).toBe('Culture du riz – bio');
    // Classes were replaced, divisions were not in the file.
    const { rows } = await sql<{ level: number }>`select distinct level from referential_entry
      where referential = 'naf-rev2' and valid_to is null order by level`.execute(app.database.app);
    expect(rows.map(({ level }) => level)).toEqual([1, 2, 5]);
  });

  it.each([
    ['vide.csv', '', /vide\.csv : le fichier est vide\.$/],
    ['gens.csv', 'nom;prenom\nDupont;Lise\n', /aucun référentiel connu n'a ces colonnes/],
    [
      'communes.csv',
      'code_commune,nom,departement\n01001,Ici,01\n',
      /ressemble à « communes et codes postaux », sans les colonnes code_postal, region\.$/,
    ],
    ['image.png', Buffer.from([0x89, 0x50, 0, 0]), /ce n'est pas un texte/],
    ['coupe.json', '{"NN": "Aucun", "00"', /le JSON est abîmé/],
    ['coupe.csv', 'code,libelle,categorie_principale\n231a,"Chefs', /des guillemets ne se ferment pas/],
    ['roles.json', '{"11": "Membre", "30": "Gérant"}', /aucun référentiel connu/],
  ])('%s is refused before anything changes, even beside a good one', async (name, content, sentence) => {
    const { rows: before } = await sql`select from referential_edition`.execute(app.database.app);
    const good = await file('bon.csv', professions('100a,Nouveau,1'));
    const { code, text } = await run(good, await file(name, content), '--edition=2028-01-01');
    expect(text).toMatch(sentence);
    expect(code).toBe(1);
    const { rows } = await sql`select from referential_edition`.execute(app.database.app);
    expect(rows).toHaveLength(before.length);
  });

  it('that is not there is refused, and without a file the usage is said', async () => {
    expect((await run(join(folder.path, 'absent.csv'))).text).toMatch(
      /^Import refusé\. absent\.csv : illisible/,
    );
    expect(await run()).toMatchObject({ code: 1, text: expect.stringContaining('Usage : ') });
  });

  it('in the shape of the product updates a list that nobody publishes', async () => {
    const own =
      'idcc-opco2i;label;level;parent;from;to;details\n44;Chimie;;;;;\n3248;Métallurgie;;;2024-01-01;;\n';
    expect((await run(await file('nos-conventions.csv', own), '--edition=2028-01-01')).text).toContain(
      '52 terminés',
    );
  });

  it('of communes gives them their postal codes', async () => {
    const text =
      'code_commune,nom,code_postal,departement,region,epci\n90010,Belfort,90000,90,27,\n98901,Clipperton,,989,,\n';
    expect((await run(await file('communes.csv', text))).text).toContain(
      'Communes : 2 ajoutés\n  Codes postaux : 1 ajouté',
    );
    expect(await commune(app.database.app, '90010', '2026-12-01')).toEqual({
      ...{ code: '90010', name: 'Belfort', department: '90', region: '27' },
    });
  });
});

const published = join(import.meta.dirname, '../../../../shared/data/referentials');
describe.skipIf(!existsSync(published))(
  'published files (../shared/data/referentials absent: not tried)',
  () => {
    it.each([
      ['naf/rev2-libelles_ape.csv', 'Activités (NAF rév. 2)'],
      ['naf/rev2-naf2.csv', 'Activités (NAF rév. 2)'],
      ['naf/naf-rev2-codes.json', 'Activités (NAF rév. 2)'],
      ['naf/rev2-5to1.csv', 'Activités (NAF rév. 2)'],
      ['naf/naf-2025-codes.csv', 'Activités (NAF 2025) : 769 inchangés'],
      ['idcc/idcc-metadata-kali.json', 'tous les OPCO (IDCC) : 573 ajoutés'],
      ['idcc/idcc-titles-cerfa-2022.csv', 'tous les OPCO (IDCC) : '],
      ['idcc/idcc-opco2i.csv', "OPCO d'une convention collective : 154 ajoutés"],
      ['categories-juridiques/CATEG-JURID-v1-windows1252.csv', 'Formes juridiques : 69 modifiés'],
      ['categories-juridiques/categories-juridiques.csv', 'Formes juridiques'],
      ['categories-juridiques/natures-juridiques.json', 'Formes juridiques'],
      ['small-lists/tranches-effectifs.json', "Tranches d'effectif : 16 inchangés"],
      ['small-lists/TranchesEffectif.csv', "Tranches d'effectif : 16 inchangés"],
      ['communes/communes.csv', 'Communes : 35 01'],
      ['communes/departements.json', 'Départements : 109 inchangés'],
      ['communes/dep_to_reg.json', 'Départements : 101 inchangés'],
      ['communes/regions.json', 'Régions : 18 inchangés'],
      ['pcs-ese/pcs-ese.csv', 'Professions (PCS-ESE)'],
      ['diplomes/N_FORMATION_DIPLOME.csv', 'Diplômes : 3 923 ajoutés'],
      ['diplomes/N_NIVEAU_FORMATION_DIPLOME.csv', 'Niveaux de diplôme : 206 ajoutés'],
      ['rncp/Kit_apprentissage_RNCP_v3.0.csv', 'Fiches RNCP : 3 343 ajoutés'],
      ['rncp/opco2i-rncp-codes.csv', 'Fiches RNCP suivies par OPCO 2i'],
      ['training-providers/organismes-apprentissage.csv', "Organismes de l'apprentissage : 6 059 ajoutés"],
      [
        'training-providers/liste-publique-des-OF-header-and-row.csv',
        'Organismes de formation déclarés : 1 ajouté',
      ],
    ])('%s', async (name, said) => {
      const { code, text } = await run(join(published, name), '--edition=2029-01-01');
      expect(text).toContain(said);
      expect(text).not.toContain('écartée');
      expect(code).toBe(0);
    });
  },
);
