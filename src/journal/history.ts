import type { BehaviourContext } from '../platform/behaviour';
import { type Queryable, sql } from '../platform/database';

export interface HistoryEntry {
  /** Past tense, "module.thing-done": `access.request-approved`. */
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly siren?: string;
  readonly siret?: string;
  /** What changed, before and after where it helps; never a secret. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Writes what happened to a file, in the transaction that does it. Nobody can change it afterwards. */
export async function record(context: BehaviourContext, entry: HistoryEntry): Promise<void> {
  const { actor } = context;
  await sql`
    insert into history_entry
      (at, actor_kind, actor_id, action, subject_kind, subject_id, siren, siret, details, request_id)
    values (${context.now}, ${actor.kind}, ${actor.kind === 'person' ? actor.accountId : null}, ${entry.action},
            ${entry.subjectKind}, ${entry.subjectId}, ${entry.siren ?? null}, ${entry.siret ?? null},
            ${JSON.stringify(entry.details ?? {})}::jsonb, ${context.requestId})
  `.execute(context.tx);
}

export interface HistoryLine {
  readonly at: Date;
  readonly actorKind: 'person' | 'visitor' | 'system';
  readonly actorId: string | null;
  readonly action: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What happened to one file, oldest first. */
export async function historyOf(
  db: Queryable,
  subjectKind: string,
  subjectId: string,
): Promise<HistoryLine[]> {
  const { rows } = await sql<HistoryLine>`
    select entry.at, entry.actor_kind as "actorKind", entry.actor_id as "actorId", entry.action, entry.details
    from history_entry as entry
    where entry.subject_kind = ${subjectKind} and entry.subject_id = ${subjectId}
    order by entry.id
  `.execute(db);
  return rows;
}
