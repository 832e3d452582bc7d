import { spellingsOf, withoutLegalForms, withoutSmallWords } from './search-words';

/** A company that the database found, to be compared with what was typed. */
export interface Candidate {
  siren: string;
  name: string;
  town: string | null;
  active: boolean;
  /** Smaller is more important. */
  rank: number;
  searchName: string;
  searchAcronym: string | null;
  /** Words of all its names, its own first. */
  names: string;
  places: string;
}

/** For each word typed, the errors that make it a word of the registry. */
export type Errors = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** How a candidate answers, best first. */
const answers = {
  exact: 0,
  sameWords: 1,
  begins: 2,
  allWords: 3,
  nameAndPlace: 4,
  wordsAndPlace: 5,
  cut: 6,
  mistyped: 7,
} as const;

interface Score {
  answer: number;
  errors: number;
  /** Words of the company's own name that were not typed. */
  missing: number;
  cut: number;
}

export interface Typed {
  words: readonly string[];
  glued: string;
}

export type Ranked = Candidate & Score;

/** The best first: how well they answer, then how important they are. */
export function ranked(candidates: readonly Candidate[], typed: Typed, near: Errors = new Map()): Ranked[] {
  const scoreOf = scorer(typed, near);
  const scored = new Map(candidates.map((one) => [one.siren, { ...one, ...scoreOf(one) }]));
  return [...scored.values()].sort(
    (a, b) =>
      a.answer - b.answer || a.errors - b.errors || a.missing - b.missing || a.cut - b.cut || a.rank - b.rank,
  );
}

/** Of companies that do not have every word: those that have the most of what was typed, and little else. */
export function rankedInPart(candidates: readonly Candidate[], typed: Typed, near: Errors): Candidate[] {
  const wanted = wantedWords(typed, near);
  const scored = new Map(
    candidates.map((one) => {
      const [names, places] = [new Set(one.names.split(' ')), new Set(one.places.split(' '))];
      const found = wanted.flatMap((word) => find(word, names, places) ?? []);
      const letters = found.reduce((sum, { word }) => sum + word.length, 0);
      const other = withoutLegalForms(ownWords(one)).filter((own) => !found.some(({ word }) => word === own));
      return [one.siren, { ...one, letters, other: other.length }];
    }),
  );
  return [...scored.values()].sort(
    (a, b) =>
      b.letters - a.letters || a.other - b.other || Number(b.active) - Number(a.active) || a.rank - b.rank,
  );
}

/** Every word typed is there whole, in a name or in a place. */
export const isComplete = ({ answer, cut }: Score): boolean => answer <= answers.wordsAndPlace && cut === 0;

const isExact = (one: Candidate, { glued }: Typed): boolean =>
  glued !== '' && (one.searchName === glued || one.searchAcronym === glued);

/** The words of the company's own name: the first ones of all its names. */
function ownWords(one: Candidate): string[] {
  const own: string[] = [];
  let length = 0;
  for (const word of one.names.split(' ')) {
    if (length >= one.searchName.length) break;
    own.push(word);
    length += word.length;
  }
  return own;
}

/** The word that answers to one typed, and where it is. */
type Found = { word: string; in: 'names' | 'places'; cut: boolean; errors: number };

function wantedWords(typed: Typed, near: Errors) {
  const last = typed.words.at(-1);
  return withoutLegalForms(typed.words).map((word) => ({
    word,
    last: word === last,
    spellings: spellingsOf(word),
    near: [...(near.get(word) ?? [])].sort((a, b) => a[1] - b[1]),
  }));
}

function scorer(typed: Typed, near: Errors): (one: Candidate) => Score {
  const wanted = wantedWords(typed, near);
  const article = withoutSmallWords(typed.words).join('');
  return (one) => {
    const exact = isExact(one, typed);
    if (exact) return { answer: answers.exact, errors: 0, missing: 0, cut: 0 };
    const names = new Set(one.names.split(' '));
    const places = new Set(one.places.split(' '));
    const own = withoutLegalForms(ownWords(one));
    // What is not there is beyond what the database gave of a long list of places.
    const found = wanted.map(
      (word): Found => find(word, names, places) ?? { word: word.word, in: 'places', cut: false, errors: 0 },
    );
    const errors = found.reduce((sum, one) => sum + one.errors, 0);
    const cut = found.filter((one) => one.cut).length;
    const missing = own.filter((word) => !found.some((one) => one.word === word)).length > 0 ? 1 : 0;
    const inNames = found.every((one) => one.in === 'names');
    const begins = one.searchName.startsWith(typed.glued) || own.join('').startsWith(article);
    const onlyLastCut = found.every((word, index) => !word.cut || wanted[index]?.last);
    const answer = () => {
      if (errors > 0) return answers.mistyped;
      if (missing === 0 && cut === 0) return inNames ? answers.sameWords : answers.nameAndPlace;
      if (begins) return answers.begins;
      if (!onlyLastCut) return answers.cut;
      return inNames ? answers.allWords : answers.wordsAndPlace;
    };
    // A longer name is no worse, but for a guess.
    return { answer: answer(), errors, missing: errors > 0 ? missing : 0, cut };
  };
}

function find(
  typed: { word: string; spellings: readonly string[]; near: readonly (readonly [string, number])[] },
  names: ReadonlySet<string>,
  places: ReadonlySet<string>,
): Found | null {
  const { spellings, near } = typed;
  const first = (words: Iterable<string>, matches: (one: string) => boolean) => {
    for (const one of words) if (matches(one)) return one;
    return undefined;
  };
  const both = [
    { in: 'names', words: names },
    { in: 'places', words: places },
  ] as const;
  for (const { in: where, words } of both) {
    const word = first(spellings, (one) => words.has(one));
    if (word !== undefined) return { word, in: where, cut: false, errors: 0 };
  }
  for (const { in: where, words } of both) {
    const word = first(words, (one) => one.startsWith(typed.word));
    if (word !== undefined) return { word, in: where, cut: true, errors: 0 };
  }
  for (const [word, errors] of near) {
    for (const { in: where, words } of both) {
      if (words.has(word)) return { word, in: where, cut: false, errors };
    }
  }
  return null;
}
