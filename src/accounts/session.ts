import type { BehaviourContext } from '../platform/behaviour';
import { after } from '../platform/clock';
import type { Queryable } from '../platform/database';
import type { Refusal } from '../platform/errors';
import { type Call, sessionCookie } from '../platform/http';
import { hashOfSecret, isAlive, issueLink, readLink } from '../platform/links';
import { closeSession, openSession } from '../platform/sessions';
import { browserOf } from './browser';
import { signInPaused } from './errors';
import type { signInCounters } from './limits';
import { knownDeviceKind, knownDeviceLife } from './links';

/** Cookie of a browser that has signed in; it opens nothing by itself. */
const deviceCookie = 'mc2i-appareil';

/** Secrets for the browser, as `giveCookies` sets them. */
export interface IssuedSession {
  readonly session: string;
  /** null when the browser is already known for this account. */
  readonly device: string | null;
}

/** Opens a session under a new secret, and closes the one that the browser came with. */
export async function issueSession(
  { tx, now, address, userAgent }: BehaviourContext,
  spec: { accountId: string; formerSession: string | null; knownDevice: boolean },
): Promise<IssuedSession> {
  const { accountId, formerSession, knownDevice } = spec;
  if (formerSession !== null) await closeSession(tx, formerSession);
  const session = await openSession(tx, accountId, now, { address, browser: browserOf(userAgent ?? '') });
  const device = knownDevice
    ? null
    : await issueLink(tx, {
        kind: knownDeviceKind,
        subjectId: accountId,
        now,
        expiresAt: after(now, knownDeviceLife),
      });
  return { session, device };
}

/** Session cookie (ends with the browser) and, for a new one, the cookie of the known browser. */
export function giveCookies(call: Call, issued: IssuedSession): void {
  call.setCookie(sessionCookie, issued.session);
  if (issued.device !== null) {
    call.setCookie(deviceCookie, issued.device, { maxAgeSeconds: knownDeviceLife / 1000 });
  }
}

/** Digest of the browser's secret when it has already signed in to this account; null otherwise. */
export async function knownDevice(
  call: Call,
  db: Queryable,
  accountId: string | null,
): Promise<string | null> {
  const secret = call.cookie(deviceCookie);
  if (secret === null) return null;
  const link = await readLink(db, knownDeviceKind, secret);
  const known = link !== null && link.subjectId === accountId && isAlive(link, call.kernel.clock());
  return known ? hashOfSecret(secret).toString('base64url') : null;
}

/** Counts a try of a password or a code, before it is looked at. Throws the refusal 429 over a limit. */
export async function countTries(
  call: Call,
  counters: ReturnType<typeof signInCounters>,
  paused: (seconds: number) => Refusal = signInPaused,
): Promise<void> {
  for (const { limit, key } of counters) {
    const wait = await call.countTry(limit, key);
    if (wait !== null) throw paused(wait);
  }
}
