import { type Database, sql } from '../../platform/database';
import type { Company, Establishment } from '../model';
import { national } from './known';
import { type CompanyRow, companyColumns, findCompany, findEstablishment, toCompany } from './read';
import { searchCompanies } from './search';
import { findHeadOffice, findSuccessor, type SiteOfCompany, sitesFound } from './sites';

/*
 * Of the national registry alone: facts that INSEE publishes, nothing that people declared to the portal.
 */

export type NationalCompany = Company & { readonly town: string | null };

/** The companies of `searchCompanies` that INSEE knows, in its order. */
export async function searchNational(db: Database, query: string): Promise<NationalCompany[]> {
  const found = await searchCompanies(db, query);
  const { rows } = await sql<CompanyRow>`
    select ${companyColumns} from unnest(${found.map(({ siren }) => siren)}::text[]) with ordinality as asked(siren, rank),
      lateral ${national.company(sql`asked.siren`)} order by asked.rank`.execute(db);
  const towns = new Map(found.map(({ siren, town }) => [siren, town]));
  return rows.map((row) => ({ ...toCompany(row), town: towns.get(row.siren) ?? null }));
}

export async function nationalCompany(
  db: Database,
  siren: string,
): Promise<{ company: Company; headOffice: Establishment | undefined } | undefined> {
  const company = await findCompany(db, siren, national);
  return company && { company, headOffice: await findHeadOffice(db, siren, national) };
}

export const nationalSites = (db: Database, siren: string, asked: { place: string; page: number }) =>
  sitesFound(
    db,
    siren,
    { search: asked.place, place: true, state: 'tous', declared: [], page: asked.page },
    national,
  );

export async function nationalSite(db: Database, siret: string): Promise<SiteOfCompany | undefined> {
  const site = await findEstablishment(db, siret, national);
  return site && { ...site, successor: await findSuccessor(db, siret) };
}
