import { type RoleCode, stillRuns } from '../../access';
import { everyWordIn, type Queryable, type RawBuilder, sql } from '../../platform/database';
import { linesPerPage, type PageOf, pageOf } from '../../platform/paging';
import { siteAddress, siteName } from '../../registry';

/** Which reviews are shown; the first unless told. */
export const reviewViews = ['en-retard', 'en-cours', 'sans-administrateur', 'faites'] as const;
export type ReviewView = (typeof reviewViews)[number];

/** A place whose rights are reviewed, or should be. */
export interface ReviewLine {
  readonly siren: string;
  /** Null: what is held on the whole company. */
  readonly siret: string | null;
  readonly name: string;
  readonly address: string;
  /** Until when the open review is asked for; null: none is. */
  readonly dueAt: Date | null;
  readonly doneAt: Date | null;
  /** People who hold a right there. */
  readonly people: number;
}

export interface Asked {
  readonly search: string;
  readonly page: number;
  readonly now: Date;
}

const yearBefore = (now: Date) => sql`${now}::timestamptz - interval '12 months'`;

/** When the rights of each place were last confirmed. */
const confirmations = sql`
  confirmed as (
    select review.siren, coalesce(review.siret, '') as site, max(review.done_at) as at
    from rights_review as review where review.done_at is not null group by review.siren, coalesce(review.siret, '')
  )`;

const confirmationOf = (right: 'membership' | 'mandate') => sql`
  left join confirmed on confirmed.siren = ${sql.ref(`${right}.siren`)}
    and confirmed.site = coalesce(${sql.ref(`${right}.siret`)}, '')`;

/** Rights a year old where nobody can review them: nobody administers, so nobody was asked. */
const withoutReviewer = (now: Date) => sql`
  select membership.siren, membership.siret, null::timestamptz as due_at, max(confirmed.at) as done_at,
    min(membership.created_at) as ordered
  from membership ${confirmationOf('membership')}
  where membership.state in ('active', 'suspended') and ${stillRuns(now)}
    and coalesce(confirmed.at, '-infinity') <= ${yearBefore(now)}
    and not exists (select from rights_review as review where review.siren = membership.siren
      and review.siret is not distinct from membership.siret and review.done_at is null)
    and not exists (${administrators(sql`membership.siren`, sql`membership.siret`, now)})
  group by membership.siren, membership.siret
  having min(membership.created_at) <= ${yearBefore(now)}`;

const administrators = (siren: RawBuilder<unknown>, siret: RawBuilder<unknown>, now: Date) => sql`
  select from membership as one join account on account.id = one.account_id
  where one.siren = ${siren} and (one.siret is null or one.siret = ${siret})
    and one.role = 'establishment_administrator' and one.state = 'active' and account.state = 'active'
    and coalesce(one.ends_on, 'infinity') >= (${now}::timestamptz at time zone 'Europe/Paris')::date`;

const open = (when: RawBuilder<unknown>) => sql`
  select review.siren, review.siret, review.due_at, confirmed.at as done_at, review.due_at as ordered
  from rights_review as review left join confirmed
    on confirmed.siren = review.siren and confirmed.site = coalesce(review.siret, '')
  where review.done_at is null and ${when}`;

const chosen: Readonly<Record<ReviewView, (now: Date) => RawBuilder<unknown>>> = {
  'en-retard': (now) => open(sql`review.due_at <= ${now}`),
  'en-cours': (now) => open(sql`review.due_at > ${now}`),
  'sans-administrateur': withoutReviewer,
  faites: (now) => sql`
    select confirmed.siren, nullif(confirmed.site, '') as siret, null::timestamptz as due_at,
      confirmed.at as done_at, 'epoch'::timestamptz + (${now}::timestamptz - confirmed.at) as ordered
    from confirmed where confirmed.at > ${yearBefore(now)}`,
};

const whatIsKnown = sql`public.search_text(
  concat_ws(' ', ${siteName}, chosen.siren, chosen.siret, ${siteAddress}))`;

