import { type Queryable, sql, type Transaction } from '../../platform/database';
import type { NewCompany, NewEstablishment } from '../../registry';
import { type RequestState, requestTransitions } from '../lifecycle';
import type { RoleCode } from '../rules';

export interface RequestRow {
  id: string;
  state: RequestState;
  email: string;
  civility: 'M' | 'MME';
  last_name: string;
  first_name: string;
  job_title: string;
  phone: string;
  siren: string;
  siret: string;
  proposed_company: NewCompany | null;
  proposed_establishment: NewEstablishment | null;
  document_id: string | null;
  role: RoleCode;
  granted_role: RoleCode | null;
  account_id: string | null;
  decided_by_agents: boolean | null;
  sent_at: Date;
  confirmed_at: Date | null;
  decided_at: Date | null;
  decided_by: string | null;
  reason: string | null;
  blocks_address: boolean;
  /** What time has done to it; see migrations/0007_request_deadlines.sql. */
  answered_at: Date | null;
  reminded_at: Date | null;
  relayed_at: Date | null;
}

type Tables = {
  access_request: RequestRow;
};

const tables = (db: Queryable) => db.withTables<Tables>();

export async function findRequest(db: Queryable, id: string): Promise<RequestRow | null> {
  if (!isUuid(id)) return null;
  const row = await tables(db)
    .selectFrom('access_request')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** The same, as it now is, and nobody else changes it until the end of the transaction. */
export async function lockRequest(tx: Transaction, id: string): Promise<RequestRow | null> {
  const row = await tables(tx)
    .selectFrom('access_request')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

type NewRequest = Omit<
  RequestRow,
  | 'granted_role'
  | 'account_id'
  | 'decided_by_agents'
  | 'confirmed_at'
  | 'decided_at'
  | 'decided_by'
  | 'reason'
  | 'blocks_address'
  | 'answered_at'
  | 'reminded_at'
  | 'relayed_at'
>;

export async function insertRequest(tx: Transaction, row: NewRequest): Promise<void> {
  await tables(tx)
    .insertInto('access_request')
    .values({
      ...row,
      granted_role: null,
      account_id: null,
      decided_by_agents: null,
      confirmed_at: null,
      decided_at: null,
      decided_by: null,
      reason: null,
      blocks_address: false,
      answered_at: null,
      reminded_at: null,
      relayed_at: null,
    })
    .execute();
}

/** Compare-and-set: moves the request on if it is still in one of `from`; false when somebody was faster. */
export async function moveRequest(
  tx: Transaction,
  id: string,
  from: readonly RequestState[],
  changes: Partial<RequestRow> & { state: RequestState },
): Promise<boolean> {
  const result = await tables(tx)
    .updateTable('access_request')
    .set(changes)
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Requests of one address are confirmed and answered one after the other. */
export async function holdAddress(tx: Transaction, email: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${email}, 1))`.execute(tx);
}

/** The latest request of an address takes the place of the others that are not confirmed; gives their ids. */
export async function replaceUnconfirmed(
  tx: Transaction,
  email: string,
  { latest, now }: { latest: string; now: Date },
): Promise<string[]> {
  const { from, to } = requestTransitions.replace;
  const replaced = await tables(tx)
    .updateTable('access_request')
    .set({ state: to, reason: 'replaced', decided_at: now })
    .where('email', '=', email)
    .where('id', '<>', latest)
    .where('state', 'in', [...from])
    .returning('id')
    .execute();
  return replaced.map(({ id }) => id);
}

/**
 * The latest unconfirmed request of an address. Of two sent in the same millisecond, the one that is not yet
 * answered came later.
 */
export async function latestToConfirm(db: Queryable, email: string): Promise<RequestRow | null> {
  const { rows } = await sql<RequestRow>`
    select request.* from access_request as request
    where request.email = ${email} and request.state = 'to_confirm'
    order by request.sent_at desc, request.answered_at desc nulls first, request.id limit 1
  `.execute(db);
  return rows[0] ?? null;
}

export async function pendingRequestsOf(db: Queryable, email: string): Promise<RequestRow[]> {
  return tables(db)
    .selectFrom('access_request')
    .selectAll()
    .where('email', '=', email)
    .where('state', '=', 'pending')
    .orderBy('sent_at')
    .execute();
}

export async function pendingRequestsOn(
  db: Queryable,
  where: { siren: string } | { siret: string },
): Promise<RequestRow[]> {
  const query = tables(db).selectFrom('access_request').selectAll().where('state', '=', 'pending');
  return 'siret' in where
    ? query.where('siret', '=', where.siret).execute()
    : query.where('siren', '=', where.siren).execute();
}
