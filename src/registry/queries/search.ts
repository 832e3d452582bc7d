import type { Database } from '../../platform/database';
import type { Limit } from '../../platform/throttle';
import { hiddenCompanyName, type RegistryState } from '../model';
import { readSearchTerms } from '../search-terms';
import { findByName } from './search-names';
import { findByCutNumber, findByNumber, type NumberedCompany } from './search-numbers';

/** Characters; fewer are no search. */
export const shortestQuery = 2;

/** Searches of one address, whichever page or program they come from. */
export const searchLimit = (perMinute: number): Limit => ({
  name: 'company-search',
  tries: perMinute,
  seconds: 60,
});

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

/**
 * Searches companies by name, SIREN or SIRET typed in one field, with a town or a postal code anywhere in the words:
 * exact, then prefix, then words, then words with one or two typing errors; the OPCO's members, open and bigger
 * companies first. Non-diffusible companies and those to validate answer to their full number only, refused ones
 * never.
 */
export async function searchCompanies(
  db: Database,
  query: string,
  { limit = 10 }: { limit?: number } = {},
): Promise<FoundCompany[]> {
  const terms = readSearchTerms(query);
  for (const number of terms.numbers) {
    const found = await findByNumber(db, number);
    if (found.length > 0) return found.map(shown);
  }
  const numbered = terms.cutNumber ? await findByCutNumber(db, terms.cutNumber, limit) : [];
  // Digits may be a name too, as "1001".
  const named = numbered.length < limit ? await findByName(db, terms, limit) : [];
  const known = new Set(numbered.map(({ siren }) => siren));
  return [
    ...numbered.map(shown),
    ...named
      .filter(({ siren }) => !known.has(siren))
      .map((one) => shown({ ...one, state: 'valid', siret: null, siteActive: null })),
  ].slice(0, limit);
}

function shown(row: NumberedCompany): FoundCompany {
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
}
