import { type Queryable, sql, type Transaction } from '../../platform/database';
import type { NotificationChoice, NotificationKind, NotificationPlace } from './kinds';

export interface ChosenNotification extends NotificationPlace {
  readonly kind: NotificationKind;
  readonly choice: NotificationChoice;
}

/** Whoever comes back to a place, or to the desk, starts again with what everybody receives. */
const sinceTheyCame = sql`(
  exists (select from membership as own where own.account_id = chosen.account_id and own.siren = chosen.siren
    and own.siret is not distinct from chosen.siret and own.state in ('active', 'suspended')
    and own.created_at <= chosen.chosen_at)
  or (chosen.siren is null and exists (select from agent_role as own where own.account_id = chosen.account_id
    and own.role = 'account_manager' and own.granted_at <= chosen.chosen_at)))`;

export async function chosenBy(db: Queryable, accountId: string): Promise<ChosenNotification[]> {
  const { rows } = await sql<ChosenNotification>`
    select chosen.kind, chosen.siren, chosen.siret, chosen.choice from notification_choice as chosen
    where chosen.account_id = ${accountId} and ${sinceTheyCame}`.execute(db);
  return rows;
}

/**
 * What an account (a column, or an id) has chosen for a kind at a place: of the establishment itself, else of its whole
 * company, else at once.
 */
export const choiceAt = (
  account: ReturnType<typeof sql.ref> | string,
  kind: NotificationKind,
  { siren, siret }: NotificationPlace,
) => sql<NotificationChoice>`coalesce((
  select chosen.choice from notification_choice as chosen
  where chosen.account_id = ${account} and chosen.kind = ${kind} and chosen.siren is not distinct from ${siren}
    and (chosen.siret is null or chosen.siret = ${siret}) and ${sinceTheyCame}
  order by chosen.siret nulls last limit 1), 'now')`;

export async function readChoice(
  db: Queryable,
  accountId: string,
  kind: NotificationKind,
  place: NotificationPlace,
): Promise<NotificationChoice> {
  const { rows } = await sql<{ choice: NotificationChoice }>`
    select ${choiceAt(accountId, kind, place)} as choice`.execute(db);
  return rows[0]?.choice ?? 'now';
}

export async function writeChoice(
  tx: Transaction,
  accountId: string,
  { kind, siren, siret, choice }: ChosenNotification,
  now: Date,
): Promise<void> {
  await sql`
    insert into notification_choice (account_id, kind, siren, siret, choice, chosen_at)
    values (${accountId}, ${kind}, ${siren}, ${siret}, ${choice}, ${now})
    on conflict (account_id, kind, siren, siret)
    do update set choice = excluded.choice, chosen_at = excluded.chosen_at`.execute(tx);
}

/** Keeps something for somebody's next digest; once, however often it is told before then. */
export async function keepForDigest(
  tx: Transaction,
  note: { accountId: string; kind: NotificationKind; subjectId: string },
  now: Date,
): Promise<void> {
  await sql`
    insert into notification_waiting (account_id, kind, subject_id, noted_at)
    values (${note.accountId}, ${note.kind}, ${note.subjectId}, ${now})
    on conflict (account_id, kind, subject_id) do nothing`.execute(tx);
}

/** Who is to receive a digest: something was noted for them before an instant, and that day's was not written yet. */
export async function digestsDue(
  db: Queryable,
  { before, day }: { before: Date; day: string },
  batch: { limit: number; except: readonly string[] },
): Promise<{ id: string }[]> {
  const { rows } = await sql<{ id: string }>`
    select waiting.account_id as id from notification_waiting as waiting
    where waiting.noted_at < ${before} and waiting.account_id <> all(${batch.except}::uuid[])
      and not exists (select from notification_digest as digest
        where digest.account_id = waiting.account_id and digest.day = ${day})
    group by waiting.account_id order by min(waiting.noted_at), waiting.account_id limit ${batch.limit}`.execute(
    db,
  );
  return rows;
}

/** Takes somebody's digest of a day; false when another server has it. */
export async function claimDigest(tx: Transaction, accountId: string, day: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into notification_digest (account_id, day, lines) values (${accountId}, ${day}, 0)
    on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

export interface WaitingNote {
  readonly kind: NotificationKind;
  readonly subjectId: string;
}

/** What was noted for somebody before an instant, oldest first: no longer to be told by another digest. */
export async function takeNotes(tx: Transaction, accountId: string, before: Date): Promise<WaitingNote[]> {
  const { rows } = await sql<WaitingNote>`
    with taken as (
      delete from notification_waiting as waiting
      where waiting.account_id = ${accountId} and waiting.noted_at < ${before} returning waiting.*
    )
    select taken.kind, taken.subject_id as "subjectId" from taken order by taken.noted_at, taken.id`.execute(
    tx,
  );
  return rows;
}

export async function countLines(tx: Transaction, accountId: string, day: string, lines: number) {
  await sql`
    update notification_digest set lines = ${lines} where account_id = ${accountId} and day = ${day}`.execute(
    tx,
  );
}

/** Of somebody who leaves: nothing is left of what they chose. */
export async function forgetNotifications(tx: Transaction, accountId: string): Promise<void> {
  for (const table of ['notification_waiting', 'notification_choice', 'notification_digest']) {
    await sql`delete from ${sql.table(table)} where account_id = ${accountId}`.execute(tx);
  }
}

/** Of places that somebody has left. */
export async function forgetChoicesLeft(db: Queryable): Promise<void> {
  await sql`delete from notification_choice as chosen where not ${sinceTheyCame}`.execute(db);
}

/** Digests are known for twelve months, as the accesses are. */
export async function forgetDigestsBefore(db: Queryable, day: string): Promise<void> {
  await sql`delete from notification_digest where day < ${day}::date - interval '12 months'`.execute(db);
}
