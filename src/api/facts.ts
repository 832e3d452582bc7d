import type { Company, Establishment } from '../registry';

/** Of a company of the registry, what everybody may know. */
export const companyFacts = (of: Company) => ({
  siren: of.siren,
  diffusible: of.diffusible,
  denomination: of.diffusible ? of.name : null,
  nomsUsuels: of.usualNames,
  sigle: of.acronym,
  categorieJuridique: of.legalCategory,
  actif: of.active,
  dateCreation: of.createdOn,
  ...activityOf(of),
});

/** The same of a site. */
export const siteFacts = (of: Establishment) => ({
  siret: of.siret,
  siren: of.siren,
  diffusible: of.diffusible,
  enseigne: of.sign,
  adresse: [of.street, of.complement].filter(Boolean).join(', ') || null,
  codePostal: of.postalCode,
  commune: of.town,
  codeCommune: of.townCode,
  pays: of.country,
  siege: of.headOffice,
  actif: of.active,
  dateFermeture: of.closedOn,
  ...activityOf(of),
});

const activityOf = (of: Pick<Company, 'naf' | 'naf2025' | 'headcountBand'>) => ({
  nafRev2: of.naf,
  naf2025: of.naf2025,
  trancheEffectif: of.headcountBand,
});
