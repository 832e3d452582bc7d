import { after, hours, minutes } from './clock';
import { type Database, isOutOfSpace, type Queryable, sql } from './database';
import { hashOfSecret, newSecret } from './links';

/** 30 minutes idle, 12 hours at most. Source: NIST SP 800-63B-4 (AAL2) and the product's own text. */
const idleLimit = minutes(30);
const absoluteLimit = hours(12);

/** Opens a session and gives the secret for the cookie. A new one at every sign-in: none can be fixed beforehand. */
export async function openSession(db: Queryable, accountId: string, now: Date): Promise<string> {
  const secret = newSecret();
  await sql`
    insert into session (id_hash, account_id, created_at, last_seen_at)
    values (${hashOfSecret(secret)}, ${accountId}, ${now}, ${now})
  `.execute(db);
  return secret;
}

/** The account of a live session, and marks it as seen (at most once a minute); null otherwise. */
export async function useSession(db: Database, secret: string, now: Date): Promise<string | null> {
  const id = hashOfSecret(secret);
  const { rows } = await sql<{ accountId: string; lastSeenAt: Date }>`
    select session.account_id as "accountId", session.last_seen_at as "lastSeenAt" from session
    where session.id_hash = ${id} and session.last_seen_at > ${after(now, -idleLimit)}
      and session.created_at > ${after(now, -absoluteLimit)}
  `.execute(db);
  const session = rows[0];
  if (!session) return null;
  if (session.lastSeenAt < after(now, -minutes(1))) {
    await sql`update session set last_seen_at = ${now} where id_hash = ${id}`
      .execute(db)
      .catch((error: unknown) => {
        // Reading goes on when the disk is full.
        if (!isOutOfSpace(error)) throw error;
      });
  }
  return session.accountId;
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
