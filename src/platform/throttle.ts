import type { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { hashOfSecret } from './links';

export interface Limit {
  readonly name: string;
  readonly tries: number;
  readonly seconds: number;
}

/** Seconds to wait, or null when the try is within the limit. */
export type CountTry = (limit: Limit, key: string) => Promise<number | null>;

/**
 * Counts in the database, before the check and in one statement, so that parallel tries and several
 * servers share the count. Keys are stored hashed: the table tells nobody's address.
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
  return async (limit, key) => {
    try {
      await limiterOf(limit).consume(hashOfSecret(key).toString('base64url'));
      return null;
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return Math.ceil(refused.msBeforeNext / 1000);
      throw refused;
    }
  };
}
