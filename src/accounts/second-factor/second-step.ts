import { z } from 'zod';
import { logAccess } from '../../journal';
import { type BehaviourContext, behaviour } from '../../platform/behaviour';
import { after, minutes } from '../../platform/clock';
import { inTransaction, type Queryable } from '../../platform/database';
import type { Call } from '../../platform/http';
import { consumeLink, hashOfSecret, isAlive, issueLink, readLink } from '../../platform/links';
import { queueMail } from '../../platform/mail';
import { forgetTries } from '../../platform/throttle';
import { enter } from '../enter';
import { codesPaused } from '../errors';
import { secondStepCounters } from '../limits';
import { secondStepKind } from '../links';
import { secondStepFailedMail } from '../mails/second-step-failed';
import { countTries, type IssuedSession, knownDevice } from '../session';
import { type AccountSummary, findAccount, lockAccount } from '../store';
import { type Proof, proofSchema, takeProof } from './proof';

/** Cookie of a sign-in whose password was right and that waits for the second factor; it opens nothing else. */
export const secondStepCookie = 'mc2i-etape';
export const secondStepLife = minutes(10);

/** Of an account whose password, or mailed link, was right: a secret for the browser, ten minutes long. */
export const beginSecondStep = ({ tx, now }: Pick<BehaviourContext, 'tx' | 'now'>, accountId: string) =>
  issueLink(tx, {
    kind: secondStepKind,
    subjectId: accountId,
    now,
    expiresAt: after(now, secondStepLife),
  });

/** Whose sign-in waits under this secret; null when it is over. */
export async function waitingSignIn(
  db: Queryable,
  secret: string,
  now: Date,
): Promise<AccountSummary | null> {
  const link = await readLink(db, secondStepKind, secret);
  if (!link || !isAlive(link, now)) return null;
  const account = await findAccount(db, link.subjectId);
  return account?.state === 'active' ? account : null;
}

export type SecondStep =
  | { readonly kind: 'in'; readonly issued: IssuedSession }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'dead' };

/** Ends a sign-in that waits, when the proof is right. A try is counted before it is looked at. */
export async function passSecondStep(call: Call, secret: string, proof: Proof): Promise<SecondStep> {
  const { db, clock } = call.kernel;
  const account = await waitingSignIn(db, secret, clock());
  if (!account) return { kind: 'dead' };
  const counters = secondStepCounters(account.id, hashOfSecret(secret).toString('base64url'), proof.kind);
  await countTries(call, counters, codesPaused);
  const device = await knownDevice(call, db, account.id);
  const passed = await call.perform(openWithSecondFactor, {
    secret,
    proof,
    formerSession: call.sessionSecret,
    knownDevice: device !== null,
  });
  if (passed.kind === 'in') await forgetTries(db, counters);
  if (passed.kind === 'wrong') await noteFailure(call, account);
  return passed;
}

const openWithSecondFactor = behaviour({
  name: 'accounts.pass-second-step',
  input: z.object({
    secret: z.string().max(200),
    proof: proofSchema,
    formerSession: z.string().nullable(),
    knownDevice: z.boolean(),
  }),
  who: { kind: 'link-holder' },
  async run(context, { secret, proof, formerSession, knownDevice: known }): Promise<SecondStep> {
    const { tx, now } = context;
    const account = await waitingSignIn(tx, secret, now);
    if (!account) return { kind: 'dead' };
    // The account before its factors, as whoever changes them.
    await lockAccount(tx, account.id);
    if (!(await takeProof(context, account, secret, proof))) return { kind: 'wrong' };
    if ((await consumeLink(tx, secondStepKind, secret, now)) === null) return { kind: 'dead' };
    const how = { accountId: account.id, formerSession, knownDevice: known, by: proof.kind };
    return { kind: 'in', issued: await enter(context, how) };
  },
});

/** Who fails here knows the password: the owner is told, once a quarter of an hour. Source: OWASP ASVS 5.0, 6.3.5. */
async function noteFailure(call: Call, account: AccountSummary): Promise<void> {
  const { db, clock, publicUrl } = call.kernel;
  const { id: accountId, email: to, firstName } = account;
  const subject = { subjectKind: 'account', subjectId: accountId };
  await logAccess(call, { action: 'second-factor-failed', ...subject, outcome: 'failed' });
  const at = clock();
  await inTransaction(db, (tx) =>
    queueMail(tx, secondStepFailedMail({ accountId, to, firstName, at, publicUrl }), at),
  );
}
