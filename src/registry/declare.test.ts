import { beforeEach, describe, expect, it } from 'vitest';
import { useDatabase } from '../../tests/support/database';
import { fillNationalRegistry } from '../../tests/support/national-registry';
import { inTransaction, sql } from '../platform/database';
import { readForm } from '../platform/forms';
import { units, useFolder } from './fixtures/files';
import {
  acceptCompany,
  acceptEstablishment,
  findCompany,
  findEstablishment,
  importRegistry,
  listCompaniesToValidate,
  listEstablishmentsToValidate,
  listSites,
  type NewCompany,
  type NewEstablishment,
  newCompanySchema,
  newEstablishmentSchema,
  proposeCompany,
  proposeEstablishment,
  refuseCompany,
  refuseEstablishment,
  searchCompanies,
} from './index';

const database = useDatabase();
const { unitFile } = useFolder();
const now = new Date('2026-03-02T09:00:00Z');
const later = new Date('2026-03-03T10:00:00Z');
const agent = '5b1f6a58-0d0a-4a53-9f9b-1f5f4c3f7a01';
const other = '5b1f6a58-0d0a-4a53-9f9b-1f5f4c3f7a02';

beforeEach(() => sql`truncate company, establishment, company_word cascade`.execute(database.owner));

const typedCompany = {
  siren: '999 000 037',
  name: 'Tournage du Lion',
  kind: 'company',
  activity: 'Usinage',
  agreement: '44',
  headcount: '12',
  siret: '999 000 037 00013',
  street: '1 rue du Tour',
  postalCode: '90000',
  town: 'Belfort',
};
const company: NewCompany = newCompanySchema.parse(typedCompany);
const typedSite = {
  siren: '999000037',
  siret: '99900003700021',
  sign: '',
  street: '2 rue du Tour',
  postalCode: '90 000',
  town: 'Belfort',
  activity: 'Stockage',
};
const site: NewEstablishment = newEstablishmentSchema.parse(typedSite);

const run = <T>(work: Parameters<typeof inTransaction<T>>[1]) => inTransaction(database.app, work);
const errorsOf = (schema: typeof newCompanySchema | typeof newEstablishmentSchema, typed: object) => {
  const read = readForm(schema, typed);
  return read.ok ? {} : read.errors;
};

describe('what is typed', () => {
  it('becomes values of one form', () => {
    expect(company).toMatchObject({
      siren: '999000037',
      siret: '99900003700013',
      agreement: '0044',
      headcount: 12,
    });
    expect(site).toMatchObject({ sign: null, postalCode: '90000' });
    expect(newCompanySchema.parse({ ...typedCompany, agreement: ' ' }).agreement).toBeNull();
    expect(newCompanySchema.parse({ ...typedCompany, agreement: 'Métallurgie' }).agreement).toBe(
      'Métallurgie',
    );
  });

  it('is asked for when it is missing, field by field, all at once', () => {
    const empty = Object.fromEntries(Object.keys(typedCompany).map((name) => [name, '  ']));
    const asked = {
      siren: "Saisissez le SIREN : les 9 chiffres qui identifient l'entreprise.",
      name: "Saisissez le nom de l'entreprise.",
      kind: "Choisissez le type d'entreprise dans la liste.",
      activity: "Saisissez l'activité.",
      headcount: "Saisissez l'effectif : 0 si vous n'avez pas de salarié.",
      siret: "Saisissez le SIRET : les 14 chiffres qui identifient l'établissement.",
      street: 'Saisissez le numéro et la voie.',
      postalCode: 'Saisissez le code postal.',
      town: 'Saisissez la ville.',
    };
    expect(errorsOf(newCompanySchema, empty)).toEqual(asked);
    expect(errorsOf(newCompanySchema, {})).toEqual(asked);
    expect(Object.keys(errorsOf(newEstablishmentSchema, {})).sort()).toEqual(
      ['activity', 'postalCode', 'siren', 'siret', 'street', 'town'].sort(),
    );
  });

  it.each([
    ['name', 'x'.repeat(201), 'Le nom est limité à 200 caractères : vous en avez saisi 201.'],
    [
      'activity',
      'x'.repeat(300),
      "Le texte de l'activité est limité à 200 caractères : vous en avez saisi 300.",
    ],
    ['kind', 'bank', "Choisissez le type d'entreprise dans la liste."],
    ['agreement', '12345', 'Le code de la convention collective (IDCC) compte 4 chiffres, par exemple 3248.'],
    ['headcount', '-1', "L'effectif est un nombre entier de salariés, par exemple 12."],
    ['headcount', '12,5', "L'effectif est un nombre entier de salariés, par exemple 12."],
    ['headcount', '12345678', "L'effectif est limité à 9 999 999 salariés."],
    ['postalCode', '9000', 'Le code postal compte 5 chiffres, par exemple 90000.'],
    ['postalCode', 'F-90000', 'Le code postal compte 5 chiffres, par exemple 90000.'],
    [
      'siret',
      '42421043300019',
      "Le SIRET du siège commence par le SIREN de l'entreprise : vérifiez les deux numéros.",
    ],
  ])('%s %j is refused with what to do', (field, value, sentence) => {
    expect(errorsOf(newCompanySchema, { ...typedCompany, [field]: value })).toEqual({ [field]: sentence });
  });

  it.each(['name', 'activity', 'agreement', 'street', 'town'])('%s takes no control character', (field) => {
    const errors = errorsOf(newCompanySchema, { ...typedCompany, [field]: 'a\u0007b' });
    expect(errors[field]).toMatch(/caractère invisible/);
  });

  it('tells a SIRET of another company beside the other faults', () => {
    const errors = errorsOf(newEstablishmentSchema, { ...typedSite, siret: '42421043300019', town: '' });
    expect(errors).toEqual({
      siret: "Ce SIRET n'est pas un site de cette entreprise : ses 9 premiers chiffres sont un autre SIREN.",
      town: 'Saisissez la ville.',
    });
  });
});

