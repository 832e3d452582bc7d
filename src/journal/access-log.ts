import { createHash } from 'node:crypto';
import { isOutOfSpace, type Queryable, sql } from '../platform/database';
import type { Refusal } from '../platform/errors';
import type { Call, Route } from '../platform/http';
import type { Limit } from '../platform/throttle';
import { askerOf, seenAs } from '../platform/who-may';

export interface PersonalDataAccess {
  /** "read-request", "downloaded-document", "sign-in-failed". */
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly siret?: string;
  /** Address of the page, without its query, where the action does not say which it was. */
  readonly page?: string;
  /** "done" unless told. */
  readonly outcome?: 'done' | 'failed' | 'refused';
}

/** Writes who read which personal data. Kept twelve months. Source: CNIL, délibération 2021-122. */
export async function logAccess(
  call: Call,
  access: PersonalDataAccess,
  db: Queryable = call.kernel.db,
): Promise<void> {
  await sql`
    insert into access_log_entry (at, actor_id, viewed_as, action, subject_kind, subject_id, siret, outcome, address,
      request_id, page)
    values (${call.kernel.clock()}, ${askerOf(call.actor)}, ${seenAs(call.actor)}, ${access.action},
            ${access.subjectKind}, ${access.subjectId}, ${access.siret ?? null}, ${access.outcome ?? 'done'},
            ${call.address}, ${call.requestId}, ${access.page ?? null})
  `.execute(db);
}

/** Whom or what a list shows. */
export interface Subject {
  readonly kind: string;
  readonly id: string;
}

export const subjects = (kind: string, ids: readonly string[]): Subject[] => ids.map((id) => ({ kind, id }));

/**
 * Writes that a list was read: a line for each of its subjects, so that whoever is on it can be told by whom. They
 * bear one request id, and one statement writes them.
 */
export async function logList(
  call: Call,
  { action, siret }: Pick<PersonalDataAccess, 'action' | 'siret'>,
  shown: readonly Subject[],
): Promise<void> {
  if (shown.length === 0) return;
  await sql`
    insert into access_log_entry (at, actor_id, viewed_as, action, subject_kind, subject_id, siret, address,
      request_id)
    select ${call.kernel.clock()}::timestamptz, ${askerOf(call.actor)}::uuid, ${seenAs(call.actor)}::uuid, ${action},
      shown.kind, shown.id,
      ${siret ?? null}, ${call.address}, ${call.requestId}
    from unnest(${shown.map(({ kind }) => kind)}::text[], ${shown.map(({ id }) => id)}::text[]) as shown (kind, id)
  `.execute(call.kernel.db);
}

/** The same. False when the disk is full: what nobody can know to have been read is then not to be shown. */
export async function isListLogged(...list: Parameters<typeof logList>): Promise<boolean> {
  try {
    await logList(...list);
    return true;
  } catch (error) {
    if (isOutOfSpace(error)) return false;
    throw error;
  }
}

/** An address typed by somebody, as a subject: a digest, since it may be anything, a password included. */
export const typedAddress = (email: string) => ({
  subjectKind: 'address',
  subjectId: createHash('sha256').update(email).digest('hex'),
});

/** Writes which page an agent reads as somebody, under the agent's name; nothing of anybody else's reading. */
export async function logViewedPage(call: Call): Promise<void> {
  const subjectId = seenAs(call.actor);
  if (subjectId === null) return;
  const [page = ''] = call.path.split('?');
  await logAccess(call, {
    action: 'viewed-page',
    subjectKind: 'account',
    subjectId,
    page: page.slice(0, longestPath),
  });
}

/** So that whoever goes on trying fills no disk. More is still counted, by status, in the metrics. */
const refusalsKept: Limit = { name: 'refusals-kept', tries: 100, seconds: 3600 };
const longestPath = 200;

/**
 * Writes that a signed-in person was refused an address: the path without its query, which may hold a secret.
 * Source: OWASP ASVS 5.0, 16.3.2.
 */
export async function logRefusal(call: Call, route: Route, { status }: Refusal): Promise<void> {
  const { actor, params } = call;
  if (actor.kind !== 'person' || (status !== 403 && status !== 404)) return;
  if ((await call.countTry(refusalsKept, askerOf(actor) ?? '')) !== null) return;
  const [path = ''] = call.path.split('?');
  const { siret = '' } = params;
  await logAccess(call, {
    action: status === 403 ? 'refused-forbidden' : 'refused-not-found',
    subjectKind: 'route',
    subjectId: `${route.method} ${path.slice(0, longestPath)}`,
    ...(/^\d{14}$/.test(siret) && { siret }),
    outcome: 'refused',
  });
}

/** How often one thing was done to a subject after an instant (or ever), counted up to `most`, and the last time's id. */
export async function countAccesses(
  db: Queryable,
  access: Pick<PersonalDataAccess, 'action' | 'subjectKind' | 'subjectId'>,
  { since, most }: { since: Date | null; most: number },
): Promise<{ count: number; lastId: string | null }> {
  const { rows } = await sql<{ count: number; lastId: string | null }>`
    select count(*)::int as count, max(latest.id)::text as "lastId" from (
      select entry.id from access_log_entry as entry
      where entry.subject_kind = ${access.subjectKind} and entry.subject_id = ${access.subjectId}
        and entry.action = ${access.action} and (${since}::timestamptz is null or entry.at > ${since})
      order by entry.id desc limit ${most}
    ) as latest
  `.execute(db);
  return rows[0] ?? { count: 0, lastId: null };
}
