import { setTimeout as sleep } from 'node:timers/promises';
import { sqlState } from './pool';

/** The server is away, starts, stops, has no connection left, or gave the statement up. */
const passingStates = new Set([
  '25006', // read only: it has just become a standby
  '53000',
  '53200',
  '53300', // too many connections
  '55P03', // a lock waited for too long
  '57014', // the statement lasted too long
  '57P01', // stopped by its administrator
  '57P02', // crashed
  '57P03', // starts, stops or recovers
  '57P05',
  '58030',
]);

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** The driver gives these no code. */
const driverWords =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client (has encountered a connection error|was closed) and is not queryable)/;

const codeOf = (error: Error) => ('code' in error ? String(error.code) : '');

/**
 * Whether the database could not serve just now: the same request may succeed in a moment. Its transaction
 * is then to be taken as not done; only when the answer to its COMMIT was lost may it be done all the same.
 */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const state = sqlState(error);
  if (state !== undefined && (passingStates.has(state) || state.startsWith('08'))) return true;
  if (networkCodes.has(codeOf(error))) return true;
  return driverWords.test(error.message);
}

/** Does it again, at most a second apart, for as long as the database is away. */
export async function onceAnswered<T>(act: () => Promise<T>): Promise<T> {
  for (let wait = 100; ; wait = Math.min(wait * 2, 1_000)) {
    try {
      return await act();
    } catch (error) {
      if (!isOutage(error)) throw error;
      await sleep(wait);
    }
  }
}

/** Whether a disk is full: the database's (SQLSTATE 53100), or that of the documents. */
export function isOutOfSpace(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return sqlState(error) === '53100' || ['ENOSPC', 'EDQUOT'].includes(codeOf(error));
}
