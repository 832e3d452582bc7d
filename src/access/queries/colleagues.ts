import { type RawBuilder, sql } from '../../platform/database';
import { stillRuns } from '../store';

/** Who looks at an establishment, and when. */
export interface Looking {
  readonly accountId: string;
  readonly siret: string;
  readonly now: Date;
}

/**
 * Whether somebody, given by a column, is of the company of this establishment, but of other sites alone, which the
 * reader does not administer: what they did for the whole company is told here without their name.
 */
export const onlyElsewhere = (column: RawBuilder<unknown>, { accountId, siret, now }: Looking) => {
  const siren = siret.slice(0, 9);
  const theirs = sql`theirs.account_id = ${column} and theirs.siren = ${siren}`;
  return sql<boolean>`(exists (select from membership as theirs where ${theirs}) and not exists (
    select from membership as theirs where ${theirs} and (theirs.siret is null or theirs.siret = ${siret} or exists (
      select from membership where membership.account_id = ${accountId} and membership.siren = ${siren}
        and membership.role = 'establishment_administrator' and membership.state = 'active' and ${stillRuns(now)}
        and (membership.siret is null or membership.siret = theirs.siret)))))`;
};
