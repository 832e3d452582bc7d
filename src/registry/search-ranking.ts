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
  cut: number;
}

export interface Typed {
  words: readonly string[];
  glued: string;
}

/** The best first: how well they answer, then how important they are. */
export function ranked(
  candidates: readonly Candidate[],
  typed: Typed,
  near: Errors = new Map(),
): Candidate[] {
  const scoreOf = scorer(typed, near);
  const scored = new Map(candidates.map((one) => [one.siren, { one, ...scoreOf(one) }]));
  return [...scored.values()]
    .sort((a, b) => a.answer - b.answer || a.errors - b.errors || a.cut - b.cut || a.one.rank - b.one.rank)
    .map(({ one }) => one);
}

export const isExact = (one: Candidate, { glued }: Typed): boolean =>
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

/** Where a word typed was found. */
type Found = { in: 'names' | 'places'; cut: boolean; errors: number };

function scorer(typed: Typed, near: Errors): (one: Candidate) => Score {
  const last = typed.words.at(-1);
  const wanted = withoutLegalForms(typed.words).map((word) => ({
    word,
    last: word === last,
    spellings: spellingsOf(word),
    near: [...(near.get(word) ?? [])].sort((a, b) => a[1] - b[1]),
  }));
  const article = withoutSmallWords(typed.words).join('');
  return (one) => {
    if (isExact(one, typed)) return { answer: answers.exact, errors: 0, cut: 0 };
    const names = new Set(one.names.split(' '));
    const places = new Set(one.places.split(' '));
    const own = withoutLegalForms(ownWords(one));
    const found = wanted.map((word) => find(word, names, places));
    const errors = found.reduce((sum, { errors }) => sum + errors, 0);
    const cut = found.filter((word) => word.cut).length;
    const score = (answer: number): Score => ({ answer, errors, cut });
    if (errors > 0) return score(answers.mistyped);
    const inPlaces = found.filter((word) => word.in === 'places').length;
    const ownTyped = own.every((word) => wanted.some(({ spellings }) => spellings.includes(word)));
    if (ownTyped && cut === 0) return score(inPlaces === 0 ? answers.sameWords : answers.nameAndPlace);
    if (one.searchName.startsWith(typed.glued) || own.join('').startsWith(article))
      return score(answers.begins);
    const onlyLastCut = found.every((word, index) => !word.cut || wanted[index]?.last);
    if (!onlyLastCut) return score(answers.cut);
    return score(inPlaces === 0 ? answers.allWords : answers.wordsAndPlace);
  };
}

function find(
  typed: { word: string; spellings: readonly string[]; near: readonly (readonly [string, number])[] },
  names: ReadonlySet<string>,
  places: ReadonlySet<string>,
): Found {
  const { word, spellings, near } = typed;
  if (spellings.some((one) => names.has(one))) return { in: 'names', cut: false, errors: 0 };
  if (spellings.some((one) => places.has(one))) return { in: 'places', cut: false, errors: 0 };
  const begun = (words: ReadonlySet<string>) => [...words].some((one) => one.startsWith(word));
  if (begun(names)) return { in: 'names', cut: true, errors: 0 };
  if (begun(places)) return { in: 'places', cut: true, errors: 0 };
  for (const [one, errors] of near) {
    if (names.has(one)) return { in: 'names', cut: false, errors };
    if (places.has(one)) return { in: 'places', cut: false, errors };
  }
  // Beyond what the database gave of a long list of places.
  return { in: 'places', cut: false, errors: 0 };
}
