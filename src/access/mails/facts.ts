import { type Queryable, sql } from '../../platform/database';
import { hiddenCompanyName } from '../../registry';
import { siteLabel } from '../../ui';
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
  const { rows } = await sql<{ name: string; address: string }>`
    select coalesce(establishment.sign, company.name) as name,
      concat_ws(', ', establishment.street, concat_ws(' ', establishment.postal_code, establishment.town)) as address
    from establishment join company on company.siren = establishment.siren
    where establishment.siret = ${request.siret} and company.diffusible
  `.execute(db);
  const known = rows[0];
  if (known)
    return { ...known, siret: request.siret, label: siteLabel(known.name, request.siret, known.address) };
  const name = request.proposed_establishment?.sign ?? request.proposed_company?.name ?? hiddenCompanyName;
  return { name, siret: request.siret, label: `${name} – ${request.siret}` };
}

export const siteFact = (site: SiteFacts): [string, string] => ['Établissement', site.label];
export const roleFact = (role: RoleCode, term = 'Rôle souhaité'): [string, string] => [
  term,
  roleOf(role).name,
];
export const followUrl = (publicUrl: string, secret: string) =>
  `${publicUrl}/demande-de-compte/suivi?jeton=${secret}`;
