import { everyWordIn, type Queryable, sql } from '../../../platform/database';
import { linesPerPage, type PageOf, pageOf } from '../../../platform/paging';
import { dayInParis } from '../../../platform/working-days';
import { companyName, siteAddress, siteName } from '../../../registry';
import type { Place } from '../../place';
import type { RoleCode } from '../../rules';
import { stillRuns } from '../../store';
import type { MandateState } from '../lifecycle';

/** One mandate in a list: the other side's name and place. */
export interface MandateLine {
  readonly id: string;
  readonly name: string;
  readonly siren: string;
  /** Null: the whole company. */
  readonly siret: string | null;
  readonly address: string;
  readonly permissions: readonly string[];
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly state: MandateState;
  /** The client's page opens to the reader by this mandate. */
  readonly opens: boolean;
}

/** `clients`: those that the reader's company holds. `donnes`: those asked of, or given by, what they administer. */
export const mandateSides = ['clients', 'donnes'] as const;
export type MandateListSide = (typeof mandateSides)[number];
export const mandateFilters = ['en-cours', 'termines'] as const;
export type MandateFilter = (typeof mandateFilters)[number];

export interface MandatesAsked {
  readonly side: MandateListSide;
  readonly filter: MandateFilter;
  readonly search: string;
  readonly page: number;
}

const administrator: RoleCode = 'establishment_administrator';

/** The memberships of an account that are in use, as `held`. */
const heldBy = (accountId: string, now: Date) => sql`
  held as (
    select membership.id, membership.siren, membership.siret, membership.role = ${administrator} as administers
    from membership
    where membership.account_id = ${accountId} and membership.state = 'active' and ${stillRuns(now)})`;

const namedIn = sql`exists (
  select from mandate_member as member join held on held.id = member.membership_id
  where member.mandate_id = mandate.id)`;

const administersClient = sql`exists (
  select from held where held.administers and held.siren = mandate.siren
    and (held.siret is null or held.siret = mandate.siret))`;

const administersPartner = sql`exists (
  select from held where held.administers and held.siren = mandate.partner_siren
    and (held.siret is null or held.siret = mandate.partner_siret))`;

const isMine = {
  clients: sql`(${administersPartner} or ${namedIn})`,
  donnes: administersClient,
} as const satisfies Record<MandateListSide, unknown>;

/** The other side of a mandate, as `other`: its name, its numbers and its address. */
const otherSide = (side: MandateListSide) => {
  const [siren, siret] =
    side === 'clients'
      ? [sql`mandate.siren`, sql`mandate.siret`]
      : [sql`mandate.partner_siren`, sql`mandate.partner_siret`];
  return sql`lateral (
    select company.siren, establishment.siret, ${siteName} as name, ${siteAddress} as address
    from company left join establishment on establishment.siret = ${siret}
    where company.siren = ${siren}) as other`;
};

const whatIsKnown = sql`public.search_text(concat_ws(' ', other.name, other.siren, other.siret, other.address))`;

/** Asked, or accepted and not over. */
const runs = (today: string) =>
  sql`(mandate.state in ('asked', 'accepted') and coalesce(mandate.ends_on, ${today}) >= ${today})`;

/** One page of the mandates of somebody: those to answer first, then by name. */
export function mandatesOf(
  db: Queryable,
  accountId: string,
  asked: MandatesAsked,
  now: Date,
): Promise<PageOf<MandateLine>> {
  const today = dayInParis(now);
  const inFilter = asked.filter === 'en-cours' ? runs(today) : sql`not ${runs(today)}`;
  return pageOf(asked.page, async (before) => {
    const { rows } = await sql<MandateLine & { total: number }>`
      with ${heldBy(accountId, now)}
      select count(*) over ()::integer as total, mandate.id, other.name, other.siren, other.siret, other.address,
        mandate.permissions, mandate.starts_on as "startsOn", mandate.ends_on as "endsOn", mandate.state,
        (mandate.state = 'accepted' and mandate.starts_on <= ${today} and ${namedIn}) as opens
      from mandate, ${otherSide(asked.side)}
      where ${isMine[asked.side]} and ${inFilter} and ${everyWordIn(whatIsKnown, asked.search)}
      order by mandate.state <> 'asked', other.name, other.siret, mandate.id
      limit ${linesPerPage} offset ${before}`.execute(db);
    return rows;
  });
}

