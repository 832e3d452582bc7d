import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../tests/support/database';
import { givenAccount } from '../../tests/support/people';
import { hours, after as later, minutes } from './clock';
import { inTransaction, openPool, sql } from './database';
import { consumeLink, isAlive, issueLink, readLink, revokeLinks } from './links';
import { closeSession, keepSession, liveSession, openSession, sweepSessions } from './sessions';
import { createThrottle } from './throttle';

const database = useDatabase();
const now = new Date('2026-11-23T09:00:00Z');
const db = database.app;

describe('mailed links', () => {
  const issue = (expiresAt: Date | null) =>
    inTransaction(db, (tx) => issueLink(tx, { kind: 'k', subjectId: randomUUID(), now, expiresAt }));
  const consume = (kind: string, secret: string, at: Date) =>
    inTransaction(db, (tx) => consumeLink(tx, kind, secret, at));

  it('are used up by one of thirty at once', async () => {
    const secret = await issue(later(now, hours(1)));
    const tries = await Promise.all(Array.from({ length: 30 }, () => consume('k', secret, now)));
    expect(tries.filter((subject) => subject !== null)).toHaveLength(1);
  });

  it('serve one kind, before their term, and not once revoked', async () => {
    const secret = await issue(later(now, hours(1)));
    expect(await consume('other', secret, now)).toBeNull();
    expect(await consume('k', secret, later(now, hours(1)))).toBeNull();
    const link = await readLink(db, 'k', secret);
    await inTransaction(db, (tx) => revokeLinks(tx, link?.subjectId ?? '', ['k'], now));
    expect(await consume('k', secret, now)).toBeNull();
    const dead = await readLink(db, 'k', secret);
    expect(dead && isAlive(dead, now)).toBe(false);
  });

  it('are stored as a hash only', async () => {
    const secret = await issue(null);
    const { rows } = await sql<{ row: string }>`select link::text as row from link`.execute(database.owner);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.some((row) => row.row.includes(secret))).toBe(false);
  });
});

describe('sessions', () => {
  let accountId: string;
  /** The account of a session, marked as seen. */
  const useSession = async (secret: string, at: Date): Promise<string | null> => {
    const { rows } = await sql<{ accountId: string; lastSeenAt: Date }>`
      select session.account_id as "accountId", session.last_seen_at as "lastSeenAt"
      from ${liveSession(secret, at)}`.execute(db);
    if (rows[0]) await keepSession(db, secret, rows[0].lastSeenAt, at);
    return rows[0]?.accountId ?? null;
  };
  beforeAll(async () => {
    accountId = await givenAccount(database.owner, { email: 'claire@ge.example' });
  });

  it('last thirty minutes without a visit, and twelve hours at most', async () => {
    const secret = await openSession(db, accountId, now);
    expect(await useSession(secret, later(now, minutes(29)))).toBe(accountId);
    expect(await useSession(secret, later(now, minutes(58)))).toBe(accountId);
    expect(await useSession(secret, later(now, minutes(89)))).toBeNull();
    const long = await openSession(db, accountId, now);
    for (let passed = 20; passed < 720; passed += 20) {
      expect(await useSession(long, later(now, minutes(passed)))).toBe(accountId);
    }
    expect(await useSession(long, later(now, hours(12)))).toBeNull();
  });

  it('end at once when closed, and are swept when dead', async () => {
    const secret = await openSession(db, accountId, now);
    await closeSession(db, secret);
    expect(await useSession(secret, now)).toBeNull();
    await openSession(db, accountId, now);
    await sweepSessions(db, later(now, hours(13)));
    const { rows } = await sql`select 1 from session`.execute(db);
    expect(rows).toEqual([]);
  });
});

describe('the throttle', () => {
  const pool = openPool(database.appUrl, { max: 8 });
  afterAll(() => pool.end());
  const limit = { name: 'test', tries: 5, seconds: 300 };

  it('lets five of fifty parallel tries through, two servers counting together', async () => {
    const servers = [createThrottle(pool), createThrottle(pool)];
    const tries = Array.from({ length: 50 }, (_, index) => servers[index % 2]?.(limit, 'claire@ge.example'));
    const waits = await Promise.all(tries);
    expect(waits.filter((wait) => wait === null)).toHaveLength(5);
    expect(waits.every((wait) => wait === null || (wait !== undefined && wait > 0 && wait <= 300))).toBe(
      true,
    );
  });

  it('counts each key apart, and stores none in clear', async () => {
    const count = createThrottle(pool);
    expect(await count(limit, 'other@ge.example')).toBeNull();
    const { rows } = await sql<{ key: string }>`select throttle.key from throttle`.execute(database.owner);
    expect(rows.some((row) => row.key.includes('@'))).toBe(false);
  });
});
