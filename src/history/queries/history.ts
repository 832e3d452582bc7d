import { actionsOf, type HistorySection, onlyElsewhere, type Place } from '../../access';
import { everyWordIn, type Queryable, sql } from '../../platform/database';
import { linesPerPage, type PageOf, pageOf } from '../../platform/paging';
import { type Period, within } from '../../platform/period';
import { siteName } from '../../registry';

/** One event of the history of an establishment or of a company. */
export interface HistoryLine {
  /** Of the entry; a large number, as text. */
  readonly id: string;
  readonly at: Date;
  readonly action: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly subjectKind: string;
  readonly subjectId: string;
  /** Null: of the whole company. */
  readonly siret: string | null;
  readonly siteName: string;
  /** Whom it is about: their name as known today, empty when only an address is, or nobody. */
  readonly name: string;
  readonly email: string | null;
  /** 'visitor': by a mailed link; 'system': by the clock. */
  readonly actorKind: 'person' | 'visitor' | 'system';
  readonly actorId: string | null;
  readonly by: string | null;
  /** Of the whole company, done from a site that the reader does not administer: not named here. */
  readonly byElsewhere: boolean;
  /** Whoever did it is one of the OPCO's agents. */
  readonly byAgent: boolean;
}

export interface HistoryAsked {
  /** Who reads, and when. */
  readonly reader: { readonly accountId: string; readonly now: Date };
  /** Null: all. */
  readonly section: HistorySection | null;
  readonly period: Period;
  /** Words of the name of who did it, or of the name or address of whom it is about. */
  readonly search: string;
}

/**
 * On an establishment, what happened to it and to its whole company, whose invitations are its own administrators'
 * alone; of a company, everything.
 */
const reaching = ({ siren, siret }: Place) =>
  siret === null
    ? sql`entry.siren = ${siren}`
    : sql`(entry.siret = ${siret} or (entry.siren = ${siren} and entry.siret is null
        and entry.subject_kind <> 'invitation'))`;

/** The identifier of a subject of one kind; null for every other. */
const subjectOf = (kind: string) =>
  sql`case when entry.subject_kind = ${kind} then entry.subject_id::uuid end`;

/** Of a request, only what followed its confirmation: before, anybody may have typed that address. */
const told = sql`
  case when entry.subject_kind = 'access-request' then exists (
    select from access_request as asked
    where asked.id = entry.subject_id::uuid and asked.confirmed_at <= entry.at) else true end`;

/** On an establishment, what was done to the whole company by who is of other sites. */
const byElsewhere = ({ siret }: Place, { reader }: HistoryAsked) =>
  siret === null
    ? sql`false`
    : sql`(entry.siret is null and ${onlyElsewhere(sql`entry.actor_id`, { ...reader, siret })})`;

/** Who is not to be named is not found by their name either. */
const peopleIn = (place: Place, asked: HistoryAsked) => sql`
  left join access_request as request on request.id = ${subjectOf('access-request')}
  left join invitation on invitation.id = ${subjectOf('invitation')}
  left join membership on membership.id = ${subjectOf('membership')}
  left join takeover on takeover.id = ${subjectOf('takeover')}
  left join account as concerned
    on concerned.id = coalesce(membership.account_id, takeover.account_id, ${subjectOf('account')})
  left join account as actor on actor.id = entry.actor_id and not ${byElsewhere(place, asked)}`;

const nameOf = sql`concat_ws(' ', coalesce(request.first_name, concerned.first_name),
  coalesce(request.last_name, concerned.last_name))`;
/** Where somebody who has left is reached is nobody's business there any more. */
const emailOf = sql`coalesce(request.email, invitation.email, case when exists (
  select from membership as live where live.account_id = concerned.id and live.siren = entry.siren
    and live.state in ('pending', 'active', 'suspended')) then concerned.email end)`;
/** As the index of people is built, so that words are found without accents. */
const namesIn = sql`concat_ws(' ', public.person_search_text(${nameOf}, '', coalesce(${emailOf}, '')),
  public.person_search_text(actor.first_name, actor.last_name, ''))`;

function matching(place: Place, { section, period, search }: HistoryAsked) {
  return sql`${reaching(place)} and entry.action = any(${actionsOf(section)}) and ${told}
    and ${within(sql`entry.at`, period)} and ${search === '' ? sql`true` : everyWordIn(namesIn, search)}`;
}

/** Latest first; `total` counts all those that match. */
async function read(
  db: Queryable,
  place: Place,
  asked: HistoryAsked,
  { limit, before }: { limit: number; before: number },
): Promise<(HistoryLine & { total: number })[]> {
  const people = peopleIn(place, asked);
  const { rows } = await sql<HistoryLine & { total: number }>`
    with shown as (
      select entry.id, count(*) over ()::integer as total
      from history_entry as entry ${asked.search === '' ? sql`` : people}
      where ${matching(place, asked)} order by entry.at desc, entry.id desc limit ${limit} offset ${before}
    )
    select shown.total, entry.id::text as id, entry.at, entry.action, entry.details, entry.siret,
      entry.subject_kind as "subjectKind", entry.subject_id as "subjectId",
      ${siteName} as "siteName", ${nameOf} as name, ${emailOf} as email, entry.actor_kind as "actorKind", actor.id as "actorId",
      ${byElsewhere(place, asked)} as "byElsewhere",
      nullif(concat_ws(' ', actor.first_name, actor.last_name), '') as by,
      exists (select from agent_role where agent_role.account_id = actor.id) as "byAgent"
    from shown join history_entry as entry on entry.id = shown.id ${people}
    left join company on company.siren = ${place.siren}
    left join establishment on establishment.siret = entry.siret
    order by entry.at desc, entry.id desc`.execute(db);
  return rows;
}

/** One page of what happened to a place. */
export const historyPage = (
  db: Queryable,
  place: Place,
  asked: HistoryAsked & { readonly page: number },
): Promise<PageOf<HistoryLine>> =>
  pageOf(asked.page, (before) => read(db, place, asked, { limit: linesPerPage, before }));

/** All that matches, `most` lines at most; null when there are more. */
export async function wholeHistory(
  db: Queryable,
  place: Place,
  asked: HistoryAsked,
  most: number,
): Promise<readonly HistoryLine[] | null> {
  const lines = await read(db, place, asked, { limit: most + 1, before: 0 });
  return lines.length > most ? null : lines;
}
