import { type Database, inTransaction, type Queryable, sql } from '../../platform/database';
import { hiddenCompanyName, type RegistryState } from '../model';
import {
  allowedErrors,
  readSearchTerms,
  type SearchTerms,
  typingErrors,
  withoutLegalForms,
} from '../search-terms';

export interface FoundCompany {
  siren: string;
  /** The site whose SIRET was typed, to be selected beforehand. */
  siret?: string;
  /** "Entreprise non diffusible" when the unit's identity is not public. */
  name: string;
  /** Town of the head office. */
  town: string | null;
  /** "NAME - SIREN". */
  label: string;
  state: RegistryState;
  /** Closed companies are shown, and can't be chosen. */
  closed: boolean;
  /** Present with `siret`. */
  closedEstablishment?: boolean;
}

/** Companies whose identity may be searched: the same condition as the partial indexes. */
const searchable = sql`company.state = 'valid' and company.diffusible`;

/**
 * Searches companies by name, SIREN or SIRET typed in one field: exact, then prefix, then words, then
 * words with one or two typing errors; open and bigger companies first. Non-diffusible companies and those to
 * validate answer to their full number only, refused ones never.
 */
export async function searchCompanies(
  db: Database,
  query: string,
  { limit = 10 }: { limit?: number } = {},
): Promise<FoundCompany[]> {
  const terms = readSearchTerms(query);
  const sirens = new Set<string>();
  const add = (found: readonly string[]) => {
    for (const siren of found) if (sirens.size < limit) sirens.add(siren);
  };
  const number = terms.digits ?? terms.embedded;
  if (number !== undefined) add(await byNumber(db, number, limit));
  // A whole number that is known needs nothing else; otherwise digits may be a name, as "1001".
  if (number === undefined || sirens.size === 0 || number.length < 9)
    await byName(db, terms, limit, sirens, add);
  const siret = number?.length === 14 ? number : undefined;
  return details(db, [...sirens], siret);
}

async function byNumber(db: Queryable, number: string, limit: number): Promise<string[]> {
  const siren = number.slice(0, 9);
  if (number.length === 9 || number.length === 14) {
    return sirensOf(
      sql<{ siren: string }>`
      select company.siren from company where company.siren = ${siren} and company.state <> 'refused'`,
      db,
    );
  }
  if (number.length < 9) {
    return sirensOf(
      sql<{ siren: string }>`
      select company.siren from company
      where ${searchable} and company.siren >= ${siren} and company.siren < ${siren.padEnd(9, ':')}
      order by company.active desc, company.size desc, company.siren limit ${limit}`,
      db,
    );
  }
  return sirensOf(
    sql<{ siren: string }>`
    select company.siren from company where company.siren = ${siren} and ${searchable} and exists (
      select from establishment where establishment.siret >= ${number}
        and establishment.siret < ${number.padEnd(14, ':')} and establishment.state = 'valid')`,
    db,
  );
}

async function byName(
  db: Database,
  terms: SearchTerms,
  limit: number,
  sirens: ReadonlySet<string>,
  add: (found: readonly string[]) => void,
): Promise<void> {
  const keyed = await sql<{ key: string }>`select public.search_key(${terms.text}) as key`.execute(db);
  const words = [...new Set(keyed.rows[0]?.key.split(' ').filter(Boolean))];
  if (words.length === 0) return;
  const name = (keyed.rows[0]?.key ?? '').replaceAll(' ', '');

  const starting = await byPrefix(db, name, limit);
  add(starting.map((row) => row.siren));
  if (sirens.size < limit) add(await byWords(db, words, limit));
  const fewer = withoutLegalForms(words);
  if (sirens.size < limit && fewer) add(await byWords(db, fewer, limit));
  // Near names would only be noise beside the company that was meant.
  const exact = starting.some((row) => row.exact);
  if (!exact && sirens.size < 3) add(await byNearWords(db, fewer ?? words, limit));
}

/** Names and acronyms compared without spaces; big companies are looked for first (see the index). */
async function byPrefix(
  db: Queryable,
  name: string,
  limit: number,
): Promise<{ siren: string; exact: boolean }[]> {
  // "{" follows "z": the end of everything that begins with `name`.
  const end = `${name}{`;
  const { rows } = await sql<{ siren: string; exact: boolean }>`
    select near.siren, near.exact from (
      (select siren, true as exact, active, size, search_name from company
        where ${searchable} and search_name = ${name} order by active desc, size desc limit ${limit})
      union
      (select siren, true, active, size, search_name from company
        where ${searchable} and search_acronym = ${name} order by active desc, size desc limit ${limit})
      union
      (select siren, search_name = ${name}, active, size, search_name from company
        where ${searchable} and size >= 12 and search_name >= ${name} and search_name < ${end} limit 500)
      union
      (select siren, search_name = ${name}, active, size, search_name from company
        where ${searchable} and search_name >= ${name} and search_name < ${end} limit 100)
    ) near
    order by near.exact desc, near.active desc, near.size desc, near.search_name, near.siren
    limit ${limit * 2}`.execute(db);
  return rows;
}

