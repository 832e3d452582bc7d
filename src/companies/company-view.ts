import type { Queryable } from '../platform/database';
import type { PageOf } from '../platform/paging';
import {
  type Company,
  changesOf,
  type Establishment,
  findCompany,
  findHeadOffice,
  memberAgreements,
  type RegistryChange,
  registryDate,
  type SiteOfCompany,
  type SiteState,
  sitesFound,
} from '../registry';
import { codesOfChange } from './change-words';
import { type Code, readWordings, type Wordings } from './wordings';

export interface SitesFilter {
  readonly search: string;
  readonly state: SiteState;
  readonly page: number;
}

/** What is shown of a company. */
export interface CompanyView {
  readonly company: Company;
  readonly headOffice: Establishment | undefined;
  readonly sites: PageOf<SiteOfCompany>;
  readonly changes: readonly RegistryChange[];
  /** Of the OPCO's file of members; null for who may not read them all. */
  readonly agreements: readonly { readonly idcc: string; readonly sites: number }[] | null;
  readonly importedAt: Date | null;
  readonly say: Wordings;
}

const code = (kind: Code['kind'], value: string | null): Code[] =>
  value === null ? [] : [{ kind, code: value }];

/** The codes of a company, or of a site. */
export const codesOf = (of: Pick<Company, 'naf' | 'naf2025' | 'headcountBand'>): Code[] => [
  ...code('naf', of.naf),
  ...code('naf-2025', of.naf2025),
  ...code('headcount-band', of.headcountBand),
];

/** Null when it is unknown. `declared`: the sites to validate that the reader may see. */
export async function companyView(
  db: Queryable,
  siren: string,
  asked: SitesFilter & { readonly declared: 'all' | readonly string[]; readonly agreements: boolean },
  on: string,
): Promise<CompanyView | null> {
  const company = await findCompany(db, siren);
  if (!company) return null;
  const sites = await sitesFound(db, siren, asked);
  const changes = company.diffusible ? await changesOf(db, { siren, siret: null }) : [];
  const agreements = asked.agreements ? await memberAgreements(db, siren) : null;
  const codes = [
    ...code('legal-category', company.legalCategory),
    ...[company, ...sites.lines].flatMap(codesOf),
    ...(agreements ?? []).flatMap(({ idcc }) => code('idcc', idcc)),
    ...changes.flatMap(codesOfChange),
  ];
  return {
    ...{ company, sites, changes, agreements },
    headOffice: await findHeadOffice(db, siren),
    importedAt: await registryDate(db),
    say: await readWordings(db, codes, on),
  };
}
