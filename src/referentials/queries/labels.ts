import { type Queryable, sql } from '../../platform/database';
import type { Details, Referential } from '../model';

/** A code as it was on a day. */
interface CodeOn {
  readonly code: string;
  readonly label: string;
  readonly parent: string | null;
  readonly details: Details;
  /** False: ended before that day, or begun after it. */
  readonly inForce: boolean;
}

/** A code on a day (ISO); before its first period the first, after its last the last; null when nobody knows it. */
async function codeOn(
  db: Queryable,
  referential: Referential,
  code: string | null,
  on: string,
): Promise<CodeOn | null> {
  if (code === null) return null;
  const { rows } = await sql<CodeOn>`
    select code, label, parent, details, ${on} between valid_from and coalesce(valid_to, 'infinity') as "inForce"
    from referential_entry
    where referential = ${referential} and code = ${code}
    order by valid_from > ${on}, case when valid_from > ${on} then valid_from end, valid_from desc
    limit 1`.execute(db);
  return rows[0] ?? null;
}

/** What many codes are called on a day (ISO), in one reading; undefined for those that nobody knows. */
export async function labelsOn(
  db: Queryable,
  asked: readonly { readonly referential: Referential; readonly code: string }[],
  on: string,
): Promise<(referential: Referential, code: string) => string | undefined> {
  const { rows } = await sql<{ referential: Referential; code: string; label: string }>`
    select distinct asked.referential, asked.code, entry.label
    from unnest(${asked.map((one) => one.referential)}::text[], ${asked.map((one) => one.code)}::text[])
      as asked(referential, code), lateral (
      select label from referential_entry
      where referential = asked.referential and code = asked.code
      order by valid_from > ${on}, case when valid_from > ${on} then valid_from end, valid_from desc
      limit 1
    ) as entry`.execute(db);
  const labels = new Map(rows.map(({ referential, code, label }) => [`${referential} ${code}`, label]));
  return (referential, code) => labels.get(`${referential} ${code}`);
}

const labelOn = async (db: Queryable, referential: Referential, code: string | null, on: string) =>
  (await codeOn(db, referential, code, on))?.label ?? null;

/** "Mécanique industrielle", of 25.62B or 2562B; null when the code is unknown. */
export function nafLabel(
  db: Queryable,
  code: string | null,
  { nomenclature, on }: { readonly nomenclature: 'naf-rev2' | 'naf-2025'; readonly on: string },
): Promise<string | null> {
  return labelOn(db, nomenclature, code?.replace(/^(\d{2})(?=\d{2})/, '$1.') ?? null, on);
}

/** "Société par actions simplifiée (SAS)", of a category of one, two or four digits. */
export const legalForm = (db: Queryable, code: string | null, on: string) =>
  labelOn(db, 'legal-forms', code, on);

/** "20 à 49 salariés". */
export const headcountBand = (db: Queryable, code: string | null, on: string) =>
  labelOn(db, 'headcount-bands', code, on);

export interface Commune {
  readonly code: string;
  readonly name: string;
  /** Codes of INSEE. */
  readonly department: string | null;
  readonly region: string | null;
}

/** A commune by its INSEE code; null until the list of communes is imported. */
export async function commune(db: Queryable, code: string, on: string): Promise<Commune | null> {
  const found = await codeOn(db, 'communes', code, on);
  if (!found) return null;
  const { region } = found.details;
  return {
    code,
    name: found.label,
    department: found.parent,
    region: typeof region === 'string' ? region : null,
  };
}