describe('a declared company', () => {
  it('waits with its head office, then is accepted or refused apart from it', async () => {
    expect(await run((tx) => proposeCompany(tx, company, now))).toEqual({
      siren: '999000037',
      known: false,
      state: 'to_validate',
      active: true,
      headOffice: { siret: '99900003700013', known: false, state: 'to_validate', active: true },
    });
    expect(await listCompaniesToValidate(database.app)).toEqual([
      expect.objectContaining({
        siren: '999000037',
        declared: { name: 'Tournage du Lion', activity: 'Usinage', agreement: '0044', headcount: 12 },
        declaredAt: now,
      }),
    ]);
    expect(await listEstablishmentsToValidate(database.app)).toEqual([
      expect.objectContaining({
        siret: '99900003700013',
        headOffice: true,
        declared: { activity: 'Usinage' },
      }),
    ]);

    const accepted = await run((tx) => acceptCompany(tx, { siren: '999000037', by: agent, now: later }));
    expect(accepted).toEqual({ done: true });
    expect(await listCompaniesToValidate(database.app)).toEqual([]);
    expect(await findEstablishment(database.app, '99900003700013')).toMatchObject({ state: 'to_validate' });
    await run((tx) =>
      refuseEstablishment(tx, { siret: '99900003700013', by: agent, now: later, reason: 'Adresse inconnue' }),
    );
    expect(await findEstablishment(database.app, '99900003700013')).toMatchObject({
      state: 'refused',
      refusalReason: 'Adresse inconnue',
      decidedAt: later,
      decidedBy: agent,
    });
  });

  it('already known is selected as it is, with the site typed', async () => {
    await importRegistry(database.app, [await unitFile('known.csv', [['999000037', 'TOURNAGE OFFICIEL']])]);
    expect(await run((tx) => proposeCompany(tx, company, now))).toEqual({
      siren: '999000037',
      known: true,
      state: 'valid',
      active: true,
      headOffice: { siret: '99900003700013', known: false, state: 'to_validate', active: true },
    });
    expect(await findCompany(database.app, '999000037')).toMatchObject({
      name: 'TOURNAGE OFFICIEL',
      declared: null,
    });
    // The company has a head office already, as far as Sirene knows.
    expect(await findEstablishment(database.app, '99900003700013')).toMatchObject({ headOffice: false });
    const again = await run((tx) => proposeCompany(tx, { ...company, name: 'Autre nom' }, later));
    expect(again.headOffice).toMatchObject({ known: true, state: 'to_validate' });
  });

  it('refused before is proposed anew with what is said now', async () => {
    await run((tx) => proposeCompany(tx, company, now));
    await run((tx) => refuseCompany(tx, { siren: '999000037', by: agent, now, reason: 'Hors périmètre' }));
    const sites = () => findEstablishment(database.app, company.siret);
    expect(await sites()).toMatchObject({ state: 'refused', refusalReason: 'Hors périmètre' });
    const again = await run((tx) => proposeCompany(tx, { ...company, name: 'Tournage corrigé' }, later));
    expect(again).toMatchObject({ known: false, state: 'to_validate' });
    expect(await sites()).toMatchObject({ state: 'to_validate', refusalReason: null });
    expect(await findCompany(database.app, '999000037')).toMatchObject({
      name: 'Tournage corrigé',
      declaredAt: later,
      decidedAt: null,
      decidedBy: null,
      refusalReason: null,
    });
  });

  it('proposed by two people at once is declared once', async () => {
    const both = await Promise.all([
      run((tx) => proposeCompany(tx, company, now)),
      run((tx) => proposeCompany(tx, company, now)),
    ]);
    expect(both.map((one) => one.known).sort()).toEqual([false, true]);
  });

  it('is decided once: the second is told who and when', async () => {
    await run((tx) => proposeCompany(tx, company, now));
    const decisions = await Promise.all([
      run((tx) => acceptCompany(tx, { siren: '999000037', by: agent, now: later })),
      run((tx) => refuseCompany(tx, { siren: '999000037', by: other, now: later, reason: 'Doublon' })),
    ]);
    const refused = decisions.find((one) => !one.done);
    expect(decisions.filter((one) => one.done)).toHaveLength(1);
    expect(refused).toMatchObject({ done: false, decidedAt: later });
    const { state, decidedBy } = (await findCompany(database.app, '999000037')) ?? {};
    expect(refused).toMatchObject({ state, decidedBy });
  });

  it('gets the facts of Sirene when it appears there, and stays to decide', async () => {
    await run((tx) => proposeCompany(tx, company, now));
    await importRegistry(database.app, [await unitFile('new.csv', [['999000037', 'TOURNAGE DU LION SAS']])]);
    expect(await findCompany(database.app, '999000037')).toMatchObject({
      name: 'TOURNAGE DU LION SAS',
      state: 'to_validate',
      declared: { name: 'Tournage du Lion' },
    });
  });
});

