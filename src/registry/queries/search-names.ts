import { type Queryable, sql } from '../../platform/database';
import { fewerQueriesOf, inTier, nearQueryOf, queriesOf, searchTiers } from '../search-lexemes';
import { type Candidate, isComplete, type Ranked, ranked, rankedInPart } from '../search-ranking';
import type { SearchTerms } from '../search-terms';
import { correctedNames, knownWords } from './search-vocabulary';

/*
 * The search never sorts a long list: it reads the most important companies first, tier after tier, and stops when it
 * has enough. A nested loop under a LIMIT is lazy; what it loops on gives the order.
 */

/** Candidates to choose the shown ones from; some are there twice. */
const enough = 20;
const enoughOfTier = 15;
/** Tiers where a whole name that was found is no reason to look for its words: some 400,000 companies. */
const firstTiers = 5;
/** Companies of one name looked at in a tier, for the one of a place. */
const mostOfName = 50;
/** Rows of a tier looked at, most important first: they are written in this order. */
const mostOfTier = 200;

const columns = sql`search.siren, search.name, search.town, search.active, search.rank,
  search.search_name as "searchName", search.search_acronym as "searchAcronym",
  left(search.names, 500) as names, left(search.places, 300) as places`;

/** The same, of what a sub-select gave. */
const shared = sql`found.siren, found.name, found.town, found.active, found.rank,
  found."searchName", found."searchAcronym", found.names, found.places`;

const tiers = sql`unnest(${[...searchTiers]}::smallint[]) as one(tier)`;

/** The best companies for these words: see `ranked`. */
export async function findByName(db: Queryable, terms: SearchTerms, limit: number): Promise<Candidate[]> {
  if (terms.words.length === 0) return [];
  const { rows } = await asTyped(db, terms, limit);
  const found = ranked(rows, terms);
  if (found.length >= limit || isMeant(found, terms)) return found.slice(0, limit);
  const { cut, errors } = await knownWords(db, terms.words);
  const corrected = correctedNames(terms.words, errors);
  const near = (most: number) =>
    new Map(
      terms.words.map((word) => {
        const mistyped = [...(errors.get(word) ?? [])]
          .filter(([, count]) => count <= most)
          .map(([one]) => one);
        return [word, [...(cut.get(word) ?? []), ...mistyped]];
      }),
    );
  const queries = new Set([0, 1.5, 2.5].map((most) => nearQueryOf(terms.words, near(most))));
  const nearer = await sql<Candidate>`
    with exact as materialized (${byExactName(corrected, limit)})
    select * from exact union all select * from (${byWords([...queries])}) as found`.execute(db);
  const all = ranked([...rows, ...nearer.rows], terms, errors);
  if (all.length > 0) return all.slice(0, limit);
  const fewer = fewerQueriesOf(terms.words, near(1.5));
  if (fewer.length === 0) return [];
  const inPart = await sql<Candidate>`${byWords(fewer)}`.execute(db);
  return rankedInPart(inPart.rows, terms, errors).slice(0, limit);
}

/** Near names would only be noise beside the company that was meant. */
function isMeant(found: readonly Ranked[], { words }: SearchTerms): boolean {
  const first = found[0];
  return first !== undefined && words.length > 1 && isComplete(first);
}

/** Exact names; names followed by a place; unless these are enough, names that begin so, and words. */
function asTyped(db: Queryable, { words, glued }: SearchTerms, limit: number) {
  const named = namesAndPlaces(words);
  const furtherOn = words.length > 1 ? sql`not exists (select from exact)` : sql`true`;
  return sql<Candidate>`
    with exact as materialized (
      (${byExactName([glued], limit)})
      union all
      (select ${columns} from sirene.search
        where search.search_acronym = ${glued} order by search.rank limit ${limit})
    )
    select * from exact
    union all
    (select ${shared} from unnest(${named.names}::text[], ${named.places}::text[]) as named(name, place), ${tiers},
      lateral (
        select * from (
          select ${columns}, search.places as all_places from sirene.search
          where search.tier = one.tier and search.search_name = named.name limit ${mostOfName}
        ) as of_name where ' ' || of_name.all_places || ' ' like named.place limit ${limit}
      ) as found where not exists (select from exact) limit ${limit})
    union all
    (select found.* from (${byWords(queriesOf(words), glued, furtherOn)}) as found
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

/** Companies of these names, the first names first. */
const byExactName = (names: readonly string[], limit: number) => sql`
  select found.* from unnest(${names}::text[]) with ordinality as wanted(name, place), ${tiers}, lateral (
    select ${columns} from sirene.search
    where search.tier = one.tier and search.search_name = wanted.name order by search.rank limit ${limit}
  ) as found limit ${limit}`;

/** What these queries find, one after the other in each tier; with the first, names that go on after this one; `furtherOn`: when words are looked for beyond the first tiers. */
function byWords(queries: readonly string[], beginning?: string, furtherOn = sql`true`) {
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
            and search.search_name > ${beginning ?? ''} and search.search_name < ${`${beginning ?? ''}{`}
          limit ${mostOfTier})
        union all
        (select ${columns} from sirene.search
          where (step.tier < ${firstTiers} or ${furtherOn})
            and public.sirene_lexemes(search.tier, search.names, search.places) @@ step.query::tsquery
            and search.search_name <> ${beginning ?? ''}
          limit ${mostOfTier})
      ) as of_tier order by of_tier.rank limit ${enoughOfTier}
    ) as found limit ${enough}`;
}
