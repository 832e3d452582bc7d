import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../../tests/support/database';
import { inTheRegistry } from '../../../tests/support/people';
import { inTransaction, sql } from '../../platform/database';
import {
  acceptCompany,
  acceptEstablishment,
  importRegistry,
  type NewCompany,
  proposeCompany,
  refuseCompany,
  searchCompanies,
} from '../index';
import { searchKey } from '../search-words';

const database = useDatabase();
const demonstration = join(import.meta.dirname, '../../demo/registry');
const agent = '5b1f6a58-0d0a-4a53-9f9b-1f5f4c3f7a01';
const now = new Date('2026-03-02T09:00:00Z');

const declared = (siren: string, siret: string, name: string): NewCompany => ({
  siren,
  siret,
  name,
  kind: 'company',
  activity: 'Usinage',
  agreement: '3248',
  headcount: 12,
  street: '1 RUE DU TOUR',
  postalCode: '90000',
  town: 'BELFORT',
});

beforeAll(async () => {
  const { units, rejected } = await importRegistry(database.app, [
    join(demonstration, 'StockUniteLegale.csv'),
    join(demonstration, 'StockEtablissement.csv'),
  ]);
  expect(rejected).toEqual([]);
  expect(units.created).toBeGreaterThanOrEqual(80);
  await inTransaction(database.app, async (tx) => {
    await proposeCompany(tx, declared('999000037', '99900003700013', 'TOURNAGE A VALIDER'), now);
    await proposeCompany(tx, declared('999000045', '99900004500016', 'TOURNAGE REFUSE'), now);
    await refuseCompany(tx, { siren: '999000045', by: agent, reason: 'Hors périmètre', now });
    await proposeCompany(tx, declared('999000052', '99900005200012', 'BOULONNERIE ACCEPTEE'), now);
    await acceptCompany(tx, { siren: '999000052', by: agent, now });
    await acceptEstablishment(tx, { siret: '99900005200012', by: agent, now });
  });
  await sql`
    insert into company (siren, name, usual_names, acronym) values
      ('055800007', 'ZEROS ET FILS', '{}', null), ('005580105', 'DEUX ZEROS', '{}', null),
      ('999000110', 'PLOMBERIE ST MARTIN SERVICE', '{}', null), ('999000128', 'A.B.C.D. OUTILLAGE', '{}', null)`.execute(
    database.owner,
  );
  await sql`
    insert into establishment (siret, siren, postal_code, town, head_office) values
      ('00558010500012', '005580105', '75011', 'PARIS 11', true)`.execute(database.owner);
  await inTheRegistry(database.owner, ['055800007', '005580105', '999000110', '999000128']);
});

const search = (query: string) => searchCompanies(database.app, query);

describe('the first company found', () => {
  it.each([
    // Names: exact, prefix, words in any order.
    ['GE SUPPORT FRANCE', '424210433'],
    ['ge support france', '424210433'],
    ['GE SUP', '424210433'],
    ['france support', '424210433'],
    ['support ge', '424210433'],
    ['danone', '552032534'],
    ['Decath', '500569405'],
    ['la poste', '356000000'],
    // Accents, apostrophes, hyphens, glued and spaced words, capitals.
    ['Natüralia', '302474648'],
    ['théâtre Stéphane Gildas', '800329849'],
    ['Régie Autonome des Transports', '775663438'],
    ['l’enfant bleu', '400485504'],
    ['lenfant bleu', '400485504'],
    ['bati serein', '510252778'],
    ['batiserein', '510252778'],
    ['YesWeHack', '814037214'],
    ['   Suricate   ', '521690917'],
    // Acronym, usual name, sole trader by either order.
    ['UDAF 82', '777306366'],
    ['s.g.s', '800069130'],
    ['Solarsud', '487444697'],
    ["l'épicerie d'alphonse", '835013798'],
    ['camille exemple', '999000029'],
    ['exemple camille', '999000029'],
    // Legal forms that Sirene leaves out.
    ['société Danone', '552032534'],
    ['SAS Yes We Hack', '814037214'],
    // One or two typing errors.
    ['danonne', '552032534'],
    ['decatlhon', '500569405'],
    ['decatlon', '500569405'],
    ['dekatlon', '500569405'],
    ['naturaila france', '302474648'],
    ['ge suport frence', '424210433'],
    ['ge suport fran', '424210433'],
    ['totalenergy', '542051180'],
    ['emaus solidarité', '317236248'],
    ['pappilon', '392346003'],
    ['boluonenrie', '999000052'],
    // A town or a postal code, anywhere.
    ['ge support belfort', '424210433'],
    ['belfort ge support', '424210433'],
    ['support 90000', '424210433'],
    ['90 support france', '424210433'],
    ['suport belfrot', '424210433'],
    // Abbreviations, one way or the other.
    ['ste danone', '552032534'],
    ['S.A.S. Danone', '552032534'],
    ['ets serein bati', '510252778'],
    ['serv plomberie martin', '999000110'],
    ['etablissements plomberie saint martin', '999000110'],
    // Words cut short, letters apart.
    ['natu fran', '302474648'],
    ['supp franc', '424210433'],
    ['a b c d outillage', '999000128'],
    ['abcd outil', '999000128'],
    // Numbers, with what people put between the digits.
    ['424210433', '424210433'],
    ['424 210 433', '424210433'],
    ['424\u00a0210\u202f433', '424210433'],
    ['424.210.433', '424210433'],
    ['42421', '424210433'],
    ['424 210 433 00019', '424210433'],
    ['4 2 4 2 1 0 4 3 3 0 0 0 2 7', '424210433'],
    ['424210433000', '424210433'],
    ['GE SUPPORT FRANCE - 424210433', '424210433'],
    ['35600000000048', '356000000'],
    ['danone 552032534', '552032534'],
    // Spreadsheets drop the zeros that a number begins with.
    ['055800007', '055800007'],
    ['55 800 007', '055800007'],
    ['5580105', '005580105'],
    ['5580105 000 12', '005580105'],
    // An accepted declaration is a company like any other.
    ['boulonnerie', '999000052'],
    ['boulonerie', '999000052'],
    // A word too many, an abbreviation that the name has not, a postal code without its zero.
    ['banque danone', '552032534'],
    ['asso emmaüs solidarité', '317236248'],
    ['deux zeros 75011 sécurité', '005580105'],
  ])('%j is %s', async (query, siren) => {
    expect((await search(query))[0]?.siren).toBe(siren);
  });
});

