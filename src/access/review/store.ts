import { type Queryable, type RawBuilder, sql, type Transaction } from '../../platform/database';
import { type Mandate, mandateColumns } from '../mandates';
import { type Batch, type MembershipRow, stillRuns } from '../store';

export interface ReviewedPlace {
  readonly siren: string;
  /** Null: what is held on the whole company. */
  readonly siret: string | null;
}

export interface OpenReview extends ReviewedPlace {
  readonly id: string;
  readonly dueAt: Date;
}

const today = (now: Date) => sql`(${now}::timestamptz at time zone 'Europe/Paris')::date`;

/** The mandates given on a place that run, or will. */
const givenMandates = ({ siren, siret }: ReviewedPlace, now: Date) => sql`
  mandate.siren = ${siren} and mandate.siret is not distinct from ${siret}
  and mandate.state = 'accepted' and coalesce(mandate.ends_on, 'infinity') >= ${today(now)}`;

const heldMemberships = ({ siren, siret }: ReviewedPlace, now: Date) => sql`
  membership.siren = ${siren} and membership.siret is not distinct from ${siret}
  and membership.state in ('active', 'suspended') and ${stillRuns(now)}`;

/** What is reviewed on a place: the rights held there by people, and those given to partners. */
export const reviewed = { memberships: heldMemberships, mandates: givenMandates };

/** Which companies, by the column of their SIREN. */
type Companies = (siren: RawBuilder<unknown>) => RawBuilder<unknown>;
const only =
  (siren: string): Companies =>
  (column) =>
    sql`${column} = ${siren}`;

/** Those who administer now, of some companies. */
const administration = (companies: Companies, now: Date) => sql`
  administration as (
    select membership.siren, membership.siret, membership.account_id
    from membership join account on account.id = membership.account_id
    where ${companies(sql`membership.siren`)} and membership.role = 'establishment_administrator'
      and membership.state = 'active' and ${stillRuns(now)} and account.state = 'active')`;

/** The OPCO knows the place, and it is open: nobody is asked about the others. */
const isLive = (place: 'due' | 'review') => sql`
  exists (select from company where company.siren = ${sql.ref(`${place}.siren`)} and company.state = 'valid')
  and (${sql.ref(`${place}.siret`)} is null or exists (
    select from establishment where establishment.siret = ${sql.ref(`${place}.siret`)}
      and establishment.state = 'valid' and establishment.active))`;

/**
 * Places whose last review, or first right, is twelve months old, where somebody administers and somebody else, or a
 * partner, has access.
 */
const duePlaces = (companies: Companies, now: Date) => sql`
  with access as (
    select membership.siren, membership.siret, membership.account_id as holder, membership.created_at as since,
      membership.state in ('active', 'suspended') and ${stillRuns(now)} as runs
    from membership
    where ${companies(sql`membership.siren`)} and membership.state in ('active', 'suspended', 'ended')
    union all
    select mandate.siren, mandate.siret, mandate.id, mandate.accepted_at,
      mandate.state = 'accepted' and coalesce(mandate.ends_on, 'infinity') >= ${today(now)}
    from mandate where ${companies(sql`mandate.siren`)} and mandate.accepted_at is not null
  ), due as (
    select access.siren, access.siret, array_agg(distinct access.holder) filter (where access.runs) as holders
    from access group by access.siren, access.siret
    having bool_or(access.runs) and min(access.since) + interval '12 months' <= ${now}
  ), ${administration(companies, now)}
  select due.siren, due.siret from due
  where ${isLive('due')}
    and not exists (select from rights_review as review
      where review.siren = due.siren and review.siret is not distinct from due.siret
        and coalesce(review.done_at + interval '12 months', 'infinity') > ${now})
    and exists (select from administration
      where administration.siren = due.siren and (administration.siret is null or administration.siret = due.siret)
        and due.holders <> array[administration.account_id])`;

/** The companies (by SIREN) where a review is due. */
export async function companiesToReview(
  db: Queryable,
  now: Date,
  { limit, except }: Batch,
): Promise<{ id: string }[]> {
  const others: Companies = (siren) => sql`${siren} <> all(${except}::text[])`;
  const { rows } = await sql<{ id: string }>`
    select distinct due.siren as id from (${duePlaces(others, now)}) as due
    order by due.siren limit ${limit}`.execute(db);
  return rows;
}

/** Opens the reviews due in a company; gives those that no other server has opened. */
export async function openReviews(
  tx: Transaction,
  siren: string,
  { now, dueAt }: { now: Date; dueAt: Date },
): Promise<OpenReview[]> {
  const { rows } = await sql<OpenReview>`
    insert into rights_review (siren, siret, opened_at, due_at)
    select due.siren, due.siret, ${now}, ${dueAt} from (${duePlaces(only(siren), now)}) as due
    on conflict do nothing
    returning rights_review.id, rights_review.siren, rights_review.siret, rights_review.due_at as "dueAt"`.execute(
    tx,
  );
  return rows;
}

