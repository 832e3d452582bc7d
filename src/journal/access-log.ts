import { type Queryable, sql } from '../platform/database';
import type { Call } from '../platform/http';

export interface PersonalDataAccess {
  /** "read-request", "downloaded-document", "sign-in-failed". */
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly siret?: string;
}

/** Writes who read which personal data. Kept twelve months. Source: CNIL, délibération 2021-122. */
export async function logAccess(call: Call, access: PersonalDataAccess): Promise<void> {
  await sql`
    insert into access_log_entry (at, actor_id, action, subject_kind, subject_id, siret, address, request_id)
    values (${call.kernel.clock()}, ${call.actor.kind === 'person' ? call.actor.accountId : null}, ${access.action},
            ${access.subjectKind}, ${access.subjectId}, ${access.siret ?? null}, ${call.address}, ${call.requestId})
  `.execute(call.kernel.db);
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
