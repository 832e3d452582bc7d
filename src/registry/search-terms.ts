import { compactNumber, parseSiren, parseSiret } from './rules';

/** Longest text searched (characters); the rest is cut. */
const longestQuery = 200;

/** What a person typed in the search field, sorted out. */
export interface SearchTerms {
  /** Fit for the database: no NUL, cut. */
  text: string;
  /** The whole text is digits, with separators (3 to 14 digits). */
  digits?: string;
  /** A SIREN or SIRET with a good key among other words, as in a label pasted back ("DANONE - 552032534"). */
  embedded?: string;
}

/** Any text is harmless. */
export function readSearchTerms(typed: string): SearchTerms {
  const text = [...typed.slice(0, longestQuery * 2)].slice(0, longestQuery).join('').replaceAll('\0', ' ');
  const compact = compactNumber(text);
  if (/^\d{3,14}$/.test(compact)) return { text, digits: compact };
  for (const [run] of text.matchAll(/\d(?:[\s.\-/]*\d){8,13}/gu)) {
    const number = compactNumber(run);
    if (parseSiret(number).ok || parseSiren(number).ok) return { text, embedded: number };
  }
  return { text };
}

const legalForms = new Set(
  (
    'sa sas sasu sarl eurl snc sci scp selarl scop ste societe ets etablissement etablissements entreprise ' +
    'groupe association cie compagnie'
  ).split(' '),
);

/** Words without legal forms, which Sirene's names mostly leave out; undefined when that changes nothing. */
export function withoutLegalForms(words: readonly string[]): string[] | undefined {
  const kept = words.filter((word) => !legalForms.has(word));
  return kept.length > 0 && kept.length < words.length ? kept : undefined;
}

/** Typing errors accepted in a word: none under 4 letters, one up to 5, two from 6. */
export const allowedErrors = (word: string): number => (word.length < 4 ? 0 : word.length < 6 ? 1 : 2);

/**
 * Typing errors between two words: letters added, missing, replaced, or two neighbours swapped
 * (optimal string alignment). With `unfinished`, `one` may be the beginning of `other` only.
 */
export function typingErrors(one: string, other: string, unfinished = false): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? 0;
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    rows.push(current);
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      let best = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (same ? 0 : 1),
      );
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (row > 1 && column > 1 && swapped) best = Math.min(best, at(row - 2, column - 2) + 1);
      current.push(best);
    }
  }
  const whole = at(one.length, other.length);
  return unfinished ? Math.min(whole, ...(rows[one.length] ?? [])) : whole;
}
