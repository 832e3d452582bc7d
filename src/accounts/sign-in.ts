import { z } from 'zod';
import { logAccess } from '../journal';
import { behaviour } from '../platform/behaviour';
import type { Call } from '../platform/http';
import { forgetTries } from '../platform/throttle';
import { enter, signInFailureOn } from './enter';
import type { Entry } from './entry';
import { signInCounters, signInLimits } from './limits';
import { maxLength } from './password-rules';
import { hashPassword, isOutdated, refuseWhenFull, verifyPassword } from './passwords';
import { beginSecondStep } from './second-factor/second-step';
import { countTries, knownDevice } from './session';
import { confirmPassword, findCredentials } from './store';

/**
 * The way in when the password is right and the account active: a session, or the second step; null otherwise. Every
 * other state of an address (unknown, without password, blocked) costs one verification too and is answered alike.
 * `email` is canonical. Throws 429 over a limit, 503 when too many are waiting.
 */
export async function signIn(call: Call, email: string, password: string): Promise<Entry | null> {
  const { kernel } = call;
  refuseWhenFull();
  await call.count(signInLimits.perAddress, call.address);
  if (password.length > maxLength) return null;
  const credentials = await findCredentials(kernel.db, email);
  const device = await knownDevice(call, kernel.db, credentials?.accountId ?? null);
  const counters = signInCounters(email, { device, address: call.address });
  await countTries(call, counters);
  const verifiedHash = password === '' ? null : (credentials?.passwordHash ?? null);
  const right = await verifyPassword(password, verifiedHash);
  if (right && verifiedHash !== null && credentials?.state === 'active') {
    const entry = await call.perform(openSignedIn, {
      accountId: credentials.accountId,
      verifiedHash,
      newHash: isOutdated(verifiedHash) ? await hashPassword(password) : null,
      formerSession: call.sessionSecret,
      knownDevice: device !== null,
    });
    if (entry) {
      if (entry.kind === 'second-step') {
        const subject = { subjectKind: 'account', subjectId: credentials.accountId };
        await logAccess(call, { action: 'second-factor-asked', ...subject });
      }
      // The right password ends a series of failures: whoever often signs in is not stopped for it.
      await forgetTries(kernel.db, counters);
      return entry;
    }
  }
  await logAccess(call, { ...signInFailureOn(email), outcome: 'failed' });
  return null;
}

/** Second half of a sign-in, in one transaction; null when the account changed since its hash was read. */
const openSignedIn = behaviour({
  name: 'accounts.sign-in',
  input: z.object({
    accountId: z.uuid(),
    verifiedHash: z.string(),
    newHash: z.string().nullable(),
    formerSession: z.string().nullable(),
    knownDevice: z.boolean(),
  }),
  who: { kind: 'everyone' },
  async run(context, input): Promise<Entry | null> {
    const { accountId, formerSession, knownDevice } = input;
    const account = await confirmPassword(context.tx, input);
    if (!account) return null;
    if (account.hasSecondFactor) {
      return { kind: 'second-step', secret: await beginSecondStep(context, accountId) };
    }
    const how = { accountId, formerSession, knownDevice, by: 'password' } as const;
    return { kind: 'in', issued: await enter(context, how) };
  },
});