describe('a declared establishment', () => {
  beforeEach(async () => {
    await importRegistry(database.app, [await unitFile('known.csv', [['999000037', 'TOURNAGE']]), units]);
    await fillNationalRegistry(database.owner);
  });

  it('is listed for who names it, and for all once accepted', async () => {
    expect(await run((tx) => proposeEstablishment(tx, site, now))).toMatchObject({ known: false });
    expect(await listSites(database.app, '999000037')).toEqual([]);
    const named = await listSites(database.app, '999000037', { include: '99900003700021' });
    expect(named).toEqual([
      {
        siret: '99900003700021',
        name: 'TOURNAGE',
        address: '2 rue du Tour, 90000 Belfort',
        town: 'Belfort',
        headOffice: false,
        active: true,
        closedOn: null,
        state: 'to_validate',
      },
    ]);
    await run((tx) => acceptEstablishment(tx, { siret: '99900003700021', by: agent, now }));
    expect(await listSites(database.app, '999000037')).toHaveLength(1);
    const [found] = await searchCompanies(database.app, '999 000 037 00021');
    expect(found).toMatchObject({ siret: '99900003700021', closedEstablishment: false });
  });

  it('refused is found and listed no more, until it is proposed anew', async () => {
    await run((tx) => proposeEstablishment(tx, site, now));
    await run((tx) => refuseEstablishment(tx, { siret: site.siret, by: agent, now, reason: 'Inconnu' }));
    expect(await listSites(database.app, '999000037', { include: site.siret })).toEqual([]);
    const [found] = await searchCompanies(database.app, site.siret);
    expect(found).not.toHaveProperty('siret');
    expect(await run((tx) => proposeEstablishment(tx, site, later))).toMatchObject({
      known: false,
      state: 'to_validate',
    });
  });

  it('unknown to the registry: nobody has decided, there is nothing to decide', async () => {
    const outcome = await run((tx) => acceptEstablishment(tx, { siret: '99900003700039', by: agent, now }));
    expect(outcome).toEqual({ done: false, state: null, decidedAt: null, decidedBy: null });
  });
});
