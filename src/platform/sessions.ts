import { z } from 'zod';
import { after, hours, minutes } from './clock';
import { type Database, isOutOfSpace, type Queryable, sql, type Transaction } from './database';
import { hashOfSecret, newSecret } from './links';

/** 30 minutes idle, 12 hours at most. Source: NIST SP 800-63B-4 (AAL2) and the product's own text. */
const idleLimit = minutes(30);
const absoluteLimit = hours(12);

/** Opens a session and gives the secret for the cookie. A new one at every sign-in: none can be fixed beforehand. */
export async function openSession(
  db: Queryable,
  accountId: string,
  now: Date,
  { address, browser }: { address: string | null; browser: string | null } = { address: null, browser: null },
): Promise<string> {
  const secret = newSecret();
  await sql`
    insert into session (id_hash, account_id, created_at, last_seen_at, address, browser)
    values (${hashOfSecret(secret)}, ${accountId}, ${now}, ${now}, ${address}, ${browser})
  `.execute(db);
  return secret;
}

const isLive = (now: Date) => sql`session.last_seen_at > ${after(now, -idleLimit)}
  and session.created_at > ${after(now, -absoluteLimit)}`;

/**
 * The table `session` narrowed to the live one of a secret, to be joined with what its reader asks of the
 * account; no row when it is unknown or over.
 */
export const liveSession = (secret: string, now: Date) => sql`
  (select session.account_id, session.last_seen_at, session.viewed_until,
     case when session.viewed_until > ${now} then session.viewed_account_id end as viewed_account_id from session
   where session.id_hash = ${hashOfSecret(secret)} and ${isLive(now)}) as session`;

/** Marks a session as seen, at most once a minute. */
export async function keepSession(db: Database, secret: string, lastSeenAt: Date, now: Date): Promise<void> {
  if (lastSeenAt >= after(now, -minutes(1))) return;
  await sql`update session set last_seen_at = ${now} where id_hash = ${hashOfSecret(secret)}`
    .execute(db)
    .catch((error: unknown) => {
      // Reading goes on when the disk is full.
      if (!isOutOfSpace(error)) throw error;
    });
}

export interface OpenSession {
  /** Says which one; opens nothing. */
  readonly id: string;
  readonly openedAt: Date;
  readonly lastSeenAt: Date;
  /** Network address that it was opened from, and browser ("Firefox sur Windows"); null when unknown. */
  readonly address: string | null;
  readonly browser: string | null;
  /** The one of this secret. */
  readonly own: boolean;
}

const sessionId = sql`encode(session.id_hash, 'hex')`;
export const sessionIdSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** The live sessions of an account: the one of `secret`, then the latest seen. */
export async function openSessionsOf(
  db: Queryable,
  accountId: string,
  secret: string,
  now: Date,
): Promise<OpenSession[]> {
  const { rows } = await sql<OpenSession>`
    select ${sessionId} as id, session.created_at as "openedAt", session.last_seen_at as "lastSeenAt",
      session.address, session.browser, session.id_hash = ${hashOfSecret(secret)} as own
    from session where session.account_id = ${accountId} and ${isLive(now)}
    order by own desc, session.last_seen_at desc`.execute(db);
  return rows;
}

export async function countOpenSessions(db: Queryable, accountId: string, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from session where session.account_id = ${accountId} and ${isLive(now)}`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

/** How long an agent may look as somebody before saying again why. */
const viewingLimit = minutes(30);

/** An agent's own session looks as somebody from now on; until when, or null when it already does, or is over. */
export async function startViewing(
  tx: Transaction,
  { session, agentId, accountId, now }: { session: string; agentId: string; accountId: string; now: Date },
): Promise<Date | null> {
  const until = after(now, viewingLimit);
  const { numAffectedRows } = await sql`
    update session set viewed_account_id = ${accountId}, viewed_until = ${until}
    where id_hash = ${hashOfSecret(session)} and account_id = ${agentId}
      and (viewed_until is null or viewed_until <= ${now})`.execute(tx);
  return numAffectedRows === 1n ? until : null;
}

/** Looks as nobody any more; as whom it did, or null. */
export async function stopViewing(tx: Transaction, session: string): Promise<string | null> {
  const { rows } = await sql<{ viewed: string }>`
    update session set viewed_account_id = null, viewed_until = null
    from (select id_hash, viewed_account_id from session
      where id_hash = ${hashOfSecret(session)} and viewed_account_id is not null for update) as former
    where session.id_hash = former.id_hash returning former.viewed_account_id as viewed`.execute(tx);
  return rows[0]?.viewed ?? null;
}

/** Closes one of an account's sessions by its id, or all, but never the one of `secret`; gives how many. */
export async function closeOtherSessions(
  db: Queryable,
  accountId: string,
  { secret, id }: { secret: string; id: string | null },
): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from session where session.account_id = ${accountId} and session.id_hash <> ${hashOfSecret(secret)}
      and (${id}::text is null or ${sessionId} = ${id})`.execute(db);
  return Number(numAffectedRows ?? 0n);
}

/** Opened within a quarter of an hour: its password has just been given. Source: OWASP ASVS 5.0, 7.5.1. */
export async function isFreshSession(db: Queryable, secret: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select 1 from session
    where session.id_hash = ${hashOfSecret(secret)} and session.created_at > ${after(now, -minutes(15))}
  `.execute(db);
  return rows.length > 0;
}

/** Notes that whoever holds a session has just proved again who they are. */
export async function noteProof(db: Queryable, secret: string, now: Date): Promise<void> {
  await sql`update session set proved_at = ${now} where id_hash = ${hashOfSecret(secret)}`.execute(db);
}

/** Proved again within a quarter of an hour; signing in does not count. */
export async function isProved(db: Queryable, secret: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select 1 from session
    where session.id_hash = ${hashOfSecret(secret)} and session.proved_at > ${after(now, -minutes(15))}
  `.execute(db);
  return rows.length > 0;
}

/** Whether a session of this account still stands, in the caller's transaction. */
export async function isSessionOf(db: Queryable, accountId: string, secret: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from session where session.id_hash = ${hashOfSecret(secret)} and session.account_id = ${accountId}
  `.execute(db);
  return rows.length > 0;
}

export async function closeSession(db: Queryable, secret: string) {
  await sql`delete from session where id_hash = ${hashOfSecret(secret)}`.execute(db);
}

/** All sessions of an account: after a new password, a block, a closing. */
export async function closeSessionsOf(db: Queryable, accountId: string) {
  await sql`delete from session where account_id = ${accountId}`.execute(db);
}

export async function sweepSessions(db: Queryable, now: Date) {
  await sql`
    delete from session
    where last_seen_at < ${after(now, -idleLimit)} or created_at < ${after(now, -absoluteLimit)}
  `.execute(db);
}
