import type { BehaviourContext } from '../platform/behaviour';
import { type Queryable, sql } from '../platform/database';

export interface HistoryEntry {
  /** Past tense, "module.thing-done": `access.request-approved`. */
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly siren?: string;
  /** Null: of the whole company. */
  readonly siret?: string | null;
  /** What changed, before and after where it helps; never a secret. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Writes what happened to a file, in the transaction that does it. Nobody can change it afterwards. */
export function record(context: BehaviourContext, { subjectId, ...entry }: HistoryEntry): Promise<void> {
  return recordEach(context, [subjectId], entry);
}

/**
 * The same line for each of these subjects, or none, by one statement. What somebody did is in the access log
 * too, with the network address: the history outlives the twelve months for which an address may be kept.
 */
export async function recordEach(
  context: BehaviourContext,
  subjectIds: readonly string[],
  entry: Omit<HistoryEntry, 'subjectId'>,
): Promise<void> {
  const { actor, now, requestId, address } = context;
  const { action, subjectKind, siren = null, siret = null, details = {} } = entry;
  const actorId = actor.kind === 'person' ? actor.accountId : null;
  await sql`
    with subject as (select unnest(${[...subjectIds]}::text[]) as id),
    recorded as (
      insert into history_entry
        (at, actor_kind, actor_id, action, subject_kind, subject_id, siren, siret, details, request_id)
      select ${now}::timestamptz, ${actor.kind}, ${actorId}::uuid, ${action}, ${subjectKind}, subject.id, ${siren},
        ${siret}, ${JSON.stringify(details)}::jsonb, ${requestId} from subject
    )
    insert into access_log_entry (at, actor_id, action, subject_kind, subject_id, siret, address, request_id)
    select ${now}::timestamptz, ${actorId}::uuid, ${action}, ${subjectKind}, subject.id, ${siret}, ${address},
      ${requestId} from subject where ${actor.kind !== 'system'}::boolean
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
