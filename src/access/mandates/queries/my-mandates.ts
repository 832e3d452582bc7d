import { everyWordIn, type Queryable, type RawBuilder, sql } from '../../../platform/database';
import { linesPerPage, type PageOf, pageOf } from '../../../platform/paging';
import { dayInParis } from '../../../platform/working-days';
import { companyName, siteAddress, siteName } from '../../../registry';
import type { Place } from '../../place';
import type { RoleCode } from '../../rules';
import { stillRuns } from '../../store';
import type { MandateState } from '../lifecycle';

/** An establishment, or a whole company, in a list of mandates. */
export interface MandatePlace {
  readonly name: string;
  /** SIRET, or SIREN of the whole company. */
  readonly number: string;
  /** Of an establishment. */
  readonly address: string;
}

/** One mandate in a list. */
export interface MandateLine {
  readonly id: string;
  readonly partner: MandatePlace;
  readonly client: MandatePlace;
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

const placeAs = (name: string, siren: RawBuilder<unknown>, siret: RawBuilder<unknown>) => sql`lateral (
  select ${siteName} as name, coalesce(${siret}, ${siren}) as number, ${siteAddress} as address
  from company left join establishment on establishment.siret = ${siret}
  where company.siren = ${siren}) as ${sql.id(name)}`;

/** Mandates with their two places, as `partner` and `client`. */
const mandatesWithPlaces = sql`mandate,
  ${placeAs('partner', sql`mandate.partner_siren`, sql`mandate.partner_siret`)},
  ${placeAs('client', sql`mandate.siren`, sql`mandate.siret`)}`;

const ofALine = sql`mandate.id, to_jsonb(partner) as partner, to_jsonb(client) as client, mandate.permissions,
  mandate.starts_on as "startsOn", mandate.ends_on as "endsOn", mandate.state`;

const whatIsKnown = sql`public.search_text(concat_ws(' ', partner.name, partner.number, partner.address,
  client.name, client.number, client.address))`;

const nameOfOther = {
  clients: sql`client.name`,
  donnes: sql`partner.name`,
} as const satisfies Record<MandateListSide, unknown>;

/** Asked, or accepted and not over. */
const runs = (today: string) =>
  sql`(mandate.state = 'asked'
    or (mandate.state = 'accepted' and coalesce(mandate.ends_on, ${today}) >= ${today}))`;

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
      select count(*) over ()::integer as total, ${ofALine},
        (mandate.state = 'accepted' and mandate.starts_on <= ${today} and ${namedIn}) as opens
      from ${mandatesWithPlaces}
      where ${isMine[asked.side]} and ${inFilter} and ${everyWordIn(whatIsKnown, asked.search)}
      order by mandate.state <> 'asked', ${nameOfOther[asked.side]}, client.number, mandate.id
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

/** A mandate that somebody is asked for. */
export type MandateToAnswer = Pick<MandateLine, 'id' | 'partner' | 'client'> & { readonly askedAt: Date };

/** Those that somebody is asked for, oldest first; never by themselves. */
export async function mandatesToAnswer(
  db: Queryable,
  accountId: string,
  now: Date,
): Promise<MandateToAnswer[]> {
  const { rows } = await sql<MandateToAnswer>`
    with ${heldBy(accountId, now)}
    select ${ofALine}, mandate.asked_at as "askedAt" from ${mandatesWithPlaces}
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
    select ${ofALine}, false as opens from ${mandatesWithPlaces}
    where ${reached} and ${runs(today)}
    order by mandate.state <> 'asked', partner.name, mandate.id limit 100`.execute(db);
  return rows;
}