/** Every word is there, the last one perhaps unfinished; order is free. */
function byWords(db: Queryable, words: readonly string[], limit: number): Promise<string[]> {
  const wanted = words.map((word, index) => (index === words.length - 1 ? `'${word}':*` : `'${word}'`));
  return sirensOf(
    sql<{ siren: string }>`
      select found.siren from (
        select siren, active, size, search_name from company
        where ${searchable} and search_words @@ ${wanted.join(' & ')}::tsquery limit 500
      ) found
      order by found.active desc, found.size desc, length(found.search_name), found.search_name, found.siren
      limit ${limit}`,
    db,
  );
}

/** Each word, or a word of the registry within its typing errors; fewest errors first. */
async function byNearWords(db: Database, words: readonly string[], limit: number): Promise<string[]> {
  const near = await nearWords(db, words);
  if (near.every((alternatives) => alternatives.length === 1)) return [];
  const last = words.at(-1);
  const anyOf = (alternatives: readonly string[]) => alternatives.map((word) => `'${word}'`).join(' | ');
  const wanted = near.map(
    (alternatives, index) =>
      `(${anyOf(alternatives)}${index === words.length - 1 ? ` | '${alternatives[0]}':*` : ''})`,
  );
  const { rows } = await sql<{ siren: string; words: string[]; active: boolean; size: number }>`
    select siren, tsvector_to_array(search_words) as words, active, size from company
    where ${searchable} and search_words @@ ${wanted.join(' & ')}::tsquery
    order by active desc, size desc, length(search_name) limit 200`.execute(db);
  const errors = (found: readonly string[]) =>
    words.reduce(
      (sum, word) => sum + Math.min(...found.map((one) => errorsBetween(word, one, word === last))),
      0,
    );
  return rows
    .map((row) => ({ ...row, errors: errors(row.words) }))
    .sort((a, b) => a.errors - b.errors || Number(b.active) - Number(a.active) || b.size - a.size)
    .slice(0, limit)
    .map((row) => row.siren);
}

/** For each word: itself, then the registry's words within its typing errors, nearest first. */
async function nearWords(db: Database, words: readonly string[]): Promise<string[][]> {
  const corrected = words.filter((word) => allowedErrors(word) > 0 && word.length <= 40);
  const { rows } = await inTransaction(db, async (tx) => {
    // Two errors in a short word leave few trigrams in common.
    await sql`set local pg_trgm.similarity_threshold = 0.15`.execute(tx);
    return sql<{ typed: string; word: string }>`
      select typed.word as typed, near.word
      from unnest(${corrected}::text[]) as typed(word), lateral (
        select company_word.word from company_word where company_word.word % typed.word
        order by similarity(company_word.word, typed.word) desc limit 60
      ) near`.execute(tx);
  });
  return words.map((word) => {
    const near = rows
      .filter((row) => row.typed === word && row.word !== word)
      .map((row) => ({ word: row.word, errors: errorsBetween(word, row.word, word === words.at(-1)) }))
      .filter((one) => Math.floor(one.errors) <= allowedErrors(word))
      .sort((a, b) => a.errors - b.errors);
    return [word, ...near.slice(0, 8).map((one) => one.word)];
  });
}

/** The last word may be unfinished; with errors too unless short, when it would begin anything: half an error. */
function errorsBetween(typed: string, word: string, last: boolean): number {
  if (last && word.startsWith(typed)) return 0;
  const whole = typingErrors(typed, word);
  return last && typed.length >= 6 ? Math.min(whole, typingErrors(typed, word, true) + 0.5) : whole;
}

/** What is shown of these companies, in this order, with the site whose SIRET was typed. */
async function details(
  db: Queryable,
  sirens: readonly string[],
  siret: string | undefined,
): Promise<FoundCompany[]> {
  if (sirens.length === 0) return [];
  const { rows } = await sql<{
    siren: string;
    name: string | null;
    active: boolean;
    state: RegistryState;
    town: string | null;
    siret: string | null;
    siteActive: boolean | null;
  }>`
    select company.siren, company.name, company.active, company.state, seat.town,
      site.siret, site.active as "siteActive"
    from unnest(${sirens}::text[]) with ordinality as wanted(siren, rank)
    join company on company.siren = wanted.siren
    left join establishment site on site.siren = company.siren and site.siret = ${siret ?? ''}
      and site.state <> 'refused'
    left join lateral (
      select establishment.town from establishment
      where establishment.siren = company.siren
        and (establishment.state = 'valid' or company.state = 'to_validate' and establishment.state <> 'refused')
      order by establishment.head_office desc, establishment.active desc, establishment.siret limit 1
    ) seat on true
    order by wanted.rank`.execute(db);
  return rows.map((row) => {
    const name = row.name ?? hiddenCompanyName;
    return {
      siren: row.siren,
      ...(row.siret !== null && { siret: row.siret, closedEstablishment: !row.siteActive }),
      name,
      town: row.town,
      label: `${name} - ${row.siren}`,
      state: row.state,
      closed: !row.active,
    };
  });
}

async function sirensOf(query: ReturnType<typeof sql<{ siren: string }>>, db: Queryable): Promise<string[]> {
  const { rows } = await query.execute(db);
  return rows.map((row) => row.siren);
}
