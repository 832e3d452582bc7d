import { everyWordIn, type Queryable, type RawBuilder, sql } from '../../platform/database';
import { type PageOf, pageOf } from '../../platform/paging';
import type { Establishment } from '../model';
import { known, type RegistrySource } from './known';
import { type EstablishmentRow, establishmentColumns, toEstablishment } from './read';

const sitesPerPage = 50;

export const siteStates = ['ouverts', 'fermes', 'tous'] as const;
export type SiteState = (typeof siteStates)[number];

export interface SitesAsked {
  /** Words looked for in the sign, the town, the postal code and the SIRET; in `place`, in the last but the number. */
  readonly search: string;
  readonly place?: boolean;
  readonly state: SiteState;
  /** SIRETs of the declared sites that the reader may see, or all: somebody's own words until they are accepted. */
  readonly declared: 'all' | readonly string[];
  readonly page: number;
}

/** A site, and the one that follows it where it moved. */
export type SiteOfCompany = Establishment & { readonly successor: string | null };

const diffusible = sql`company.diffusible and establishment.diffusible`;
const place = sql`case when ${diffusible} then establishment.postal_code end, establishment.town`;
const inPlace = sql`public.search_text(concat_ws(' ', ${place}))`;
const inAll = sql`public.search_text(
  concat_ws(' ', case when ${diffusible} then establishment.sign end, ${place}, establishment.siret))`;

const inState: Readonly<Record<SiteState, RawBuilder<unknown>>> = {
  ouverts: sql`establishment.active`,
  fermes: sql`not establishment.active`,
  tous: sql`true`,
};

const successorOf = (siret: RawBuilder<unknown>) => sql`(
  select succession.successor from sirene.succession
  where succession.siret = ${siret} order by succession.since desc, succession.successor limit 1)`;

/**
 * One page of the sites of a company, by SIRET: the order of the primary key, so that thousands of them are counted
 * and turned over without being sorted nor brought here.
 */
export function sitesFound(
  db: Queryable,
  siren: string,
  { search, page, declared, state, ...asked }: SitesAsked,
  from: RegistrySource = known,
): Promise<PageOf<SiteOfCompany>> {
  const company = from.company(sql`${siren}`);
  const isShown =
    declared === 'all'
      ? sql`establishment.state <> 'refused'`
      : sql`(establishment.state = 'valid'
          or (establishment.state = 'to_validate' and establishment.siret = any(${declared})))`;
  const read = async (before: number) => {
    const { rows } = await sql<EstablishmentRow & { successor: string | null; total: number }>`
      with found as materialized (
        select establishment.siret from ${from.sites(sql`${siren}`)} join ${company} on true
        where ${isShown} and ${inState[state]} and ${everyWordIn(asked.place ? inPlace : inAll, search)}
      ), shown as (
        select found.siret from found order by found.siret limit ${sitesPerPage} offset ${before}
      )
      select (select count(*)::integer from found) as total, ${establishmentColumns},
        ${successorOf(sql`establishment.siret`)} as successor
      from shown, lateral ${from.establishment(sql`shown.siret`)} join ${company} on true
      order by establishment.siret`.execute(db);
    return rows.map(({ successor, total, ...row }) => ({ ...toEstablishment(row), successor, total }));
  };
  return pageOf(page, read, sitesPerPage);
}

/** The SIRET of the site that follows this one. */
export async function findSuccessor(db: Queryable, siret: string): Promise<string | null> {
  const { rows } = await sql<{ successor: string | null }>`
    select ${successorOf(sql`${siret}`)} as successor`.execute(db);
  return rows[0]?.successor ?? null;
}

/** The site that a company names as its head office. */
export async function findHeadOffice(
  db: Queryable,
  siren: string,
  from: RegistrySource = known,
): Promise<Establishment | undefined> {
  const { rows } = await sql<EstablishmentRow>`
    select ${establishmentColumns} from ${from.sites(sql`${siren}`)} join ${from.company(sql`${siren}`)} on true
    where establishment.head_office and establishment.state <> 'refused'
    order by establishment.active desc, establishment.siret desc limit 1`.execute(db);
  return rows[0] && toEstablishment(rows[0]);
}
