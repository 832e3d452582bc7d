import { type Queryable, sql } from '../../platform/database';
import { inTier, longestBeginning, nearQueryOf, queriesOf, searchTiers } from '../search-lexemes';
import { type Candidate, isExact, ranked } from '../search-ranking';
import { errorsBetween, mayBeMistyped, type SearchTerms } from '../search-terms';
import { withoutLegalForms } from '../search-words';

/*
 * The search never sorts a long list: it reads the most important companies first, tier after tier, and stops when it
 * has enough. A nested loop under a LIMIT is lazy; what it loops on gives the order.
 */

/** Candidates to choose the shown ones from. */
const enough = 40;
const enoughOfTier = 30;
/** Rows of a tier looked at, most important first: they are written in this order. */
const mostOfTier = 300;
/** Words of the registry that may stand for one typed. */
const mostAlternatives = 8;

const columns = sql`search.siren, search.name, search.town, search.active, search.rank,
  search.search_name as "searchName", search.search_acronym as "searchAcronym",
  left(search.names, 500) as names, left(search.places, 300) as places`;

const tierNumbers = [...searchTiers];

/** The best companies for these words: see `ranked`. */
export async function findByName(db: Queryable, terms: SearchTerms, limit: number): Promise<Candidate[]> {
  if (terms.words.length === 0) return [];
  const { rows } = await firstCandidates(db, terms, limit);
  const found = ranked(rows, terms);
  const first = found[0];
  // Near names would only be noise beside the company that was meant.
  const meant = first !== undefined && terms.words.length > 1 && isExact(first, terms);
  if (found.length >= limit || meant) return found.slice(0, limit);

  const { cut, errors } = await knownWords(db, terms);
  const alternatives = new Map([...errors].map(([word, near]) => [word, [...near.keys()]]));
  const queries = [
    ...(cut.size > 0 ? [nearQueryOf(terms.words, cut)] : []),
    ...(alternatives.size > 0 ? [nearQueryOf(terms.words, new Map([...cut, ...alternatives]))] : []),
  ];
  if (queries.length === 0) return found;
  const { rows: nearer } = await sql<Candidate>`${byWords(queries)}`.execute(db);
  return ranked([...rows, ...nearer], terms, errors).slice(0, limit);
}

/** Exact names; names followed by a place; unless these are enough, names that begin so, and words. */
function firstCandidates(db: Queryable, { words, glued }: SearchTerms, limit: number) {
  const named = namesAndPlaces(words);
  return sql<Candidate>`
    with exact as materialized (
      (select found.* from unnest(${tierNumbers}::smallint[]) as one(tier), lateral (
        select ${columns} from sirene.search
        where search.tier = one.tier and search.search_name = ${glued} order by search.rank limit ${limit}
      ) as found limit ${limit})
      union all
      (select ${columns} from sirene.search
        where search.search_acronym = ${glued} order by search.rank limit ${limit})
    )
    select * from exact
    union all
    (select found.* from unnest(${named.names}::text[], ${named.places}::text[]) as named(name, place),
      unnest(${tierNumbers}::smallint[]) as one(tier), lateral (
        select ${columns} from sirene.search
        where search.tier = one.tier and search.search_name = named.name
          and ' ' || search.places || ' ' like named.place
        limit ${limit}
      ) as found limit ${limit})
    union all
    (select found.* from (${byWords(queriesOf(words), glued)}) as found
      where (select count(*) from exact) < ${limit})`.execute(db);
}

/** Each way to read words as a name followed by a place, or the contrary. */
function namesAndPlaces(words: readonly string[]): { names: string[]; places: string[] } {
  const names: string[] = [];
  const places: string[] = [];
  const add = (name: readonly string[], place: readonly string[]) => {
    names.push(name.join(''));
    places.push(`% ${place.join(' ')} %`);
  };
  for (let at = 1; at < Math.min(words.length, 6); at++) {
    add(words.slice(0, at), words.slice(at));
    add(words.slice(at), words.slice(0, at));
  }
  return { names, places };
}

/** What these queries find, one after the other in each tier; with the first, names that begin so. */
function byWords(queries: readonly string[], beginning?: string) {
  const steps = queries.flatMap((query, place) =>
    searchTiers.map((tier) => ({
      tier,
      query: inTier(query, tier),
      begins: place === 0 && beginning !== undefined,
    })),
  );
  return sql`
    select found.* from unnest(
      ${steps.map(({ tier }) => tier)}::smallint[], ${steps.map(({ query }) => query)}::text[],
      ${steps.map(({ begins }) => begins)}::boolean[]
    ) as step(tier, query, begins), lateral (
      select * from (
        (select ${columns} from sirene.search
          where step.begins and search.tier = step.tier
            and search.search_name >= ${beginning ?? ''} and search.search_name < ${`${beginning ?? ''}{`}
          limit ${mostOfTier})
        union all
        (select ${columns} from sirene.search
          where public.sirene_lexemes(search.tier, search.names, search.places) @@ step.query::tsquery
          limit ${mostOfTier})
      ) as of_tier order by of_tier.rank limit ${enoughOfTier}
    ) as found limit ${enough}`;
}

/** For each word typed: words of the registry that it begins, and words within its typing errors. */
async function knownWords(db: Queryable, { words }: SearchTerms) {
  const last = words.at(-1);
  const wanted = withoutLegalForms(words).filter(mayBeMistyped);
  const { rows } = await sql<{ typed: string; word: string; begun: boolean; companies: number }>`
    select typed.word as typed, near.* from unnest(${wanted}::text[]) as typed(word), lateral (
      (select word.word, true as begun, word.companies from sirene.word
        where length(typed.word) > ${longestBeginning}
          and word.word > typed.word and word.word < typed.word || '{'
        order by word.companies desc limit ${mostAlternatives})
      union all
      (select word.word, false, word.companies from sirene.word
        where public.sirene_near(word.word) && public.sirene_near(typed.word) and word.word <> typed.word
          and public.levenshtein_less_equal(typed.word, case when typed.word = ${last}
            then left(word.word, length(typed.word) + 1) else word.word end, 2) <= 2
        order by word.companies desc limit 50)
    ) as near`.execute(db);
  const cut = new Map<string, string[]>();
  const errors = new Map<string, Map<string, number>>();
  for (const word of wanted) {
    const of = rows.filter((row) => row.typed === word);
    const begun = of.filter((row) => row.begun).map((row) => row.word);
    if (begun.length > 0) cut.set(word, begun);
    const near = of.flatMap((row) => {
      const distance = row.begun ? undefined : errorsBetween(word, row.word, word === last);
      return distance === undefined ? [] : [{ ...row, distance }];
    });
    near.sort((a, b) => a.distance - b.distance || b.companies - a.companies);
    if (near.length > 0) {
      errors.set(word, new Map(near.slice(0, mostAlternatives).map((one) => [one.word, one.distance])));
    }
  }
  return { cut, errors };
}