/** Open reviews with who is to do each: the administrators of the establishment itself, else of its whole company. */
const reviewsAndReviewers = (companies: Companies, now: Date) => sql`
  with ${administration(companies, now)}
  select review.id, review.siren, review.siret, review.due_at as "dueAt", administration.account_id as "accountId"
  from rights_review as review join administration on administration.siren = review.siren
    and (administration.siret is not distinct from review.siret
      or administration.siret is null and not exists (
        select from administration as own where own.siren = review.siren and own.siret = review.siret))
  where review.done_at is null and ${isLive('review')}`;

/** The open reviews of a company, once for each of those who are to do them. */
export async function reviewersIn(
  db: Queryable,
  siren: string,
  now: Date,
): Promise<(OpenReview & { readonly accountId: string })[]> {
  const { rows } = await sql<OpenReview & { accountId: string }>`
    ${reviewsAndReviewers(only(siren), now)} order by review.siret nulls first`.execute(db);
  return rows;
}

/** The reviews that somebody is to do. */
export const reviewsAskedOf = (accountId: string, now: Date) => sql`
  select asked.* from (${reviewsAndReviewers(companiesOf(accountId), now)}) as asked
  where asked."accountId" = ${accountId}`;

const companiesOf =
  (accountId: string): Companies =>
  (siren) =>
    sql`${siren} in (
    select mine.siren from membership as mine where mine.account_id = ${accountId} and mine.state = 'active')`;

/** A review that was done. */
export interface DoneReview {
  readonly id: string;
  readonly doneAt: Date;
  /** Null: their account is closed. */
  readonly by: string | null;
  readonly kept: number;
  readonly ended: number;
}

/** The open review of a place, and its last one done. */
export async function reviewsOf(
  db: Queryable,
  { siren, siret }: ReviewedPlace,
): Promise<{ open: { dueAt: Date } | null; lastDone: DoneReview | null }> {
  const ofPlace = sql`review.siren = ${siren} and review.siret is not distinct from ${siret}`;
  const { rows: open } = await sql<{ dueAt: Date }>`
    select review.due_at as "dueAt" from rights_review as review
    where ${ofPlace} and review.done_at is null`.execute(db);
  const { rows: done } = await sql<DoneReview>`
    select review.id, review.done_at as "doneAt", review.kept, review.ended,
      nullif(concat_ws(' ', account.first_name, account.last_name), '') as by
    from rights_review as review join account on account.id = review.done_by
    where ${ofPlace} and review.done_at is not null order by review.done_at desc limit 1`.execute(db);
  return { open: open[0] ?? null, lastDone: done[0] ?? null };
}

/** Those who have access to a place by a right held there; nobody changes them until the end. */
export async function holdUsersOf(
  tx: Transaction,
  place: ReviewedPlace,
  now: Date,
): Promise<MembershipRow[]> {
  const { rows } = await sql<MembershipRow>`
    select membership.* from membership where ${heldMemberships(place, now)}
    order by membership.id for no key update`.execute(tx);
  return rows;
}

/** The same of the partners. */
export async function holdMandatesOf(tx: Transaction, place: ReviewedPlace, now: Date): Promise<Mandate[]> {
  const { rows } = await sql<Mandate>`
    select ${mandateColumns} from mandate where ${givenMandates(place, now)}
    order by mandate.id for no key update`.execute(tx);
  return rows;
}

/** Closes the open review of a place, or writes one that nobody had asked for. */
export async function finishReview(
  tx: Transaction,
  { siren, siret }: ReviewedPlace,
  done: { by: string; kept: number; ended: number; now: Date },
): Promise<string> {
  const { by, kept, ended, now } = done;
  const { rows: closed } = await sql<{ id: string }>`
    update rights_review as review set done_at = ${now}, done_by = ${by}, kept = ${kept}, ended = ${ended}
    where review.siren = ${siren} and review.siret is not distinct from ${siret} and review.done_at is null
    returning review.id`.execute(tx);
  if (closed[0]) return closed[0].id;
  const { rows: added } = await sql<{ id: string }>`
    insert into rights_review (siren, siret, opened_at, due_at, done_at, done_by, kept, ended)
    values (${siren}, ${siret}, ${now}, ${now}, ${now}, ${by}, ${kept}, ${ended})
    returning rights_review.id`.execute(tx);
  return added[0]?.id ?? '';
}
