import { type Queryable, sql } from '../../platform/database';
import type { AgentRole } from '../../platform/who-may';

export interface AgentLine {
  readonly id: string;
  /** Empty before they have given it. */
  readonly name: string;
  readonly email: string;
  readonly state: 'to_activate' | 'migrated' | 'active' | 'blocked' | 'closed';
  readonly roles: readonly AgentRole[];
  readonly lastSignIn: Date | null;
}

/** The agents of the OPCO by name, or the one of this id. */
export async function agentsOf(db: Queryable, id: string | null = null): Promise<AgentLine[]> {
  const { rows } = await sql<AgentLine>`
    select account.id, concat_ws(' ', account.first_name, account.last_name) as name, account.email, account.state,
      array_agg(agent_role.role::text order by agent_role.granted_at, agent_role.role) as roles,
      account.last_sign_in_at as "lastSignIn"
    from agent_role join account on account.id = agent_role.account_id
    where ${id}::text is null or account.id::text = ${id}
    group by account.id order by account.last_name nulls last, account.email`.execute(db);
  return rows;
}
