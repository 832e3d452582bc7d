import { type Queryable, sql } from '../../platform/database';
import { longestBeginning } from '../search-lexemes';
import type { Errors } from '../search-ranking';
import { errorsBetween, mayBeMistyped } from '../search-terms';
import { withoutLegalForms } from '../search-words';

/** Of the words near one typed, those compared with it. */
const mostCompared = 50;
/** Names made of corrected words that are looked for. */
const mostNames = 40;

/** Words of the registry that may stand for one typed: fewer for each when there are many. */
const mostAlternatives = (words: readonly string[]): number =>
  Math.max(2, Math.min(8, Math.floor(24 / words.length)));

export interface KnownWords {
  /** For a word typed that the index has no beginnings for: the words that it begins. */
  cut: ReadonlyMap<string, readonly string[]>;
  errors: Errors;
}

/** What the registry's vocabulary has near these words. */
export async function knownWords(db: Queryable, words: readonly string[]): Promise<KnownWords> {
  const last = words.at(-1);
  const wanted = withoutLegalForms(words).filter(mayBeMistyped);
  const most = mostAlternatives(wanted);
  const { rows } = await sql<{ typed: string; word: string; begun: boolean; companies: number }>`
    select typed.word as typed, near.* from unnest(${wanted}::text[]) as typed(word), lateral (
      (select word.word, true as begun, word.companies from sirene.word
        where length(typed.word) > ${longestBeginning}
          and word.word > typed.word and word.word < typed.word || '{'
        order by word.companies desc limit ${most})
      union all
      (select word.word, false, word.companies from sirene.word, lateral (
          select public.levenshtein_less_equal(typed.word, case when typed.word = ${last}
            then left(word.word, length(typed.word) + 1) else word.word end, 4) as errors
        ) as distance
        where public.sirene_near(word.word) && public.sirene_near(typed.word) and word.word <> typed.word
          -- Two letters swapped count for two here.
          and distance.errors <= case when length(typed.word) < 5 then 2 else 4 end
        -- An error is worth being ten times more frequent.
        order by word.companies * power(0.1, distance.errors) desc limit ${mostCompared})
    ) as near`.execute(db);
  const cut = new Map<string, string[]>();
  const errors = new Map<string, Map<string, number>>();
  for (const word of wanted) {
    const of = rows.filter((row) => row.typed === word);
    cut.set(
      word,
      of.filter((row) => row.begun).map((row) => row.word),
    );
    const near = of.flatMap((row) => {
      const distance = row.begun ? undefined : errorsBetween(word, row.word, word === last);
      return distance === undefined ? [] : [{ ...row, distance }];
    });
    near.sort((a, b) => a.distance - b.distance || b.companies - a.companies);
    errors.set(word, new Map(near.slice(0, most).map((one) => [one.word, one.distance])));
  }
  return { cut, errors };
}

/** Names that these words may be with some of them corrected, in one word, fewest errors first. */
export function correctedNames(words: readonly string[], errors: Errors): string[] {
  let names = [{ name: '', count: 0 }];
  for (const word of words) {
    const ways = [[word, 0] as const, ...(errors.get(word) ?? [])];
    names = names
      .flatMap(({ name, count }) => ways.map(([one, more]) => ({ name: name + one, count: count + more })))
      .sort((a, b) => a.count - b.count)
      .slice(0, mostNames);
  }
  return names.filter(({ count }) => count > 0).map(({ name }) => name);
}
