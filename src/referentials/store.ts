import { type Queryable, sql } from '../platform/database';
import type { Period } from './compare';
import type { Changes, Edition, Referential, Reject } from './model';

/** Editions enter one at a time, whatever the server. To be called first, in the transaction of an import. */
export const holdReferentials = (tx: Queryable) =>
  sql`select pg_advisory_xact_lock(hashtext('referentials'))`.execute(tx);

/** The latest period of each code of these levels. */
export async function periodsOf(
  tx: Queryable,
  referential: Referential,
  levels: readonly number[],
): Promise<Map<string, Period>> {
  const { rows } = await sql<Period>`
    select distinct on (code) code, valid_from, valid_to, label, level, parent, details
    from referential_entry
    where referential = ${referential} and level = any(${levels}::smallint[])
    order by code, valid_from desc`.execute(tx);
  return new Map(rows.map((row) => [row.code, row]));
}

/** So many in one statement. */
const atOnce = 5_000;

async function inParts(periods: readonly Period[], write: (part: string) => Promise<unknown>) {
  for (let from = 0; from < periods.length; from += atOnce) {
    await write(JSON.stringify(periods.slice(from, from + atOnce)));
  }
}

const rowsIn = (part: string) => sql`jsonb_to_recordset(${part}::jsonb) as one(code text, valid_from date,
  valid_to date, label text, level smallint, parent text, details jsonb)`;

export const insertPeriods = (tx: Queryable, referential: Referential, periods: readonly Period[]) =>
  inParts(periods, (part) =>
    sql`insert into referential_entry (referential, code, valid_from, valid_to, label, level, parent, details)
      select ${referential}, code, valid_from, valid_to, label, level, parent, details from ${rowsIn(part)}`.execute(
      tx,
    ),
  );

export const updatePeriods = (tx: Queryable, referential: Referential, periods: readonly Period[]) =>
  inParts(periods, (part) =>
    sql`update referential_entry as kept
      set valid_to = one.valid_to, label = one.label, level = one.level, parent = one.parent, details = one.details
      from ${rowsIn(part)}
      where kept.referential = ${referential} and kept.code = one.code and kept.valid_from = one.valid_from`.execute(
      tx,
    ),
  );

/** An edition that was imported. */
export interface Imported {
  readonly edition: string;
  readonly fingerprint: string;
}

/** The latest complete edition of some of these levels, and whether this very content was imported since. */
export async function lastEdition(
  tx: Queryable,
  { referential, levels }: { readonly referential: Referential; readonly levels: readonly number[] },
): Promise<Imported | undefined> {
  const { rows } = await sql<Imported>`
    select edition, fingerprint from referential_edition
    where referential = ${referential} and complete and levels && ${levels}::smallint[]
    order by id desc limit 1`.execute(tx);
  return rows[0];
}

/** True when this content completed the list after its last edition. */
export async function hasCompleted(tx: Queryable, { referential, fingerprint }: Edition): Promise<boolean> {
  const { rows } = await sql`
    select from referential_edition as one
    where referential = ${referential} and fingerprint = ${fingerprint} and not complete
      and not exists (select from referential_edition as later
        where later.referential = one.referential and later.complete and later.id > one.id)`.execute(tx);
  return rows.length > 0;
}

export interface Report extends Changes {
  readonly rejectedCount: number;
  /** The first of them. */
  readonly rejected: readonly Reject[];
}

export async function insertEdition(
  tx: Queryable,
  of: Omit<Edition, 'entries' | 'rejected'>,
  { levels, report, now }: { levels: readonly number[]; report: Report; now: Date },
): Promise<void> {
  await sql`insert into referential_edition
      (referential, edition, levels, complete, source, licence, file, fingerprint, lines, report, imported_at)
    values (${of.referential}, ${of.edition}, ${levels}::smallint[], ${of.complete}, ${of.source}, ${of.licence},
      ${of.file}, ${of.fingerprint}, ${of.lines}, ${JSON.stringify(report)}::jsonb, ${now})`.execute(tx);
}
