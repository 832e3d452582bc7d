import { sql } from '../../platform/database';
import { hiddenCompanyName } from '../model';

/*
 * What the readings of other modules show of `company` and `establishment`, two rows that bear these names. An
 * establishment may be missing from its row (a left join): it then has the company's name and no address. What a
 * non-diffusible unit or site is stays hidden, as in `shownOf`.
 */

const diffusible = sql`company.diffusible and establishment.diffusible`;

/** The company's name, never null. */
export const companyName = sql`coalesce(company.name, ${sql.lit(hiddenCompanyName)})`;

/** The sign of the establishment, else the company's name; null when neither is in the registry. */
export const knownSiteName = sql`coalesce(case when ${diffusible} then establishment.sign end, company.name)`;

/** The same, never null. */
export const siteName = sql`coalesce(${knownSiteName}, ${sql.lit(hiddenCompanyName)})`;

/** "12 RUE DES LILAS, 90000 BELFORT": what `addressLine` writes; empty when nothing is known. */
export const siteAddress = sql`concat_ws(', ',
  case when ${diffusible} then nullif(concat_ws(', ', establishment.street, establishment.complement), '') end,
  nullif(concat_ws(' ', case when ${diffusible} then establishment.postal_code end, establishment.town), ''),
  establishment.country)`;
