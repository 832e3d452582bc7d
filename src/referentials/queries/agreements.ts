import { type Queryable, type RawBuilder, sql } from '../../platform/database';

/** A collective agreement as it was on a day. */
export interface Agreement {
  /** Four digits. */
  readonly idcc: string;
  readonly title: string;
  /** First and last day in force (ISO) where they are known. */
  readonly from: string | null;
  readonly until: string | null;
  /** False: ended before that day, or not begun. */
  readonly inForce: boolean;
  /** The one that took its place. */
  readonly successor: { readonly idcc: string; readonly title: string } | null;
  /** Null for the two numbers of who has no agreement, and when no list says it. */
  readonly opco: string | null;
}

type Row = Omit<Agreement, 'successor'> & {
  readonly successor: string | null;
  readonly successorTitle: string;
};

/** What OPCO 2i's list says rules; of an agreement that is not in it, what the national ones say. */
const rowsOn = (on: string, chosen: RawBuilder<unknown>) => sql<Row>`
  with latest as (
    select distinct on (entry.code) entry.*
    from referential_entry as entry
    where entry.referential in ('idcc-opco2i', 'idcc') and ${chosen}
    order by entry.code, entry.referential desc, entry.valid_from > ${on},
      case when entry.valid_from > ${on} then entry.valid_from end, entry.valid_from desc
  )
  select latest.code as idcc, latest.label as title, nullif(latest.valid_from, '-infinity') as "from",
    latest.valid_to as until,
    ${on} between latest.valid_from and coalesce(latest.valid_to, 'infinity') as "inForce",
    successor.code as successor, successor.label as "successorTitle",
    case when latest.referential = 'idcc' then opco.name
      when latest.code not in ('9998', '9999') then 'OPCO 2i' end as opco
  from latest
  left join lateral (
    select entry.code, entry.label from referential_entry as entry
    where latest.referential = 'idcc-opco2i' and entry.referential = 'idcc-opco2i' and entry.code = latest.parent
    order by entry.valid_from desc limit 1
  ) as successor on true
  left join lateral (
    select entry.details ->> 'opco' as name from referential_entry as entry
    where entry.referential = 'idcc-opco' and entry.code = latest.code and entry.valid_to is null
    order by entry.valid_from desc limit 1
  ) as opco on true
  order by latest.code`;

const toAgreement = ({ successor, successorTitle, ...row }: Row): Agreement => ({
  ...row,
  successor: successor === null ? null : { idcc: successor, title: successorTitle },
});

/** Four digits: "44" is 0044. */
const normalIdcc = (typed: string) => typed.trim().padStart(4, '0');

/** An agreement by its number, on a day (ISO); null when no list has it. */
export async function agreement(db: Queryable, idcc: string, on: string): Promise<Agreement | null> {
  const { rows } = await rowsOn(on, sql`entry.code = ${normalIdcc(idcc)}`).execute(db);
  return rows[0] ? toAgreement(rows[0]) : null;
}

/** The same by what a person typed, a number or a whole title; null unless exactly one is meant. */
export async function agreementTyped(db: Queryable, typed: string, on: string): Promise<Agreement | null> {
  if (/^\s*\d{1,4}\s*$/.test(typed)) return agreement(db, typed, on);
  const { rows } = await rowsOn(
    on,
    sql`public.search_key(entry.label) = public.search_key(${typed})`,
  ).execute(db);
  const [only, ...others] = rows;
  return only && others.length === 0 ? toAgreement(only) : null;
}

/** Those of OPCO 2i's list, by number, on a day (ISO). */
export async function opco2iAgreements(db: Queryable, on: string): Promise<readonly Agreement[]> {
  const { rows } = await rowsOn(on, sql`entry.referential = 'idcc-opco2i'`).execute(db);
  return rows.map(toAgreement);
}