/** A place in whose name somebody may ask for a mandate: they administer it. */
export interface PartnerPlace {
  /** SIRET, or SIREN of the whole company. */
  readonly number: string;
  readonly label: string;
}

/** What somebody is in mandates: whose clients they could have, and which lists are theirs. */
export async function mandateSidesOf(
  db: Queryable,
  accountId: string,
  now: Date,
): Promise<{ places: readonly PartnerPlace[]; sides: readonly MandateListSide[] }> {
  const { rows: places } = await sql<PartnerPlace>`
    with ${heldBy(accountId, now)}
    select coalesce(held.siret, held.siren) as number,
      case when held.siret is null then concat(${companyName}, ' - ', company.siren)
        else concat_ws(' – ', ${siteName}, establishment.siret, nullif(${siteAddress}, '')) end as label
    from held join company on company.siren = held.siren
    left join establishment on establishment.siret = held.siret
    where held.administers and company.state = 'valid' and coalesce(establishment.state, 'valid') = 'valid'
    order by company.name, held.siret nulls first`.execute(db);
  const { rows } = await sql<Record<MandateListSide, boolean>>`
    with ${heldBy(accountId, now)}
    select exists (select from mandate where ${isMine.clients}) as clients,
      exists (select from mandate where ${isMine.donnes}) as donnes`.execute(db);
  return { places, sides: mandateSides.filter((side) => rows[0]?.[side]) };
}

/** A mandate that somebody is asked for, oldest first; never by themselves. */
export interface MandateToAnswer {
  readonly id: string;
  readonly partnerName: string;
  readonly clientName: string;
  /** SIRET, or SIREN of the whole company. */
  readonly clientNumber: string;
  readonly askedAt: Date;
}

export async function mandatesToAnswer(
  db: Queryable,
  accountId: string,
  now: Date,
): Promise<MandateToAnswer[]> {
  const { rows } = await sql<MandateToAnswer>`
    with ${heldBy(accountId, now)}
    select mandate.id, other.name as "partnerName", ${siteName} as "clientName",
      coalesce(mandate.siret, mandate.siren) as "clientNumber", mandate.asked_at as "askedAt"
    from mandate join company on company.siren = mandate.siren
    left join establishment on establishment.siret = mandate.siret, ${otherSide('donnes')}
    where mandate.state = 'asked' and mandate.asked_by <> ${accountId} and ${administersClient}
    order by mandate.asked_at, mandate.id limit 100`.execute(db);
  return rows;
}

/** The mandates that run on a place: of an establishment, those of its whole company too. */
export async function mandatesOn(
  db: Queryable,
  { siren, siret }: Pick<Place, 'siren' | 'siret'>,
  now: Date,
): Promise<MandateLine[]> {
  const today = dayInParis(now);
  const reached =
    siret === null
      ? sql`mandate.siren = ${siren}`
      : sql`mandate.siren = ${siren} and (mandate.siret is null or mandate.siret = ${siret})`;
  const { rows } = await sql<MandateLine>`
    select mandate.id, other.name, other.siren, other.siret, other.address, mandate.permissions,
      mandate.starts_on as "startsOn", mandate.ends_on as "endsOn", mandate.state, false as opens
    from mandate, ${otherSide('donnes')}
    where ${reached} and ${runs(today)}
    order by mandate.state <> 'asked', other.name, mandate.id limit 100`.execute(db);
  return rows;
}
