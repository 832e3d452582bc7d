/** The columns of the file, as the product's command announces them. */
export const columns = [
  'email',
  'civilite',
  'nom',
  'prenom',
  'telephone',
  'fonction',
  'siret',
  'role',
] as const;
export type Column = (typeof columns)[number];
export type Cells = Readonly<Record<Column, string>>;

/** What counts when a heading or a word of a list is compared: letters and digits, without case or accents. */
export const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{Nd}]/gu, '')
    .toLowerCase();

export type Headings =
  | { ok: true; places: ReadonlyMap<Column, number>; width: number }
  | { ok: false; reason: string };

/** Finds each column's place whatever the order, case and accents; other columns are left aside. */
export function readHeadings(headings: readonly string[]): Headings {
  const names = headings.map(plain);
  const places = new Map<Column, number>();
  for (const column of columns) {
    const place = names.indexOf(column);
    if (place === -1) continue;
    if (names.indexOf(column, place + 1) !== -1) {
      return { ok: false, reason: `la colonne « ${column} » est en double. ${expected}` };
    }
    places.set(column, place);
  }
  const missing = columns.filter((column) => !places.has(column));
  if (missing.length > 0) {
    const list = missing.map((column) => `« ${column} »`).join(', ');
    const subject = missing.length > 1 ? `il manque les colonnes ${list}` : `il manque la colonne ${list}`;
    return { ok: false, reason: `${subject}. ${expected}` };
  }
  return { ok: true, places, width: headings.length };
}

const expected = `Colonnes attendues sur la première ligne : ${columns.join(' ; ')}.`;

/** The separator under which most columns are recognised; Excel's French one when none is. */
export function separatorOf(headingLine: string): ';' | ',' | '\t' {
  const found = (separator: string) => {
    const names = headingLine.split(separator).map(plain);
    return columns.filter((column) => names.includes(column)).length;
  };
  const best = ([';', ',', '\t'] as const).toSorted((a, b) => found(b) - found(a))[0];
  return best ?? ';';
}
