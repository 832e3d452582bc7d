import { sql } from '../platform/database';
import type { Call } from '../platform/http';

export interface PersonalDataAccess {
  /** "read-request", "downloaded-document". */
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
