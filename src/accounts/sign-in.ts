import { z } from 'zod';
import { countAccesses, logAccess, record, typedAddress } from '../journal';
import { type BehaviourContext, behaviour } from '../platform/behaviour';
import type { Call } from '../platform/http';
import { queueMail } from '../platform/mail';
import { forgetTries } from '../platform/throttle';
import { signInCounters, signInLimits } from './limits';
import { signedInAfterFailuresMail } from './mails/signed-in-after-failures';
import { maxLength } from './password-rules';
import { hashPassword, isOutdated, refuseWhenFull, verifyPassword } from './passwords';
import { countTries, giveCookies, type IssuedSession, issueSession, knownDevice } from './session';
import { findCredentials, writeSignIn } from './store';

/**
 * Opens a session when the password is right and the account active, and says whether it did. Every other
 * state of an address (unknown, without password, blocked) costs one verification too and is answered alike.
 * `email` is canonical. Throws 429 over a limit, 503 when too many are waiting.
 */
export async function signIn(call: Call, email: string, password: string): Promise<boolean> {
  const { kernel } = call;
  refuseWhenFull();
  await call.count(signInLimits.perAddress, call.address);
  if (password.length > maxLength) return false;
  const credentials = await findCredentials(kernel.db, email);
  const device = await knownDevice(call, kernel.db, credentials?.accountId ?? null);
  const counters = signInCounters(email, { device, address: call.address });
  await countTries(call, counters);
  const verifiedHash = password === '' ? null : (credentials?.passwordHash ?? null);
  const right = await verifyPassword(password, verifiedHash);
  if (right && verifiedHash !== null && credentials?.state === 'active') {
    const issued = await call.perform(openSignedIn, {
      accountId: credentials.accountId,
      verifiedHash,
      newHash: isOutdated(verifiedHash) ? await hashPassword(password) : null,
      formerSession: call.sessionSecret,
      knownDevice: device !== null,
    });
    if (issued) {
      // The right password ends a series of failures: whoever often signs in is not stopped for it.
      await forgetTries(kernel.db, counters);
      giveCookies(call, issued);
      return true;
    }
  }
  await logAccess(call, { ...failureOn(email), outcome: 'failed' });
  return false;
}

const failureOn = (email: string) => ({ action: 'sign-in-failed', ...typedAddress(email) });

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
  async run(context, input): Promise<IssuedSession | null> {
    const { tx, now } = context;
    const signedIn = await writeSignIn(tx, { ...input, now });
    if (!signedIn) return null;
    await record(context, {
      action: 'accounts.signed-in',
      subjectKind: 'account',
      subjectId: input.accountId,
      details: { knownDevice: input.knownDevice },
    });
    await tellAfterFailures(context, input.accountId, signedIn);
    return issueSession(context, input);
  },
});

/** Source: OWASP ASVS 5.0, 6.3.5. As many as unknown browsers may try together in five minutes. */
const manyFailures = 10;

/** The first sign-in after many failures is told to the owner of the account: somebody may have found the password. */
async function tellAfterFailures(
  { tx, now, kernel }: BehaviourContext,
  accountId: string,
  { email, firstName, former }: { email: string; firstName: string | null; former: Date | null },
): Promise<void> {
  const { count, lastId } = await countAccesses(tx, failureOn(email), { since: former, most: manyFailures });
  if (count < manyFailures || lastId === null) return;
  const recoveryUrl = `${kernel.publicUrl}/mot-de-passe-oublie`;
  const facts = {
    accountId,
    to: email,
    firstName,
    at: now,
    failures: manyFailures,
    seriesId: lastId,
    recoveryUrl,
  };
  await queueMail(tx, signedInAfterFailuresMail(facts), now);
}
