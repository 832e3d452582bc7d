import { compactNumber, parseSiren, parseSiret } from './rules';
import { searchKey } from './search-words';

/** Longest text searched (characters) and most words; the rest is left out. */
const longestQuery = 200;
const mostWords = 8;

/** What a person typed in the search field, sorted out. */
export interface SearchTerms {
  /** Without accents, capitals and signs, each once; letters apart are one word ("s.n.c.f."). */
  words: readonly string[];
  /** All of it in one word, as names are compared. */
  glued: string;
  /** Whole SIRENs or SIRETs that may be meant, likeliest first. */
  numbers: readonly string[];
  /** A number cut short: 3 to 13 digits. */
  cutNumber?: string;
}

/** Any text is harmless. */
export function readSearchTerms(typed: string): SearchTerms {
  const text = [...typed.slice(0, longestQuery * 2)].slice(0, longestQuery).join('');
  const digits = compactNumber(text);
  if (/^\d{3,14}$/.test(digits)) {
    const whole = digits.length === 9 || digits.length === 14;
    const numbers = whole ? [digits] : withLeadingZeros(digits);
    return { ...wordsOf(whole ? '' : text), numbers, ...(!whole && { cutNumber: digits }) };
  }
  // Among other words, as in a label pasted back ("DANONE - 552032534"): a good key only.
  for (const [run] of text.matchAll(/\d(?:[\s.\-/]*\d){8,13}/gu)) {
    const number = compactNumber(run);
    if (isNumber(number)) return { ...wordsOf(text.replace(run, ' ')), numbers: [number] };
  }
  return { ...wordsOf(text), numbers: [] };
}

function wordsOf(text: string): Pick<SearchTerms, 'words' | 'glued'> {
  const key = searchKey(text);
  const apart = key.replace(/\b[a-z](?: [a-z]\b)+/g, (run) => run.replaceAll(' ', ''));
  return {
    words: [...new Set(apart.split(' ').filter(Boolean))].slice(0, mostWords),
    glued: key.replaceAll(' ', ''),
  };
}

const isNumber = (digits: string): boolean => parseSiret(digits).ok || parseSiren(digits).ok;

/** Spreadsheets drop the zeros that a number begins with: one or two, when its key is then good. */
const withLeadingZeros = (digits: string): string[] =>
  [9, 14]
    .filter((length) => digits.length < length && digits.length >= length - 2)
    .map((length) => digits.padStart(length, '0'))
    .filter(isNumber);

/** Typing errors accepted in a word of this length: none under 3 letters, one up to 5, two from 6. */
const allowedErrors = (length: number): number => (length < 3 ? 0 : length < 6 ? 1 : 2);

/** Whether typing errors are looked for in this word. */
export const mayBeMistyped = (word: string): boolean => allowedErrors(word.length) > 0 && word.length <= 40;

/**
 * How far a word of the registry is from the one typed; undefined beyond what is accepted. The last word may be
 * unfinished; with errors too unless short, when it would begin anything: half an error.
 */
export function errorsBetween(typed: string, word: string, last: boolean): number | undefined {
  const whole = typingErrors(typed, word);
  if (whole <= allowedErrors(Math.max(typed.length, word.length))) return whole;
  if (!last || typed.length < 6) return undefined;
  const begun = typingErrors(typed, word, true);
  return begun <= allowedErrors(typed.length) ? begun + 0.5 : undefined;
}

/**
 * Typing errors between two words: letters added, missing, replaced, or two neighbours swapped
 * (optimal string alignment). With `unfinished`, `one` may be the beginning of `other` only.
 */
function typingErrors(one: string, other: string, unfinished = false): number {
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