/** One page of the reviews of a view, the most urgent first; of those done, the latest. */
export function reviewsFound(
  db: Queryable,
  { view, search, page, now }: Asked & { readonly view: ReviewView },
): Promise<PageOf<ReviewLine>> {
  return pageOf(page, async (before) => {
    const { rows } = await sql<ReviewLine & { total: number }>`
      with ${confirmations}, chosen as (${chosen[view](now)})
      select count(*) over ()::integer as total, chosen.siren, chosen.siret, ${siteName} as name,
        ${siteAddress} as address, chosen.due_at as "dueAt", chosen.done_at as "doneAt",
        (select count(*)::integer from membership where membership.siren = chosen.siren
          and membership.siret is not distinct from chosen.siret
          and membership.state in ('active', 'suspended') and ${stillRuns(now)}) as people
      from chosen join company on company.siren = chosen.siren
      left join establishment on establishment.siret = chosen.siret
      where company.state = 'valid'
        and (chosen.siret is null or (establishment.state = 'valid' and establishment.active))
        and ${everyWordIn(whatIsKnown, search)}
      order by chosen.ordered, chosen.siren, chosen.siret nulls first
      limit ${linesPerPage} offset ${before}`.execute(db);
    return rows;
  });
}

/** A right that was given, and last confirmed, more than twelve months ago. */
export interface OldRight {
  readonly id: string;
  /** Null: a partner's mandate. */
  readonly accountId: string | null;
  readonly name: string;
  readonly email: string | null;
  readonly role: RoleCode | null;
  readonly siren: string;
  readonly siret: string | null;
  readonly placeName: string;
  readonly givenAt: Date;
  /** The last review of the place, whenever it was; null: none. */
  readonly reviewedAt: Date | null;
  readonly lastSignInAt: Date | null;
}

/** As the index on accounts is built. */
const personKnown = sql`public.person_search_text(account.first_name, account.last_name, account.email)`;

/** One page of them, the oldest first; by a number, those on that company or establishment. */
export function oldRights(db: Queryable, { search, page, now }: Asked): Promise<PageOf<OldRight>> {
  const number = search.replace(/\s/gu, '');
  return pageOf(page, async (before) => {
    const { rows } = await sql<OldRight & { total: number }>`
      with ${confirmations}, held as (
        select membership.id, membership.account_id, null::text as partner_siren, null::text as partner_siret,
          membership.role, membership.siren, membership.siret,
          coalesce(membership.role_since, membership.created_at) as given_at, confirmed.at as reviewed_at
        from membership ${confirmationOf('membership')}
        where membership.state in ('active', 'suspended') and ${stillRuns(now)}
        union all
        select mandate.id, null, mandate.partner_siren, mandate.partner_siret, null, mandate.siren, mandate.siret,
          mandate.accepted_at, confirmed.at
        from mandate ${confirmationOf('mandate')}
        where mandate.state = 'accepted'
          and coalesce(mandate.ends_on, 'infinity') >= (${now}::timestamptz at time zone 'Europe/Paris')::date
      ), shown as (
        select held.*, count(*) over ()::integer as total from held
        left join account on account.id = held.account_id
        where greatest(held.given_at, held.reviewed_at) <= ${yearBefore(now)}
          and (${number} in (held.siren, held.siret) or ${everyWordIn(personKnown, search)})
        order by held.given_at, held.id limit ${linesPerPage} offset ${before}
      )
      select shown.total, shown.id, shown.account_id as "accountId", shown.role, shown.siren, shown.siret,
        coalesce(nullif(concat_ws(' ', account.first_name, account.last_name), ''), account.email, partner.name) as name,
        account.email, place.name as "placeName", shown.given_at as "givenAt", shown.reviewed_at as "reviewedAt",
        account.last_sign_in_at as "lastSignInAt"
      from shown left join account on account.id = shown.account_id
      left join lateral (${named(sql`shown.partner_siren`, sql`shown.partner_siret`)}) as partner on true
      join lateral (${named(sql`shown.siren`, sql`shown.siret`)}) as place on true
      order by shown.given_at, shown.id`.execute(db);
    return rows;
  });
}

const named = (siren: RawBuilder<unknown>, siret: RawBuilder<unknown>) => sql`
  select ${siteName} as name from company left join establishment on establishment.siret = ${siret}
  where company.siren = ${siren}`;
