import { describe, expect, it } from 'vitest';
import { type Facts, noFacts } from './choice';
import { type GaugeSlug, gaugeSlugs, proposed, type Typed, typedAs } from './form-pages';
import { completeDetails, faultsOf, missing, shownFaults, stateOf } from './gauges';

const company = { siren: '424210433', name: 'GE SUPPORT FRANCE', active: true, toValidate: false };
const site = {
  siret: '42421043300019',
  name: 'GE SUPPORT FRANCE',
  address: '3 RUE DE LA FORGE, 90000 BELFORT',
  active: true,
  toValidate: false,
};
const facts: Facts = { company, site };
const chosen = { entreprise: company.siren, site: site.siret };
const identity = {
  civility: 'MME',
  jobTitle: 'Assistante RH',
  lastName: 'Debuire',
  firstName: 'Isabelle',
  phone: '06 00 00 00 00',
};
const typed: Typed = {
  email: ' I.Debuire@Testopco2i.fr ',
  ...chosen,
  ...identity,
  role: 'establishment_administrator',
};
const newCompany = typedAs('nouvelle-entreprise', {
  siren: '999 000 037',
  name: 'Tournage du Lion',
  kind: 'company',
  activity: 'Usinage',
  headcount: '12',
  siret: '999 000 037 00013',
  street: '1 rue du Tour',
  postalCode: '90000',
  town: 'Belfort',
});
const newSite = typedAs('nouvel-etablissement', {
  siret: '424 210 433 00027',
  street: '2 rue du Tour',
  postalCode: '90000',
  town: 'Belfort',
  activity: 'Stockage',
});

describe('the state of a gauge', () => {
  const cases: readonly [string, GaugeSlug, Typed, readonly string[], Facts, string, number][] = [
    ['untouched', 'mon-adresse-email', {}, [], noFacts, 'a-remplir', 0],
    ['left empty', 'mon-adresse-email', {}, ['mon-adresse-email'], noFacts, 'a-completer', 0],
    ['invalid', 'mon-adresse-email', { email: 'isabelle' }, [], noFacts, 'a-completer', 0],
    ['valid', 'mon-adresse-email', { email: 'i@exemple.fr' }, [], noFacts, 'complet', 1],
    ['search begun', 'mon-entreprise', { recherche: 'ge' }, [], noFacts, 'a-completer', 0],
    ['company without site', 'mon-entreprise', chosen, [], { company, site: null }, 'a-completer', 0.5],
    ['company and site', 'mon-entreprise', chosen, [], facts, 'complet', 1],
    [
      'company closed since',
      'mon-entreprise',
      chosen,
      [],
      { company: { ...company, active: false }, site },
      'a-completer',
      0,
    ],
    [
      'site closed since',
      'mon-entreprise',
      chosen,
      [],
      { company, site: { ...site, active: false } },
      'a-completer',
      0.5,
    ],
    [
      'declared company',
      'mon-entreprise',
      { entreprise: proposed, ...newCompany },
      [],
      noFacts,
      'complet',
      1,
    ],
    ['declared, spoilt since', 'mon-entreprise', { entreprise: proposed }, [], noFacts, 'a-completer', 0],
    [
      'declared site',
      'mon-entreprise',
      { ...chosen, site: proposed, ...newSite },
      [],
      { company, site: null },
      'complet',
      1,
    ],
    [
      'a part of five',
      'mes-informations',
      { lastName: 'Debuire', phone: '06' },
      [],
      noFacts,
      'a-completer',
      0.2,
    ],
    ['all five', 'mes-informations', identity, [], noFacts, 'complet', 1],
    ['site only, not seen', 'habilitations-souhaitees', chosen, [], facts, 'a-remplir', 0],
    [
      'site only, left',
      'habilitations-souhaitees',
      chosen,
      ['habilitations-souhaitees'],
      facts,
      'a-completer',
      0.5,
    ],
    ['role without site', 'habilitations-souhaitees', { role: 'viewer' }, [], noFacts, 'a-completer', 0.5],
    ['role unknown', 'habilitations-souhaitees', { ...chosen, role: 'root' }, [], facts, 'a-completer', 0.5],
    ['role and site', 'habilitations-souhaitees', { ...chosen, role: 'viewer' }, [], facts, 'complet', 1],
  ];
  it.each(cases)('%s', (_name, gauge, what, visited, known, state, share) => {
    const found = stateOf(gauge, what, visited, known);
    expect(found.state).toBe(state);
    expect(found.share).toBeCloseTo(share);
  });
});

describe('faults', () => {
  it('are said for a page left incomplete, or once sending was tried', () => {
    const form = { typed: {}, visited: ['mon-adresse-email'], attempted: false, facts: noFacts };
    expect(shownFaults('mon-adresse-email', form)).toEqual({ email: 'Saisissez votre adresse email.' });
    expect(shownFaults('mes-informations', form)).toEqual({});
    expect(Object.keys(shownFaults('mes-informations', { ...form, attempted: true }))).toHaveLength(5);
    expect(shownFaults('mon-adresse-email', { ...form, quiet: true })).toEqual({});
  });

  it('come in the order of the page', () => {
    expect(Object.keys(faultsOf('mes-informations', {}, noFacts))).toEqual([
      'civility',
      'jobTitle',
      'lastName',
      'firstName',
      'phone',
    ]);
  });

  it('are all listed, gauge after gauge', () => {
    expect(missing({}, noFacts).map(({ gauge, field }) => `${gauge} ${field}`)).toEqual([
      'mon-adresse-email email',
      'mon-entreprise recherche',
      'mes-informations civility',
      'mes-informations jobTitle',
      'mes-informations lastName',
      'mes-informations firstName',
      'mes-informations phone',
      'habilitations-souhaitees etablissement',
      'habilitations-souhaitees role',
    ]);
    expect(missing(typed, facts)).toEqual([]);
  });
});

describe('the request to send', () => {
  it('carries canonical values', () => {
    expect(completeDetails(typed, facts)).toEqual({
      email: 'i.debuire@testopco2i.fr',
      civility: 'MME',
      jobTitle: 'Assistante RH',
      lastName: 'Debuire',
      firstName: 'Isabelle',
      phone: '+33600000000',
      siren: '424210433',
      siret: '42421043300019',
      role: 'establishment_administrator',
      proposedCompany: null,
      proposedEstablishment: null,
    });
  });

  it('carries a declared company, its head office being the site', () => {
    const details = completeDetails({ ...typed, entreprise: proposed, ...newCompany }, noFacts);
    expect(details).toMatchObject({
      siren: '999000037',
      siret: '99900003700013',
      proposedEstablishment: null,
    });
    expect(details?.proposedCompany).toMatchObject({ name: 'Tournage du Lion', headcount: 12 });
  });

  it('carries a declared site of a known company', () => {
    const details = completeDetails({ ...typed, site: proposed, ...newSite }, { company, site: null });
    expect(details).toMatchObject({ siren: '424210433', siret: '42421043300027', proposedCompany: null });
    expect(details?.proposedEstablishment).toMatchObject({ activity: 'Stockage', sign: null });
  });

  it.each(gaugeSlugs)('does not exist while %s is incomplete', (gauge) => {
    const without: Record<GaugeSlug, Typed> = {
      'mon-adresse-email': { ...typed, email: '' },
      'mon-entreprise': { ...typed, entreprise: '' },
      'mes-informations': { ...typed, phone: '06' },
      'habilitations-souhaitees': { ...typed, role: '' },
    };
    const known = gauge === 'mon-entreprise' ? noFacts : facts;
    expect(completeDetails(without[gauge], known)).toBeNull();
  });
});
