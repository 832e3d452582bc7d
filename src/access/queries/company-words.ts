import type { CompanyWords } from '../../accounts';
import { sql } from '../../platform/database';

/** Names and numbers of the companies of an account: a password must not be made of them. */
export const companyWords: CompanyWords = async (db, accountId) => {
  const { rows } = await sql<{ word: string }>`
    select distinct unnest(array[company.name, company.siren, membership.siret]) as word
    from membership join company on company.siren = membership.siren
    where membership.account_id = ${accountId}
  `.execute(db);
  return rows.map((row) => row.word).filter(Boolean);
};
