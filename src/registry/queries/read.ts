import { type Queryable, sql } from '../../platform/database';
import { addressLine, type Company, type Establishment, hiddenCompanyName, type Site } from '../model';

type CompanyRow = Omit<Company, 'name'> & { name: string | null };

const companyColumns = sql`
  company.siren, company.name, company.usual_names as "usualNames", company.acronym,
  company.legal_category as "legalCategory", company.naf, company.headcount_band as "headcountBand",
  company.active, company.diffusible, company.kind, company.state, company.declared,
  company.declared_at as "declaredAt", company.decided_at as "decidedAt", company.decided_by as "decidedBy",
  company.refusal_reason as "refusalReason"`;

const toCompany = (row: CompanyRow): Company => ({ ...row, name: row.name ?? hiddenCompanyName });

/** A company by its SIREN, whatever its state; undefined when unknown. */
export async function findCompany(db: Queryable, siren: string): Promise<Company | undefined> {
  const { rows } = await sql<CompanyRow>`
    select ${companyColumns} from company where company.siren = ${siren}`.execute(db);
  return rows[0] && toCompany(rows[0]);
}

/** Companies declared by people that wait for an agent, oldest first. */
export async function listCompaniesToValidate(db: Queryable): Promise<Company[]> {
  const { rows } = await sql<CompanyRow>`
    select ${companyColumns} from company
    where company.state = 'to_validate' order by company.declared_at, company.siren`.execute(db);
  return rows.map(toCompany);
}

/** Of an establishment's row, what a choice among sites shows or asks. */
interface SiteRow
  extends Pick<
    Establishment,
    | 'siret'
    | 'sign'
    | 'street'
    | 'complement'
    | 'postalCode'
    | 'town'
    | 'country'
    | 'headOffice'
    | 'active'
    | 'diffusible'
    | 'closedOn'
    | 'state'
  > {
  companyName: string | null;
  companyDiffusible: boolean;
}

type EstablishmentRow = SiteRow & Omit<Establishment, 'name' | 'address'>;

const siteColumns = sql`
  establishment.siret, establishment.sign, establishment.street, establishment.complement,
  establishment.postal_code as "postalCode", establishment.town, establishment.country,
  establishment.head_office as "headOffice", establishment.active, establishment.diffusible,
  establishment.closed_on as "closedOn", establishment.state,
  company.name as "companyName", company.diffusible as "companyDiffusible"`;

const establishmentColumns = sql`
  ${siteColumns}, establishment.siren, establishment.nic, establishment.town_code as "townCode",
  establishment.naf, establishment.declared, establishment.declared_at as "declaredAt",
  establishment.decided_at as "decidedAt", establishment.decided_by as "decidedBy",
  establishment.refusal_reason as "refusalReason"`;

/**
 * What a non-diffusible unit or site is stays hidden, but for its number and its town. Source: code de commerce,
 * article R123-232-1.
 */
function shownOf(row: SiteRow) {
  const hidden = !row.diffusible || !row.companyDiffusible;
  const { sign, street, complement, postalCode, diffusible } = hidden
    ? { sign: null, street: null, complement: null, postalCode: null, diffusible: false }
    : row;
  const { town, country, companyName } = row;
  return {
    ...{ sign, street, complement, postalCode, diffusible },
    name: sign ?? companyName ?? hiddenCompanyName,
    address: addressLine({ street, complement, postalCode, town, country }),
  };
}

function toEstablishment(row: EstablishmentRow): Establishment {
  const { companyName, companyDiffusible, ...own } = row;
  return { ...own, ...shownOf(row) };
}

function toSite(row: SiteRow): Site {
  const { siret, town, headOffice, active, closedOn, state } = row;
  const { name, address } = shownOf(row);
  return { siret, name, address, town, headOffice, active, closedOn, state };
}

/** An establishment by its SIRET, whatever its state; undefined when unknown. */
export async function findEstablishment(db: Queryable, siret: string): Promise<Establishment | undefined> {
  const { rows } = await sql<EstablishmentRow>`
    select ${establishmentColumns} from establishment join company on company.siren = establishment.siren
    where establishment.siret = ${siret}`.execute(db);
  return rows[0] && toEstablishment(rows[0]);
}

/** What a form needs of the company chosen in it. */
export type ChosenCompany = Pick<Company, 'name' | 'active' | 'state'>;

/**
 * A company and one of its sites in one reading, whatever their states; undefined for what is unknown, or is
 * the site of another company.
 */
export async function findCompanyWithSite(
  db: Queryable,
  siren: string,
  siret: string,
): Promise<{ company: ChosenCompany | undefined; site: Site | undefined }> {
  const { rows } = await sql<Omit<ChosenCompany, 'name'> & { name: string | null; site: SiteRow | null }>`
    select company.name, company.active, company.state, (
      select row_to_json(one) from (
        select ${siteColumns} from establishment
        where establishment.siret = ${siret} and establishment.siren = company.siren) as one) as site
    from company where company.siren = ${siren}`.execute(db);
  if (!rows[0]) return { company: undefined, site: undefined };
  const { site, name, active, state } = rows[0];
  return {
    company: { name: name ?? hiddenCompanyName, active, state },
    site: site ? toSite(site) : undefined,
  };
}

/** Establishments declared by people that wait for an agent, oldest first. */
export async function listEstablishmentsToValidate(db: Queryable): Promise<Establishment[]> {
  const { rows } = await sql<EstablishmentRow>`
    select ${establishmentColumns} from establishment join company on company.siren = establishment.siren
    where establishment.state = 'to_validate'
    order by establishment.declared_at, establishment.siret`.execute(db);
  return rows.map(toEstablishment);
}

/**
 * Sites of a company, head office first, then open ones by town, then closed ones by town.
 * A declared site is somebody's own words: it is listed when its company is itself to validate, or when
 * `include` names it (the person who declared it or typed its number); a refused one never is.
 */
export async function listSites(
  db: Queryable,
  siren: string,
  options: { include?: string } = {},
): Promise<Site[]> {
  const { rows } = await sql<SiteRow>`
    select ${siteColumns} from establishment join company on company.siren = establishment.siren
    where establishment.siren = ${siren}
      and (establishment.state = 'valid' or (establishment.state = 'to_validate'
        and (company.state = 'to_validate' or establishment.siret = ${options.include ?? ''})))
    order by (establishment.head_office and establishment.active) desc, establishment.active desc,
      public.search_key(establishment.town) nulls last, establishment.siret`.execute(db);
  return rows.map(toSite);
}
