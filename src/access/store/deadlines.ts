import { type Queryable, sql, type Transaction } from '../../platform/database';
import type { RequestRow } from './requests';

/** How many to read, oldest first, and which to leave out. */
export interface Batch {
  readonly limit: number;
  readonly except: readonly string[];
}

/** A pending request has been confirmed: the database holds it. */
export type PendingRow = RequestRow & { readonly confirmed_at: Date };

/** From `from` (or from ever) until, but without, `until`. */
export interface Period {
  readonly from?: Date;
  readonly until: Date;
}

// The states are written in the text of the queries, not given as values: so PostgreSQL knows, whatever the
// plan that it keeps, that a partial index of migrations/0007_request_deadlines.sql holds all that is asked for.
const toAnswer = sql`request.state = 'to_confirm' and request.answered_at is null`;
const toConfirm = sql`request.state = 'to_confirm'`;
const toRemind = sql`request.state = 'pending' and request.reminded_at is null and request.relayed_at is null`;
const toRelay = sql`request.state = 'pending' and request.relayed_at is null`;
const toExpire = sql`request.state = 'pending'`;

function reader<Row extends RequestRow>(where: typeof toAnswer, began: 'sent_at' | 'confirmed_at') {
  const since = sql.ref(`request.${began}`);
  return async (db: Queryable, { from, until }: Period, { limit, except }: Batch): Promise<Row[]> => {
    const { rows } = await sql<Row>`
      select request.* from access_request as request
      where ${where} and ${since} < ${until} ${from ? sql`and ${since} >= ${from}` : sql``}
        and request.id <> all(${except}::uuid[])
      order by ${since} limit ${limit}
    `.execute(db);
    return rows;
  };
}

/** Sent in a period, whose address has not received what its state calls for. */
export const requestsToAnswer = reader<RequestRow>(toAnswer, 'sent_at');
/** Sent in a period and not confirmed. */
export const requestsToConfirmSentIn = reader<RequestRow>(toConfirm, 'sent_at');
/** Confirmed in a period: pending, and no deadline has been dealt with. */
export const requestsToRemind = reader<PendingRow>(toRemind, 'confirmed_at');
/** Confirmed in a period: pending, and the relay has not been dealt with. */
export const requestsToRelay = reader<PendingRow>(toRelay, 'confirmed_at');
/** Confirmed in a period, and still pending. */
export const requestsToExpire = reader<PendingRow>(toExpire, 'confirmed_at');

function claim<Row extends RequestRow>(
  where: typeof toAnswer,
  column: 'answered_at' | 'reminded_at' | 'relayed_at',
) {
  return async (tx: Transaction, id: string, now: Date): Promise<Row | null> => {
    const { rows } = await sql<Row>`
      update access_request as request set ${sql.ref(column)} = ${now}
      where request.id = ${id} and ${where}
      returning request.*
    `.execute(tx);
    return rows[0] ?? null;
  };
}

/**
 * Compare-and-set: the request, for the one who answers it, reminds its deciders or relays it; null for every
 * other, and once it has moved on. The row stays locked until the end of the transaction.
 */
export const claimAnswer = claim<RequestRow>(toAnswer, 'answered_at');
export const claimReminder = claim<PendingRow>(toRemind, 'reminded_at');
export const claimRelay = claim<PendingRow>(toRelay, 'relayed_at');

/** The agents decide from now on; administrators still may. */
export async function giveToAgents(tx: Transaction, id: string): Promise<void> {
  await sql`update access_request set decided_by_agents = true where id = ${id}`.execute(tx);
}
