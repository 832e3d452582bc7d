import { type Queryable, sql, type Transaction } from '../../platform/database';
import type { Batch, MembershipRow } from '../store';
import { stillRuns } from '../store';

export interface ReviewedPlace {
  readonly siren: string;
  /** Null: those who hold their right on the whole company. */
  readonly siret: string | null;
}

const samePlace = ({ siren, siret }: ReviewedPlace) =>
  sql`review.siren = ${siren} and review.siret is not distinct from ${siret}`;

/**
 * Places whose last review, or first membership, is twelve months old, where somebody administers and somebody else
 * has access.
 */
const duePlaces = (now: Date) => sql`
  select place.siren, place.siret from (
    select membership.siren, membership.siret, min(membership.created_at) as since from membership
    where membership.state in ('active', 'suspended', 'ended') group by membership.siren, membership.siret
  ) as place
  join company on company.siren = place.siren and company.state = 'valid'
  left join establishment on establishment.siret = place.siret
  where place.since + interval '12 months' <= ${now}
    and (place.siret is null or (establishment.state = 'valid' and establishment.active))
    and not exists (select from rights_review as review
      where review.siren = place.siren and review.siret is not distinct from place.siret
        and coalesce(review.done_at + interval '12 months', 'infinity') > ${now})
    and exists (
      select from membership join membership as administration on administration.siren = membership.siren
      join account on account.id = administration.account_id
      where membership.siren = place.siren and membership.siret is not distinct from place.siret
        and membership.state in ('active', 'suspended') and ${stillRuns(now)}
        and administration.account_id <> membership.account_id
        and (administration.siret is null or administration.siret = place.siret)
        and administration.role = 'establishment_administrator' and administration.state = 'active'
        and coalesce(administration.ends_on, 'infinity') >= (${now}::timestamptz at time zone 'Europe/Paris')::date
        and account.state = 'active')`;

/** The companies (by SIREN) where a review is due. */
export async function companiesToReview(
  db: Queryable,
  now: Date,
  { limit, except }: Batch,
): Promise<{ id: string }[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct due.siren as id from (${duePlaces(now)}) as due
    where due.siren <> all(${except}::text[]) order by due.siren limit ${limit}`.execute(db);
  return rows;
}

/** Opens the reviews due in a company; gives those that no other server has opened. */
export async function openReviews(
  tx: Transaction,
  siren: string,
  { now, dueAt }: { now: Date; dueAt: Date },
): Promise<(ReviewedPlace & { id: string })[]> {
  const { rows } = await sql<ReviewedPlace & { id: string }>`
    insert into rights_review (siren, siret, opened_at, due_at)
    select due.siren, due.siret, ${now}, ${dueAt} from (${duePlaces(now)}) as due where due.siren = ${siren}
    on conflict do nothing
    returning rights_review.id, rights_review.siren, rights_review.siret`.execute(tx);
  return rows;
}

/** The open review of a place, and its last one done. */
export async function reviewsOf(db: Queryable, place: ReviewedPlace) {
  const { rows } = await sql<{ id: string; dueAt: Date; doneAt: Date | null }>`
    select review.id, review.due_at as "dueAt", review.done_at as "doneAt" from rights_review as review
    where ${samePlace(place)} order by review.done_at desc nulls first limit 2`.execute(db);
  const open = rows.find(({ doneAt }) => doneAt === null) ?? null;
  return { open, lastDone: rows.find(({ doneAt }) => doneAt !== null) ?? null };
}

/** Those who have access to a place by a right held there, and nobody changes them until the end. */
export async function holdUsersOf(
  tx: Transaction,
  { siren, siret }: ReviewedPlace,
  now: Date,
): Promise<MembershipRow[]> {
  const { rows } = await sql<MembershipRow>`
    select membership.* from membership
    where membership.siren = ${siren} and membership.siret is not distinct from ${siret}
      and membership.state in ('active', 'suspended') and ${stillRuns(now)}
    order by membership.id for no key update`.execute(tx);
  return rows;
}

/** Closes the open review of a place, or writes one that nobody had asked for. */
export async function finishReview(
  tx: Transaction,
  place: ReviewedPlace,
  done: { by: string; kept: number; ended: number; now: Date },
): Promise<string> {
  const { by, kept, ended, now } = done;
  const { rows } = await sql<{ id: string }>`
    with closed as (
      update rights_review as review set done_at = ${now}, done_by = ${by}, kept = ${kept}, ended = ${ended}
      where ${samePlace(place)} and review.done_at is null returning review.id
    ), added as (
      insert into rights_review (siren, siret, opened_at, due_at, done_at, done_by, kept, ended)
      select ${place.siren}, ${place.siret}, ${now}::timestamptz, ${now}::timestamptz, ${now}::timestamptz, ${by}::uuid,
        ${kept}::integer, ${ended}::integer
      where not exists (select from closed) returning rights_review.id
    )
    select closed.id from closed union all select added.id from added`.execute(tx);
  return rows[0]?.id ?? '';
}
