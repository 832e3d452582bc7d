import type { Entry, Referential } from '../model';
import { isDay, type Row, tidy } from './read-file';

/** Why a line can't be read, in French. */
export class Malformed extends Error {}

/** The cell of a line under a heading, tidy; '' when there is none. */
export type Cell = (heading: string) => string;

export const cellsOf =
  (headings: readonly string[], { cells }: Row): Cell =>
  (heading) =>
    tidy(cells[headings.indexOf(heading)] ?? '');

const longest = 500;
export const shown = (text: string) => `« ${text.slice(0, 40)} »`;

/** The code of a line, as this pattern wants it. */
export function codeOf(text: string, pattern: RegExp, what: string): string {
  if (text === '') throw new Malformed(`${what} absent`);
  if (!pattern.test(text)) throw new Malformed(`${what} ${shown(text)} mal écrit`);
  return text;
}

export function labelOf(text: string): string {
  if (text === '') throw new Malformed('libellé absent');
  if (text.length > longest) throw new Malformed(`libellé de plus de ${longest} caractères`);
  // Sentences have plain apostrophes until they are shown.
  return text.replace(/’/gu, "'");
}

/** ISO date of "31/12/2026", "2026-12-31" or "2026-12-31 00:00:00"; null when there is none. */
export function dayIn(text: string, what: string): string | null {
  if (text === '' || text === 'NR') return null;
  const [, day, month, year] = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text) ?? [];
  const date = year ? `${year}-${month}-${day}` : text.slice(0, 10);
  if (!isDay(date)) throw new Malformed(`${what} ${shown(text)} n'est pas une date`);
  return date;
}

/** What a line says of a code of a list. */
export interface Said {
  readonly referential: Referential;
  readonly entry: Entry;
}

export const says = (
  referential: Referential,
  code: string,
  label: string | null,
  more: Partial<Omit<Entry, 'code' | 'label'>> = {},
): Said => ({
  referential,
  entry: { code, label, level: 1, parent: null, from: null, to: null, details: {}, ...more },
});
