import { type Queryable, sql, type Transaction } from '../../platform/database';
import { type AgentRole, agentRoles } from '../../platform/who-may';
import type { RoleCode } from '../rules';
import type { MembershipState } from '../users/lifecycle';
import { isUuid } from './requests';

export interface MembershipRow {
  id: string;
  account_id: string;
  siren: string;
  /** Null: the whole company. */
  siret: string | null;
  role: RoleCode;
  state: MembershipState;
  request_id: string | null;
  /** Its last day (YYYY-MM-DD, in Paris); null: none. */
  ends_on: string | null;
  /** When its role was changed; null: it is the first. */
  role_since: Date | null;
  end_reason: string | null;
  version: number;
  created_at: Date;
  updated_at: Date;
}

type Tables = {
  membership: MembershipRow;
  agent_role: { account_id: string; role: string; granted_at: Date };
};

const tables = (db: Queryable) => db.withTables<Tables>();

/** A membership runs to the end of its last day in Paris. */
export const stillRuns = (now: Date) => sql<boolean>`
  (membership.ends_on is null or membership.ends_on >= (${now}::timestamptz at time zone 'Europe/Paris')::date)`;

export type LiveMembership = Pick<
  MembershipRow,
  'id' | 'siren' | 'siret' | 'role' | 'ends_on' | 'version' | 'updated_at'
> & { readonly state: 'pending' | 'active' | 'suspended' };

/**
 * Live memberships of an account that reach an establishment (its SIRET): on it, or on its whole company. Of a
 * company (its SIREN): on the whole of it.
 */
export async function liveMembershipsOn(
  db: Queryable,
  accountId: string,
  place: string,
  now: Date,
): Promise<LiveMembership[]> {
  const rows = await tables(db)
    .selectFrom('membership')
    .select(['id', 'siren', 'siret', 'role', 'state', 'ends_on', 'version', 'updated_at'])
    .where('account_id', '=', accountId)
    .where('siren', '=', place.slice(0, 9))
    .where((or) => or.or([or('siret', 'is', null), or('siret', '=', place)]))
    .where('state', 'in', ['pending', 'active', 'suspended'])
    .where(stillRuns(now))
    .execute();
  return rows as LiveMembership[];
}

/** Those in use on a company and on its establishments, but refused ones. */
export async function activeMembershipsWithin(
  db: Queryable,
  accountId: string,
  siren: string,
  now: Date,
): Promise<Pick<MembershipRow, 'siret' | 'role'>[]> {
  const { rows } = await sql<Pick<MembershipRow, 'siret' | 'role'>>`
    select membership.siret, membership.role from membership
    where membership.account_id = ${accountId} and membership.siren = ${siren} and membership.state = 'active'
      and ${stillRuns(now)} and not exists (select from establishment
        where establishment.siret = membership.siret collate "C" and establishment.state = 'refused')
    order by membership.siret nulls first`.execute(db);
  return rows;
}

/** The administrators of an establishment (active accounts): on it first, else on the whole company. */
export async function administratorsOf(
  db: Queryable,
  siret: string,
  now: Date,
): Promise<{ accountId: string; wholeCompany: boolean }[]> {
  const rows = await tables(db)
    .withTables<{ account: { id: string; state: string } }>()
    .selectFrom('membership')
    .innerJoin('account', 'account.id', 'membership.account_id')
    .select(['membership.account_id as accountId', 'membership.siret as siret'])
    .where('account.state', '=', 'active')
    .where('membership.state', '=', 'active')
    .where('membership.role', '=', 'establishment_administrator')
    .where('membership.siren', '=', siret.slice(0, 9))
    .where((or) => or.or([or('membership.siret', 'is', null), or('membership.siret', '=', siret)]))
    .where(stillRuns(now))
    .execute();
  return rows.map((row) => ({ accountId: row.accountId, wholeCompany: row.siret === null }));
}

