import { type Queryable, sql } from '../../platform/database';

/** Who signs their requests with this account, and what they are among the agents; null unless it is active. */
export async function activePersonWithRoles(
  db: Queryable,
  accountId: string,
): Promise<{
  accountId: string;
  email: string;
  firstName: string;
  lastName: string;
  roles: readonly string[];
} | null> {
  const { rows } = await sql<{
    accountId: string;
    email: string;
    firstName: string;
    lastName: string;
    roles: string[];
  }>`
    select account.id as "accountId", account.email, coalesce(account.first_name, '') as "firstName",
      coalesce(account.last_name, account.email) as "lastName",
      array(select agent_role.role::text from agent_role where agent_role.account_id = account.id) as roles
    from account where account.id = ${accountId} and account.state = 'active'
  `.execute(db);
  return rows[0] ?? null;
}
