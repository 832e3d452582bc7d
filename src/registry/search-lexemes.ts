import { spellingsOf, withoutLegalForms, withoutSmallWords } from './search-words';

/** Tiers of the search, most important companies first: see sirene_fill_search. */
export const searchTiers = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** Longest beginning of a word that the index keeps: see sirene_lexemes. */
export const longestBeginning = 5;

/** Words of the registry that stand for one that was typed. */
export type Alternatives = ReadonlyMap<string, readonly string[]>;

/** "#" is the tier's digit, to be set: each tier has lists of its own. */
interface Lexemes {
  names: string[];
  places: string[];
}

const whole = (words: readonly string[]): Lexemes => ({
  names: words.map((word) => `'#${word}'`),
  places: words.map((word) => `'#@${word}'`),
});

/** The index keeps the beginnings of places from two letters on. */
const beginning = (word: string): Lexemes => ({
  names: [`'#^${word}'`],
  places: word.length > 1 ? [`'#@^${word}'`] : [],
});

function lexemesOf(word: string, cut: boolean, alternatives?: Alternatives): Lexemes {
  const words = whole([...spellingsOf(word), ...(alternatives?.get(word) ?? [])]);
  // Two digits may be a department, which postal codes begin with.
  const begins = cut || /^\d\d$/.test(word);
  if (!begins || word.length > longestBeginning) return words;
  const { names, places } = beginning(word);
  return { names: [...words.names, ...names], places: [...words.places, ...places] };
}

/** From this many words on, they are not all those of a place. */
const moreThanPlace = 4;

/**
 * Every word in the names or the places, one at least in the names: the first is, or the first is in the places and
 * the second in the names, and so on. One more condition on all of them says the same, and takes four times longer.
 */
function everyOne(words: readonly Lexemes[]): string {
  const allOf = (each: readonly (readonly string[])[]) => each.map((any) => `(${any.join('|')})`).join('&');
  const anywhere = words.map(({ names, places }) => [...names, ...places]);
  if (words.length >= moreThanPlace) return allOf(anywhere);
  return words
    .flatMap(({ names }, at) => {
      const before = words.slice(0, at).map(({ places }) => places);
      const possible = before.every((places) => places.length > 0);
      return possible ? [`(${allOf([...before, names, ...anywhere.slice(at + 1)])})`] : [];
    })
    .join('|');
}

/** What finds these words as they are, the last one perhaps unfinished; then without what may well not be there. */
export function queriesOf(words: readonly string[]): string[] {
  const last = words.at(-1);
  if (last === undefined) return [];
  const query = (wanted: readonly string[]) =>
    everyOne([...new Set(wanted)].map((word) => lexemesOf(word, word === last)));
  // One or two letters are mostly a word being typed.
  const typing = words.length > 1 && last.length <= 2;
  return [
    ...new Set([
      query([...withoutSmallWords(words.slice(0, -1)), last]),
      query(withoutLegalForms(typing ? words.slice(0, -1) : words)),
    ]),
  ];
}

/** What finds these words, each perhaps cut short, or others that stand for them. */
export const nearQueryOf = (words: readonly string[], alternatives: Alternatives): string =>
  everyOne(withoutLegalForms(words).map((word) => lexemesOf(word, word.length > 2, alternatives)));

/** What finds all these words but one, the shortest left out first; but two when they are many. */
export function fewerQueriesOf(words: readonly string[], alternatives: Alternatives): string[] {
  const told = [...new Set(withoutLegalForms(words))].sort((a, b) => a.length - b.length);
  const without = (left: readonly string[]) =>
    nearQueryOf(
      words.filter((word) => !left.includes(word)),
      alternatives,
    );
  if (told.length < 2) return [];
  return [...told.map((word) => without([word])), ...(told.length > 3 ? [without(told.slice(0, 2))] : [])];
}

/** For one tier. */
export const inTier = (query: string, tier: number): string => query.replaceAll('#', String(tier));