export async function insertMembership(
  tx: Transaction,
  row: Pick<MembershipRow, 'account_id' | 'siren' | 'siret' | 'role' | 'state' | 'request_id'> &
    Partial<Pick<MembershipRow, 'ends_on'>>,
  now: Date,
): Promise<string> {
  // One whose last day is over makes room for the new one.
  await tables(tx)
    .updateTable('membership')
    .set({ state: 'ended', end_reason: 'Date de fin atteinte', updated_at: now })
    .where('account_id', '=', row.account_id)
    .where('siren', '=', row.siren)
    .where('siret', 'is not distinct from', row.siret)
    .where('state', 'in', ['pending', 'active', 'suspended'])
    .where((where) => where.not(stillRuns(now)))
    .execute();
  const inserted = await tables(tx)
    .insertInto('membership')
    .values({
      ends_on: null,
      ...row,
      id: crypto.randomUUID(),
      end_reason: null,
      role_since: null,
      version: 1,
      created_at: now,
      updated_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return inserted.id;
}

/** Moves the pending membership of a request on; false when there is none. */
export async function settlePendingMembership(
  tx: Transaction,
  requestId: string,
  changes: { state: 'active' | 'refused' | 'ended'; role?: RoleCode; end_reason?: string },
  now: Date,
): Promise<boolean> {
  const result = await tables(tx)
    .updateTable('membership')
    .set((row) => ({ ...changes, version: row('version', '+', 1), updated_at: now }))
    .where('request_id', '=', requestId)
    .where('state', '=', 'pending')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function findMembership(db: Queryable, id: string): Promise<MembershipRow | null> {
  if (!isUuid(id)) return null;
  const row = await tables(db).selectFrom('membership').selectAll().where('id', '=', id).executeTakeFirst();
  return row ?? null;
}

/**
 * What an account still holds, in an order that is everybody's: two who leave at once wait for each other in line.
 * Held before anything is changed: whoever waits for the administrators of a company holds their memberships already.
 */
export async function membershipsToEnd(
  tx: Transaction,
  accountId: string,
  now: Date,
): Promise<MembershipRow[]> {
  return tables(tx)
    .selectFrom('membership')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('state', 'in', ['active', 'suspended'])
    .where(stillRuns(now))
    .orderBy('siren')
    .orderBy('siret')
    .forNoKeyUpdate()
    .execute();
}

/**
 * Compare-and-set: changes a membership that still runs, in one of `from`, as it was seen; false otherwise.
 * Throws (SQLSTATE MC001) when it would take the last administrator from an establishment.
 */
export async function changeMembership(
  tx: Transaction,
  seen: { id: string; version: number },
  from: readonly MembershipState[],
  changes: Partial<Pick<MembershipRow, 'role' | 'state' | 'ends_on' | 'end_reason'>>,
  now: Date,
): Promise<boolean> {
  const result = await tables(tx)
    .updateTable('membership')
    .set({
      ...changes,
      ...(changes.role && { role_since: now }),
      version: seen.version + 1,
      updated_at: now,
    })
    .where('id', '=', seen.id)
    .where('version', '=', seen.version)
    .where('state', 'in', [...from])
    .where(stillRuns(now))
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** On the company side the last administrator stays; not until the end of this one: see migrations/0012_users.sql. */
export async function byTheOpco(tx: Transaction): Promise<void> {
  await sql`select set_config('mc2i.by_the_opco', 'yes', true)`.execute(tx);
}

/** Who takes or leaves the administration of a company's places waits for this one to end. */
export async function holdAdministrations(tx: Transaction, siren: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${siren}, 2))`.execute(tx);
}

/** Ends every live membership of an establishment that the OPCO refused, with its reason; gives them. */
export async function endMembershipsOn(
  tx: Transaction,
  where: { siren: string } | { siret: string },
  reason: string,
  now: Date,
): Promise<Pick<MembershipRow, 'id' | 'siren' | 'siret'>[]> {
  await byTheOpco(tx);
  const update = tables(tx)
    .updateTable('membership')
    .set((row) => ({
      state: 'ended',
      end_reason: reason,
      version: row('version', '+', 1),
      updated_at: now,
    }))
    .where('state', 'in', ['pending', 'active', 'suspended']);
  return (
    'siret' in where ? update.where('siret', '=', where.siret) : update.where('siren', '=', where.siren)
  )
    .returning(['id', 'siren', 'siret'])
    .execute();
}

/** False when they had it. */
export async function grantAgentRole(tx: Transaction, accountId: string, role: string, now: Date) {
  const { numInsertedOrUpdatedRows } = await tables(tx)
    .insertInto('agent_role')
    .values({ account_id: accountId, role, granted_at: now })
    .onConflict((conflict) => conflict.columns(['account_id', 'role']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function removeAgentRole(tx: Transaction, accountId: string, role: string): Promise<void> {
  await tables(tx)
    .deleteFrom('agent_role')
    .where('account_id', '=', accountId)
    .where('role', '=', role)
    .execute();
}

/** The roles of one agent; empty for everybody else. */
export async function agentRolesOf(db: Queryable, accountId: string): Promise<AgentRole[]> {
  const rows = await tables(db)
    .selectFrom('agent_role')
    .select('role')
    .where('account_id', '=', accountId)
    .execute();
  return agentRoles.filter((role) => rows.some((row) => row.role === role));
}

/** The active agents who hold a role. */
export async function agentsWithRole(db: Queryable, role: string): Promise<string[]> {
  const rows = await tables(db)
    .withTables<{ account: { id: string; state: string } }>()
    .selectFrom('agent_role')
    .innerJoin('account', 'account.id', 'agent_role.account_id')
    .select('agent_role.account_id as accountId')
    .where('agent_role.role', '=', role)
    .where('account.state', '=', 'active')
    .execute();
  return rows.map((row) => row.accountId);
}
