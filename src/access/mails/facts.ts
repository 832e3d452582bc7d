import type { Queryable } from '../../platform/database';
import { findCompany, findEstablishment, hiddenCompanyName } from '../../registry';
import { companyLabel, siteLabel, typo } from '../../ui';
import { type RoleCode, roleOf } from '../rules';
import type { RequestRow } from '../store';

/** The establishment that a mail is about, always with its SIRET. */
export interface SiteFacts {
  readonly label: string;
  readonly name: string;
  readonly siret: string;
}

/** From the registry, or from what the person proposed while the registry does not know the site. */
export async function siteFactsOf(db: Queryable, request: RequestRow): Promise<SiteFacts> {
  const known = await knownSite(db, request.siret);
  if (known) return factsOf(known, request.siret);
  const name = request.proposed_establishment?.sign ?? request.proposed_company?.name ?? hiddenCompanyName;
  return { name, siret: request.siret, label: `${name} – ${request.siret}` };
}

/**
 * While nobody has proved the address: what people declared is left out, its number alone is given. Whoever
 * knows an address could otherwise have us send it words of their own.
 */
export async function siteFactsBeforeProof(
  db: Queryable,
  { siret }: Pick<RequestRow, 'siret'>,
): Promise<SiteFacts> {
  const known = await knownSite(db, siret);
  if (known?.validated) return factsOf(known, siret);
  const name = 'Établissement à valider';
  return { name, siret, label: `${name} – ${siret}` };
}

interface KnownSite {
  readonly name: string;
  readonly address: string;
  readonly validated: boolean;
}

const factsOf = ({ name, address }: KnownSite, siret: string): SiteFacts => ({
  name,
  siret,
  label: siteLabel(name, siret, address),
});

async function knownSite(db: Queryable, siret: string): Promise<KnownSite | null> {
  const site = await findEstablishment(db, siret);
  const company = site && (await findCompany(db, site.siren));
  if (!site || !company) return null;
  const { name, address } = site;
  return { name, address, validated: site.state === 'valid' && company.state === 'valid' };
}

/** A change of a membership, told to the person once. */
export interface MembershipChange {
  /** Of the change. */
  readonly id: string;
  readonly to: string;
  /** "Établissement" or "Entreprise", and which. */
  readonly place: readonly [string, string];
}

interface PlaceNumbers {
  readonly siren: string;
  /** Null: the whole company. */
  readonly siret: string | null;
}

/** Where a right is held: an establishment, or a whole company. */
export async function placeFactOf(db: Queryable, { siren, siret }: PlaceNumbers): Promise<[string, string]> {
  if (siret !== null) {
    const site = await knownSite(db, siret);
    return ['Établissement', site ? siteLabel(site.name, siret, site.address) : siret];
  }
  const company = await findCompany(db, siren);
  const name = companyLabel(company?.name ?? hiddenCompanyName, siren);
  return ['Entreprise', `${name}, tous ses établissements`];
}

/** The same to an address that nobody has proved: as in `siteFactsBeforeProof`. */
export async function placeFactBeforeProof(db: Queryable, place: PlaceNumbers): Promise<[string, string]> {
  const { siren, siret } = place;
  if (siret !== null) return siteFact(await siteFactsBeforeProof(db, { siret }));
  if ((await findCompany(db, siren))?.state === 'valid') return placeFactOf(db, place);
  return ['Entreprise', `Entreprise à valider - ${siren}`];
}

export const siteFact = (site: SiteFacts): [string, string] => ['Établissement', site.label];
export const roleFact = (role: RoleCode, term = 'Rôle souhaité'): [string, string] => [
  term,
  typo(roleOf(role).name),
];
export const personFacts = (request: RequestRow): [string, string][] => [
  ['Personne', `${request.first_name} ${request.last_name}, ${request.job_title}`],
  ['Adresse email', request.email],
];
/** Where a decider decides: the agents on their desk, an administrator on the establishment's page. */
export const decisionUrl = (publicUrl: string, request: RequestRow, byAgents: boolean) =>
  byAgents
    ? `${publicUrl}/agents/demandes-de-compte/${request.id}`
    : `${publicUrl}/etablissements/${request.siret}/utilisateurs/demandes/${request.id}`;
/** Where one chooses when to be told of what others wait for. */
export const choicesUrl = (publicUrl: string) => `${publicUrl}/mon-profil/notifications`;
/** Why a decider receives a mail. */
export const deciderFooter = (byAgents: boolean) =>
  byAgents
    ? 'Vous recevez ce message parce que vous traitez les demandes de compte.'
    : 'Vous recevez ce message parce que vous administrez cet établissement.';
export const followUrl = (publicUrl: string, secret: string) =>
  `${publicUrl}/demande-de-compte/suivi?jeton=${secret}`;
