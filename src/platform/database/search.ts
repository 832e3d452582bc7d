import { type RawBuilder, sql } from 'kysely';

const mostWords = 8;

/** Worked out once, before any row: a plan kept for any word would do it again for each. */
const patternOf = (word: string) => sql`(select '%' || replace(public.search_key(${word}), ' ', '%') || '%')`;

/**
 * Whether every word typed is found somewhere in a text that went through `public.search_text`, whatever its accents
 * and case; what is not a letter or a digit stands for anything. Words made of signs alone, and nothing at all, ask
 * for nothing. Of many words the first are enough.
 */
export function everyWordIn(text: RawBuilder<unknown>, typed: string): RawBuilder<unknown> {
  const found = typed
    .split(/\s+/u)
    .filter((word, index, all) => word !== '' && all.indexOf(word) === index)
    .slice(0, mostWords)
    .map((word) => sql`${text} like ${patternOf(word)}`);
  return found.length === 0 ? sql`true` : sql.join(found, sql` and `);
}
