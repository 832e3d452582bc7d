import { type Queryable, sql } from '../../../platform/database';
import { choiceAt } from '../../notifications/store';
import { stillRuns } from '../../store';
import type { Takeover } from '../store';

export interface Colleague {
  readonly accountId: string;
  readonly email: string;
}

/** Those who may confirm a takeover (see `mayConfirm`), the last signed in first. */
export async function colleaguesOf(
  db: Queryable,
  { accountId, siren, siret, askedAt }: Pick<Takeover, 'accountId' | 'siren' | 'siret' | 'askedAt'>,
  { now, limit }: { now: Date; limit: number },
): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    select account.id as "accountId", account.email
    from membership join account on account.id = membership.account_id
    where membership.siren = ${siren} and (membership.siret is null or membership.siret = ${siret})
      and membership.state = 'active' and ${stillRuns(now)} and account.state = 'active' and account.id <> ${accountId}
    group by account.id
    having min(membership.updated_at) < ${askedAt}
      and not bool_or(membership.role = 'establishment_administrator')
      and ${choiceAt(sql.ref('account.id'), 'takeover_to_confirm', { siren, siret })} <> 'none'
    order by account.last_sign_in_at desc nulls last, account.id limit ${limit}`.execute(db);
  return rows;
}
