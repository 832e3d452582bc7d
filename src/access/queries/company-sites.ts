import { everyWordIn, type Queryable, sql } from '../../platform/database';
import { linesPerPage, type PageOf, pageOf } from '../../platform/paging';
import { siteAddress, siteName } from '../../registry';
import { stillRuns } from '../store';

/** One establishment of a company. */
export interface CompanySite {
  readonly siret: string;
  readonly name: string;
  readonly address: string;
  readonly headOffice: boolean;
  readonly state: 'valid' | 'to_validate' | 'refused';
  readonly active: boolean;
  /** Of its own: those of the whole company are not counted. */
  readonly users: number;
}

const whatIsKnown = sql`public.search_text(concat_ws(' ', establishment.sign, establishment.siret,
  establishment.street, establishment.postal_code, establishment.town))`;

/**
 * One page of the establishments of a company: open ones first, the head office before all. Numbers of the registry
 * have a collation of their own, by which no index on memberships is made.
 */
export function companySites(
  db: Queryable,
  siren: string,
  asked: { search: string; page: number; now: Date },
): Promise<PageOf<CompanySite>> {
  return pageOf(asked.page, async (before) => {
    const { rows } = await sql<CompanySite & { total: number }>`
      with shown as (
        select establishment.siret, count(*) over ()::integer as total from establishment
        where establishment.siren = ${siren} and establishment.state <> 'refused'
          and ${everyWordIn(whatIsKnown, asked.search)}
        order by establishment.active desc, establishment.head_office desc, establishment.town, establishment.siret
        limit ${linesPerPage} offset ${before}
      )
      select shown.total, establishment.siret, ${siteName} as name,
        ${siteAddress} as address,
        establishment.head_office as "headOffice", establishment.state, establishment.active,
        (select count(*)::integer from membership
         where membership.siret = establishment.siret collate "default" and membership.state = 'active'
           and ${stillRuns(asked.now)}) as users
      from shown join establishment on establishment.siret = shown.siret
      join company on company.siren = establishment.siren
      order by establishment.active desc, establishment.head_office desc, establishment.town, establishment.siret`.execute(
      db,
    );
    return rows;
  });
}
