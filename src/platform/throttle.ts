import { isIPv6 } from 'node:net';
import type { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { type Queryable, sql } from './database';
import { hashOfSecret } from './links';

export interface Limit {
  readonly name: string;
  readonly tries: number;
  readonly seconds: number;
}

/** Seconds to wait, or null when the try is within the limit. A try counts for `points`, 1 unless told. */
export type CountTry = (limit: Limit, key: string, points?: number) => Promise<number | null>;

/**
 * What counts as one caller: an IPv4 address, or the /64 of an IPv6 one, of which a single subscriber has
 * 2^64. Anything else is given back as it is.
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const groupsOf = (part: string) => part.split(':').filter((group) => group !== '');
  const [left, right] = [groupsOf(head), groupsOf(tail ?? '')];
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  const prefix = [...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16));
  return `${prefix.join(':')}::/64`;
}

/**
 * Counts in the database, before the check and in one statement, so that parallel tries and several
 * servers share the count. Keys are stored hashed: the table tells nobody's address. A key that is an
 * address counts for its whole network.
 */
export function createThrottle(pool: Pool): CountTry {
  const limiters = new Map<string, RateLimiterPostgres>();
  const limiterOf = (limit: Limit) => {
    const existing = limiters.get(limit.name);
    if (existing) return existing;
    const limiter = new RateLimiterPostgres({
      storeClient: pool,
      storeType: 'pool',
      tableName: 'throttle',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: limit.name,
      points: limit.tries,
      duration: limit.seconds,
    });
    limiters.set(limit.name, limiter);
    return limiter;
  };
  return async (limit, key, points = 1) => {
    try {
      await limiterOf(limit).consume(storedKey(key), points);
      return null;
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return Math.ceil(refused.msBeforeNext / 1000);
      throw refused;
    }
  };
}

const storedKey = (key: string) => hashOfSecret(networkOf(key)).toString('base64url');

/** Forgets what was counted; the rows are named as rate-limiter-flexible names them. */
export async function forgetTries(
  db: Queryable,
  counters: readonly { limit: Limit; key: string }[],
): Promise<void> {
  const rows = counters.map(({ limit, key }) => `${limit.name}:${storedKey(key)}`);
  await sql`delete from throttle where key = any(${rows})`.execute(db);
}

/** Deletes the counts whose time is over. */
export async function sweepThrottle(db: Queryable, now: Date): Promise<void> {
  await sql`delete from throttle where expire < ${now.getTime()}`.execute(db);
}
