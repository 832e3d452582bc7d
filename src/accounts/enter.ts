import { countAccesses, record, typedAddress } from '../journal';
import type { BehaviourContext } from '../platform/behaviour';
import { queueMail } from '../platform/mail';
import { signedInAfterFailuresMail } from './mails/signed-in-after-failures';
import { type IssuedSession, issueSession } from './session';
import { noteSignIn } from './store';

/** What opened an account: its password alone, or with it a code, a recovery code, a passkey. */
export type EnteredBy = 'password' | 'code' | 'recovery' | 'passkey';

/** Opens a session on an account that has proved all that is asked of it: noted, and told where it must be. */
export async function enter(
  context: BehaviourContext,
  how: { accountId: string; formerSession: string | null; knownDevice: boolean; by: EnteredBy },
): Promise<IssuedSession> {
  const { accountId, formerSession, knownDevice, by } = how;
  const account = await noteSignIn(context.tx, accountId, context.now);
  await record(context, {
    action: 'accounts.signed-in',
    subjectKind: 'account',
    subjectId: accountId,
    details: { knownDevice, by },
  });
  await tellAfterFailures(context, accountId, account);
  return issueSession(context, { accountId, formerSession, knownDevice });
}

export const signInFailureOn = (email: string) => ({ action: 'sign-in-failed', ...typedAddress(email) });

/** Source: OWASP ASVS 5.0, 6.3.5. As many as unknown browsers may try together in five minutes. */
const manyFailures = 10;

/** The first sign-in after many failures is told to the owner of the account: somebody may have found the password. */
async function tellAfterFailures(
  { tx, now, kernel }: BehaviourContext,
  accountId: string,
  { email, firstName, former }: { email: string; firstName: string | null; former: Date | null },
): Promise<void> {
  const failures = signInFailureOn(email);
  const { count, lastId } = await countAccesses(tx, failures, { since: former, most: manyFailures });
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
