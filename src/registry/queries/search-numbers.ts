import { type Queryable, sql } from '../../platform/database';
import type { RegistryState } from '../model';
import { searchTiers } from '../search-lexemes';

export interface NumberedCompany {
  siren: string;
  /** Null when its identity is not public. */
  name: string | null;
  town: string | null;
  active: boolean;
  state: RegistryState;
  /** The site whose SIRET was typed, when it is known. */
  siret: string | null;
  siteActive: boolean | null;
}

/** The company of a SIREN or of a SIRET, non-diffusible or to validate too; refused ones never. */
export async function findByNumber(db: Queryable, number: string): Promise<NumberedCompany[]> {
  const siren = number.slice(0, 9);
  const { rows } = await sql<NumberedCompany>`
    with company as (
      select unit.siren, unit.name, unit.active, 'valid' as state from sirene.unit where unit.siren = ${siren}
      union all
      select company.siren, company.name, company.active, company.state from public.company
      where company.siren = ${siren} and company.declared is not null
      limit 1
    )
    select company.siren, company.name, company.active, company.state, coalesce(
        (select search.town from sirene.search where search.siren = company.siren),
        (select site.town from sirene.site where site.siret >= ${siren} and site.siret < ${`${siren}:`}
          order by site.head_office desc, site.active desc, site.siret limit 1),
        (select establishment.town from public.establishment
          where establishment.siren = company.siren
            and (establishment.state = 'valid' or company.state = 'to_validate' and establishment.state <> 'refused')
          order by establishment.head_office desc, establishment.active desc, establishment.siret limit 1)
      ) as town, site.siret, site.active as "siteActive"
    from company left join lateral (
      select site.siret, site.active from sirene.site where site.siret = ${number}
      union all
      select establishment.siret, establishment.active from public.establishment
      where establishment.siret = ${number} and establishment.declared is not null and establishment.state <> 'refused'
      limit 1
    ) as site on true
    where company.state <> 'refused'`.execute(db);
  return rows;
}

/** Companies that may be listed and whose SIREN, or a site's SIRET, begins with these digits. */
export async function findByCutNumber(
  db: Queryable,
  digits: string,
  limit: number,
): Promise<NumberedCompany[]> {
  const siren = digits.slice(0, 9);
  const columns = sql`search.siren, search.name, search.town, search.active, 'valid' as state,
    null as siret, null as "siteActive", search.rank`;
  const { rows } =
    digits.length < 9
      ? await sql<NumberedCompany>`
        select found.* from unnest(${[...searchTiers]}::smallint[]) as one(tier), lateral (
          select * from (
            select ${columns} from sirene.search
            where search.tier = one.tier and search.siren >= ${siren} and search.siren < ${`${siren}:`} limit 1000
          ) as of_tier order by of_tier.rank limit ${limit}
        ) as found limit ${limit}`.execute(db)
      : await sql<NumberedCompany>`
        select ${columns} from sirene.search
        where search.siren = ${siren} and exists (
          select from sirene.site where site.siret >= ${digits} and site.siret < ${`${digits}:`}
          union all
          select from public.establishment
          where establishment.siret >= ${digits} and establishment.siret < ${`${digits}:`}
            and establishment.declared is not null and establishment.state = 'valid')`.execute(db);
  return rows;
}
