import { everyWordIn, type Queryable, sql } from '../../platform/database';
import { linesPerPage, type PageOf, pageOf } from '../../platform/paging';
import { type AccountState, states } from './words';

/** What is asked of the list of accounts; the first is what shows when nothing is. */
export const accountFilters = ['tous', 'actifs', 'bloques', 'a-activer', 'migres', 'fermes'] as const;
export type AccountFilter = (typeof accountFilters)[number];

const statesOf: Readonly<Record<AccountFilter, readonly AccountState[]>> = {
  tous: states.filter((one) => one !== 'closed'),
  actifs: ['active'],
  bloques: ['blocked'],
  'a-activer': ['to_activate'],
  migres: ['migrated'],
  fermes: ['closed'],
};

export interface AccountLine {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly state: AccountState;
  readonly agent: boolean;
  /** Live memberships. */
  readonly places: number;
  readonly lastSignInAt: Date | null;
}

/** As the index on accounts is built. */
const nameAndAddress = sql`public.person_search_text(account.first_name, account.last_name, account.email)`;

const numberIn = (typed: string) => /^(?:\d{9}|\d{14})$/.exec(typed.replace(/\s/gu, ''))?.[0] ?? null;

/** By a number, those attached to that company or establishment, now or formerly; by words, names and addresses. */
function found(search: string) {
  const number = numberIn(search);
  if (number === null) return everyWordIn(nameAndAddress, search);
  return sql`exists (select from membership where membership.account_id = account.id
    and membership.siren = ${number.slice(0, 9)}
    and (${number.length === 9} or membership.siret is null or membership.siret = ${number}))`;
}

/** One page of the accounts, by name. */
export function accountsFound(
  db: Queryable,
  asked: { readonly filter: AccountFilter; readonly search: string; readonly page: number },
): Promise<PageOf<AccountLine>> {
  return pageOf(asked.page, async (before) => {
    const { rows } = await sql<AccountLine & { total: number }>`
      with shown as (
        select account.id, count(*) over ()::integer as total from account
        where account.state = any(${[...statesOf[asked.filter]]}) and ${found(asked.search)}
        order by account.last_name, account.first_name, account.id limit ${linesPerPage} offset ${before}
      )
      select shown.total, account.id, concat_ws(' ', account.first_name, account.last_name) as name, account.email,
        account.state, account.last_sign_in_at as "lastSignInAt",
        exists (select from agent_role where agent_role.account_id = account.id) as agent,
        (select count(*)::integer from membership where membership.account_id = account.id
          and membership.state in ('pending', 'active', 'suspended')) as places
      from shown join account on account.id = shown.id
      order by account.last_name, account.first_name, account.id`.execute(db);
    return rows;
  });
}
