import { agreementPeriodsOf } from '../establishments';
import type { Queryable } from '../platform/database';
import {
  type Company,
  changesOf,
  type Establishment,
  findCompany,
  findEstablishment,
  findSuccessor,
  memberSites,
  type RegistryChange,
  registryDate,
} from '../registry';
import { codesOfChange } from './change-words';
import { codesOf } from './company-view';
import { readWordings, type Wordings } from './wordings';

/** What is shown of a site. */
export interface SiteView {
  readonly company: Company;
  readonly site: Establishment;
  readonly successor: string | null;
  readonly changes: readonly RegistryChange[];
  /** Null for who may not read them. */
  readonly agreements: SiteAgreements | null;
  readonly importedAt: Date | null;
  readonly say: Wordings;
}

/** The collective agreements of a site, by who says so. */
export interface SiteAgreements {
  /** Of the OPCO's file of members. */
  readonly ofMember: string | null;
  /** What its company wrote, ISO dates; the latest first. */
  readonly written: readonly { readonly idcc: string; readonly from: string; readonly to: string | null }[];
}

/** Null when it is unknown. */
export async function siteView(
  db: Queryable,
  siret: string,
  asked: { readonly agreements: boolean },
  on: string,
): Promise<SiteView | null> {
  const [site, company] = [await findEstablishment(db, siret), await findCompany(db, siret.slice(0, 9))];
  if (!site || !company) return null;
  const { siren } = company;
  const changes = site.diffusible ? await changesOf(db, { siren, siret }) : [];
  const agreements = asked.agreements ? await agreementsOf(db, siret) : null;
  const idccs = agreements ? [agreements.ofMember, ...agreements.written.map(({ idcc }) => idcc)] : [];
  const codes = [
    ...codesOf(site),
    ...idccs.flatMap((code) => (code === null ? [] : [{ kind: 'idcc' as const, code }])),
    ...changes.flatMap(codesOfChange),
  ];
  return {
    ...{ company, site, changes, agreements },
    successor: await findSuccessor(db, siret),
    importedAt: await registryDate(db),
    say: await readWordings(db, codes, on),
  };
}

async function agreementsOf(db: Queryable, siret: string): Promise<SiteAgreements> {
  const [member] = await memberSites(db, [siret]);
  const written = await agreementPeriodsOf(db, siret);
  return { ofMember: member?.idcc ?? null, written: [...written].reverse() };
}