describe('what is shown', () => {
  it('is the name, the SIREN and the town of the head office', async () => {
    expect(await search('ge support')).toEqual([
      {
        siren: '424210433',
        name: 'GE SUPPORT FRANCE',
        town: 'BELFORT',
        label: 'GE SUPPORT FRANCE - 424210433',
        state: 'valid',
        closed: false,
      },
    ]);
  });

  it('has the site beforehand when its SIRET is typed', async () => {
    expect(await search('42421043300027')).toEqual([
      expect.objectContaining({ siren: '424210433', siret: '42421043300027', closedEstablishment: false }),
    ]);
  });

  it('says that the site is closed', async () => {
    expect(await search('42421043300035')).toEqual([
      expect.objectContaining({ siret: '42421043300035', closed: false, closedEstablishment: true }),
    ]);
  });

  it('says that the company is closed', async () => {
    expect(await search('red needles')).toEqual([
      expect.objectContaining({ siren: '839517323', closed: true }),
    ]);
  });

  it('has no site beforehand when the SIRET is of no known site', async () => {
    const [found] = await search('42421043300050');
    expect(found?.siren).toBe('424210433');
    expect(found).not.toHaveProperty('siret');
  });

  it('is ten at most, open ones first, exact names before those that begin with it', async () => {
    const found = await search('ganymede');
    expect(found).toHaveLength(10);
    expect(new Set(found.map((one) => one.siren)).size).toBe(10);
    expect(found.slice(0, 7).every((one) => one.name === 'GANYMEDE' && !one.closed)).toBe(true);
    expect(await searchCompanies(database.app, 'kikou', { limit: 3 })).toHaveLength(3);
  });
});

describe('a text is keyed', () => {
  it('as the database keys it', async () => {
    const typed = [
      "  L'Œuvre d’ÉTÉ — Société (S.A.S.) & Cie n° 3 ",
      ...Array.from({ length: 0x180 - 0xc0 }, (_, index) => `a${String.fromCodePoint(0xc0 + index)}b`),
    ];
    const { rows } = await sql<{ key: string }>`
      select public.search_key(typed) as key from unnest(${typed}::text[]) with ordinality as one(typed, place)
      order by place`.execute(database.app);
    expect(typed.map(searchKey)).toEqual(rows.map(({ key }) => key));
  });
});

describe('what is not for everybody', () => {
  it('a non-diffusible company answers to its full SIREN or SIRET, without its name', async () => {
    const shown = {
      siren: '999000003',
      name: 'Entreprise non diffusible',
      label: 'Entreprise non diffusible - 999000003',
      town: 'BELFORT',
    };
    expect(await search('999 000 003')).toEqual([expect.objectContaining(shown)]);
    expect(await search('99900000300015')).toEqual([
      expect.objectContaining({ ...shown, siret: '99900000300015' }),
    ]);
  });

  it('one to validate answers to its full number, with its name', async () => {
    const shown = { siren: '999000037', name: 'TOURNAGE A VALIDER', state: 'to_validate', town: 'BELFORT' };
    expect(await search('999000037')).toEqual([expect.objectContaining(shown)]);
    expect(await search('99900003700013')).toEqual([
      expect.objectContaining({ ...shown, siret: '99900003700013' }),
    ]);
  });

  it.each([
    ['a part of their SIREN', '99900000'],
    ['a part of their SIRET', '9990000030001'],
    ['a part of the SIRET of one to validate', '999000037000'],
    ['the name shown instead', 'entreprise non diffusible'],
    ['the mask', '[ND]'],
    ['the name of one to validate or refused', 'tournage'],
    ['a near name', 'tournnage refuse'],
    ['a refused SIREN', '999000045'],
    ['a refused SIRET', '99900004500016'],
  ])('%s finds none of them', async (_, query) => {
    const found = (await search(query)).map((one) => one.siren);
    expect(
      found.filter((siren) => ['999000003', '999000011', '999000037', '999000045'].includes(siren)),
    ).toEqual([]);
  });
});

describe('any text is harmless', () => {
  it.each([
    '',
    ' ',
    '%',
    '_',
    '%%%',
    "'",
    "''; drop table company; --",
    '\\',
    '& | ! ( ) :*',
    '😀',
    '𝕌',
    '\0',
    '\ud800',
    '株式会社',
    '-',
    '*',
  ])('%j', async (query) => {
    expect(Array.isArray(await search(query))).toBe(true);
  });

  it('10,000 characters are cut', async () => {
    expect(await search('x'.repeat(10_000))).toEqual([]);
    expect(await search('1'.repeat(10_000))).toEqual([]);
    expect(await search(`${'😀'.repeat(5_000)} danone`)).toEqual([]);
    expect((await search(`danone${' '.repeat(10_000)}`))[0]?.siren).toBe('552032534');
  });

  it('whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (query) => {
        const found = await search(query);
        return found.length <= 10;
      }),
      { numRuns: 150 },
    );
  });
});
