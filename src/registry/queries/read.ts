import { type Queryable, type RawBuilder, sql } from '../../platform/database';
import { addressLine, type Company, type Establishment, hiddenCompanyName, type Site } from '../model';
import { known, knownCompany, knownEstablishment, knownSites, type RegistrySource } from './known';

export type CompanyRow = Omit<Company, 'name'> & { name: string | null };

export const companyColumns = sql`
  company.siren, company.name, company.usual_names as "usualNames", company.acronym,
  company.legal_category as "legalCategory", company.naf, company.naf_2025 as "naf2025",
  company.headcount_band as "headcountBand", company.created_on as "createdOn",
  company.active, company.diffusible, company.kind, company.state, company.declared,
  company.declared_at as "declaredAt", company.decided_at as "decidedAt", company.decided_by as "decidedBy",
  company.refusal_reason as "refusalReason"`;

/** Of a unit that is not diffusible, and that nobody declared. */
const hidden = {
  ...{ name: null, usualNames: [], acronym: null, legalCategory: null, naf: null, naf2025: null },
  ...{ headcountBand: null, createdOn: null },
};

export function toCompany(row: CompanyRow): Company {
  const shown = row.diffusible ? row : { ...row, ...hidden };
  return { ...shown, name: shown.name ?? hiddenCompanyName };
}

/** A company by its SIREN, whatever its state; undefined when unknown. */
export async function findCompany(
  db: Queryable,
  siren: string,
  from: RegistrySource = known,
): Promise<Company | undefined> {
  const { rows } = await sql<CompanyRow>`
    select ${companyColumns} from ${from.company(sql`${siren}`)}`.execute(db);
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

export type EstablishmentRow = SiteRow & Omit<Establishment, 'name' | 'address'>;

const siteColumns = sql`
  establishment.siret, establishment.sign, establishment.street, establishment.complement,
  establishment.postal_code as "postalCode", establishment.town, establishment.country,
  establishment.head_office as "headOffice", establishment.active, establishment.diffusible,
  establishment.closed_on as "closedOn", establishment.state,
  company.name as "companyName", company.diffusible as "companyDiffusible"`;

export const establishmentColumns = sql`
  ${siteColumns}, establishment.siren, establishment.nic, establishment.town_code as "townCode",
  establishment.naf, establishment.naf_2025 as "naf2025", establishment.headcount_band as "headcountBand",
  establishment.declared, establishment.declared_at as "declaredAt",
  establishment.decided_at as "decidedAt", establishment.decided_by as "decidedBy",
  establishment.refusal_reason as "refusalReason", establishment.updated_at as "recordedAt"`;

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

export function toEstablishment(row: EstablishmentRow): Establishment {
  const { companyName, companyDiffusible, ...own } = row;
  const shown = shownOf(row);
  return {
    ...own,
    ...(!shown.diffusible && { naf: null, naf2025: null, headcountBand: null }),
    ...shown,
  };
}

function toSite(row: SiteRow): Site {
  const { siret, town, headOffice, active, closedOn, state } = row;
  const { name, address } = shownOf(row);
  return { siret, name, address, town, headOffice, active, closedOn, state };
}

/** An establishment by its SIRET, whatever its state; undefined when unknown. */
export async function findEstablishment(
  db: Queryable,
  siret: string,
  from: RegistrySource = known,
): Promise<Establishment | undefined> {
  const { rows } = await sql<EstablishmentRow>`
    select ${establishmentColumns} from ${from.establishment(sql`${siret}`)}
    join ${from.company(sql`${siret.slice(0, 9)}`)} on true`.execute(db);
  return rows[0] && toEstablishment(rows[0]);
}

/** A company chosen in a form and, of its sites, those that were asked for. */
export interface Chosen extends Pick<Company, 'name' | 'active' | 'state'> {
  sites: Site[];
}

type ChosenRow = Omit<Chosen, 'name' | 'sites'> & { name: string | null; sites: SiteRow[] };

const offeredOrder = sql`
  order by (establishment.head_office and establishment.active) desc, establishment.active desc,
    public.search_key(establishment.town) nulls last, establishment.siret`;

/** One of the sites by its number, or all that are offered: see `listSites`. A refused one is none. */
const isOffered = (siret: RawBuilder<unknown>, listed: boolean) =>
  listed
    ? sql`(establishment.state = 'valid' or (establishment.state = 'to_validate'
        and (company.state = 'to_validate' or establishment.siret = ${siret})))`
    : sql`(establishment.siret = ${siret} and establishment.state <> 'refused')`;

/**
 * For the `select` of another reading: the company and the site whose numbers these expressions are, as a value that
 * `readChosen` reads. `listed`: with all its sites that are offered instead of the one.
 */
export const chosenColumn = (siren: RawBuilder<unknown>, siret: RawBuilder<unknown>, listed: boolean) => sql`(
  select json_build_object('name', company.name, 'active', company.active, 'state', company.state,
    'sites', (select coalesce(json_agg(one), '[]') from (
      select ${siteColumns} from ${listed ? knownSites(sql`company.siren`) : knownEstablishment(siret)}
      where establishment.siren = company.siren and ${isOffered(siret, listed)} ${offeredOrder}) as one))
  from ${knownCompany(siren)} where company.state <> 'refused')`;

/** Null when the company is unknown or refused. */
export const readChosen = (value: unknown): Chosen | null => {
  if (value === null) return null;
  const { name, active, state, sites } = value as ChosenRow;
  return { name: name ?? hiddenCompanyName, active, state, sites: sites.map(toSite) };
};

/** A company and one of its sites in one reading; null when it is unknown or refused. */
export async function findChosen(db: Queryable, siren: string, siret: string): Promise<Chosen | null> {
  const { rows } = await sql<{ chosen: unknown }>`
    select ${chosenColumn(sql`${siren}`, sql`${siret}`, false)} as chosen`.execute(db);
  return readChosen(rows[0]?.chosen ?? null);
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
    select ${siteColumns} from ${knownSites(sql`${siren}`)} join ${knownCompany(sql`${siren}`)} on true
    where ${isOffered(sql`${options.include ?? ''}`, true)}
    ${offeredOrder}`.execute(db);
  return rows.map(toSite);
}
