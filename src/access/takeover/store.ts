import { type Queryable, sql, type Transaction } from '../../platform/database';
import { type Batch, isUuid } from '../store';
import { type Settler, type TakeoverState, type TakeoverStep, takeoverTransitions } from './lifecycle';

export interface Takeover {
  readonly id: string;
  /** Who asks. */
  readonly accountId: string;
  readonly siren: string;
  readonly siret: string;
  readonly reason: string;
  readonly state: TakeoverState;
  readonly askedAt: Date;
  /** At the beginning. */
  readonly administratorsTold: number;
  /** From then on a colleague may confirm. */
  readonly confirmableAt: Date;
  readonly documentId: string | null;
  readonly settledAt: Date | null;
  readonly settledAs: Settler | null;
  readonly refusalReason: string | null;
}

const columns = sql`
  takeover.id, takeover.account_id as "accountId", takeover.siren, takeover.siret, takeover.reason, takeover.state,
  takeover.asked_at as "askedAt", takeover.administrators_told as "administratorsTold",
  takeover.confirmable_at as "confirmableAt", takeover.document_id as "documentId",
  takeover.settled_at as "settledAt", takeover.settled_as as "settledAs",
  takeover.refusal_reason as "refusalReason"`;

/** Writes a takeover; false when the same person has one running there. */
export async function insertTakeover(
  tx: Transaction,
  one: Pick<
    Takeover,
    'id' | 'accountId' | 'siren' | 'siret' | 'reason' | 'askedAt' | 'administratorsTold' | 'confirmableAt'
  >,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into takeover (id, account_id, siren, siret, reason, state, asked_at, administrators_told, confirmable_at)
    values (${one.id}, ${one.accountId}, ${one.siren}, ${one.siret}, ${one.reason}, 'open', ${one.askedAt},
      ${one.administratorsTold}, ${one.confirmableAt})
    on conflict (account_id, siret) where state in ('open', 'with_agents') do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

export async function runningTakeoversOf(db: Queryable, accountId: string): Promise<Takeover[]> {
  const { rows } = await sql<Takeover>`
    select ${columns} from takeover
    where takeover.account_id = ${accountId} and takeover.state in ('open', 'with_agents') for update`.execute(
    db,
  );
  return rows;
}

export async function findTakeover(db: Queryable, id: string): Promise<Takeover | null> {
  if (!isUuid(id)) return null;
  const { rows } = await sql<Takeover>`
    select ${columns} from takeover where takeover.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** Whether somebody was refused the administration of an establishment since an instant. */
export async function wasRefusedSince(
  db: Queryable,
  { accountId, siret }: Pick<Takeover, 'accountId' | 'siret'>,
  since: Date,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from takeover
    where takeover.account_id = ${accountId} and takeover.siret = ${siret} and takeover.state = 'refused'
      and takeover.settled_at > ${since} limit 1`.execute(db);
  return rows.length > 0;
}

/** Compare-and-set: a running takeover is settled once; false for every other caller. */
export async function settleTakeover(
  tx: Transaction,
  id: string,
  step: Exclude<TakeoverStep, 'hand-over'>,
  settled: { by: string | null; as: Settler | null; reason: string | null; now: Date },
): Promise<boolean> {
  const { from, to } = takeoverTransitions[step];
  const { numAffectedRows } = await sql`
    update takeover set state = ${to}, settled_at = ${settled.now}, settled_by = ${settled.by},
      settled_as = ${settled.as}, refusal_reason = ${settled.reason}
    where id = ${id} and state = any(${from})`.execute(tx);
  return numAffectedRows === 1n;
}

/**
 * Gives a takeover to the agents with its proof; null when it no longer runs. `formerKey`: storage key of the document
 * that this one takes the place of, whose row goes.
 */
export async function giveToAgents(
  tx: Transaction,
  id: string,
  documentId: string,
): Promise<{ formerKey: string | null } | null> {
  const { from, to } = takeoverTransitions['hand-over'];
  const { rows } = await sql<{ former: string | null }>`
    select takeover.document_id as former from takeover
    where takeover.id = ${id} and takeover.state = any(${from}) for update`.execute(tx);
  if (!rows[0]) return null;
  await sql`update takeover set state = ${to}, document_id = ${documentId} where id = ${id}`.execute(tx);
  const { rows: removed } = await sql<{ key: string }>`
    delete from stored_file as file where file.id = ${rows[0].former} returning file.storage_key as key`.execute(
    tx,
  );
  return { formerKey: removed[0]?.key ?? null };
}

/** Those whose administrators have not answered in time, and whose next step was told to nobody yet. */
export async function takeoversToRelay(db: Queryable, now: Date, batch: Batch): Promise<Takeover[]> {
  const { rows } = await sql<Takeover>`
    select ${columns} from takeover
    where takeover.state = 'open' and takeover.administrators_told > 0 and takeover.relayed_at is null
      and takeover.confirmable_at <= ${now} and takeover.id <> all(${batch.except})
    order by takeover.asked_at limit ${batch.limit}`.execute(db);
  return rows;
}

/** Takes the relay of one; false when another server has it. */
export async function claimRelay(tx: Transaction, id: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update takeover set relayed_at = ${now}
    where id = ${id} and state = 'open' and relayed_at is null`.execute(tx);
  return numAffectedRows === 1n;
}

/** Those asked before an instant that nobody has settled. */
export async function takeoversAskedBefore(db: Queryable, before: Date, batch: Batch): Promise<Takeover[]> {
  const { rows } = await sql<Takeover>`
    select ${columns} from takeover
    where takeover.state = any(${takeoverTransitions.expire.from}) and takeover.asked_at < ${before}
      and takeover.id <> all(${batch.except})
    order by takeover.asked_at limit ${batch.limit}`.execute(db);
  return rows;
}
