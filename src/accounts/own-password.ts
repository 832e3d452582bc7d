import { logAccess } from '../journal';
import type { Call } from '../platform/http';
import { forgetTries } from '../platform/throttle';
import { newPasswordLimit, signInCounters } from './limits';
import { maxLength } from './password-rules';
import { refuseWhenFull, verifyPassword } from './passwords';
import { countTries, knownDevice } from './session';
import { findCredentials } from './store';

/** The hash that was verified, to be asked again by the write that follows; or what is wrong, for the field. */
export type OwnPassword = { readonly verifiedHash: string } | { readonly reason: string };

/** Someone else, or another window, replaced the password between its verification and what it was given for. */
export const passwordJustChanged = 'Votre mot de passe vient de changer ailleurs. Saisissez le nouveau.';

/**
 * Whether who is signed in knows their password: a session left open is not enough for what changes how one
 * signs in. Tries count with those of signing in. Throws 429 over a limit, 503 when too many are waiting.
 */
export async function checkOwnPassword(call: Call, typed: string): Promise<OwnPassword> {
  const { accountId, email } = call.person();
  const { db } = call.kernel;
  refuseWhenFull();
  await call.count(newPasswordLimit, call.address);
  if (typed === '') return { reason: 'Saisissez votre mot de passe actuel.' };
  const device = await knownDevice(call, db, accountId);
  const counters = signInCounters(email, { device, address: call.address });
  await countTries(call, counters);
  const verifiedHash = (await findCredentials(db, email))?.passwordHash ?? null;
  const right = typed.length <= maxLength && (await verifyPassword(typed, verifiedHash));
  if (!right || verifiedHash === null) {
    const subject = { subjectKind: 'account', subjectId: accountId };
    await logAccess(call, { action: 'password-check-failed', ...subject, outcome: 'failed' });
    return { reason: "Ce n'est pas votre mot de passe actuel. Vérifiez votre saisie." };
  }
  await forgetTries(db, counters);
  return { verifiedHash };
}
