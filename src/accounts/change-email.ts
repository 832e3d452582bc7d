import { z } from 'zod';
import { record } from '../journal';
import { type BehaviourContext, behaviour, personOf } from '../platform/behaviour';
import { after } from '../platform/clock';
import { inTransaction, type Queryable } from '../platform/database';
import type { FieldErrors } from '../platform/errors';
import type { Call } from '../platform/http';
import { enqueueByName, type Job, job } from '../platform/jobs';
import { consumeLink, isAlive, issueLink, readLink, revokeLinks } from '../platform/links';
import { mailsLeftFor, queueMail } from '../platform/mail';
import { closeOtherSessions } from '../platform/sessions';
import { canonicalEmail, emailSchema } from './email';
import {
  answerEmailChange,
  findEmailChange,
  forgetNewEmail,
  rewriteEmail,
  writeEmailChange,
} from './email-change';
import { newEmailLink, passwordLinks } from './links';
import { addressAlreadyUsedMail } from './mails/address-already-used';
import { confirmNewEmailMail } from './mails/confirm-new-email';
import { emailChangedMail } from './mails/email-changed';
import { newEmailAskedMail } from './mails/new-email-asked';
import { checkOwnPassword, passwordJustChanged } from './own-password';
import { findAccount, findAccountByEmail } from './store';

const jobName = 'accounts.answer-new-email';
const payload = z.object({ accountId: z.uuid(), email: emailSchema });

/**
 * Asks that the account of who is signed in be known by another address, by their password. The same answer whether
 * or not that address has an account: its mailbox alone is told. Gives what is wrong by field, null when asked.
 */
export async function askNewEmail(
  call: Call,
  typed: { email: string; password: string },
): Promise<FieldErrors | null> {
  const wanted = canonicalEmail(typed.email);
  if (!wanted.ok) return { nouvelle: wanted.reason };
  const { email } = wanted;
  if (email === call.person().email) return { nouvelle: "C'est déjà votre adresse. Saisissez la nouvelle." };
  const proof = await checkOwnPassword(call, typed.password);
  if ('reason' in proof) return { preuve: proof.reason };
  const asked = await call.perform(askOwnNewEmail, { email, verifiedHash: proof.verifiedHash });
  return asked ? null : { preuve: passwordJustChanged };
}

const askOwnNewEmail = behaviour({
  name: 'accounts.ask-new-email',
  input: z.object({ email: emailSchema, verifiedHash: z.string() }),
  who: { kind: 'signed-in' },
  async run(context, { email, verifiedHash }): Promise<boolean> {
    const { tx, now, kernel } = context;
    const { accountId, email: to, firstName } = personOf(context.actor);
    if (!(await writeEmailChange(tx, { accountId, email, verifiedHash, now }))) return false;
    await enqueueByName(tx, jobName, { accountId, email });
    await recordOn(context, accountId, 'accounts.new-email-asked');
    const recoveryUrl = `${kernel.publicUrl}/mot-de-passe-oublie`;
    await queueMail(tx, newEmailAskedMail({ accountId, to, firstName, at: now, recoveryUrl }), now);
    return true;
  },
});

/** Writes to the address asked for: a link that proves it, or, when it has an account, that nothing will change. */
export const answerNewEmailJob: Job<typeof payload> = job({
  name: jobName,
  payload,
  run: (kernel, { accountId, email }) =>
    inTransaction(kernel.db, async (tx) => {
      const now = kernel.clock();
      if (!(await answerEmailChange(tx, { accountId, email, now }))) return;
      if ((await mailsLeftFor(tx, email, now)) === 0) return;
      if (await findAccountByEmail(tx, email)) {
        const signInUrl = `${kernel.publicUrl}/connexion`;
        await queueMail(tx, addressAlreadyUsedMail({ to: email, signInUrl }), now);
        return;
      }
      const account = await findAccount(tx, accountId);
      if (account?.state !== 'active') return;
      const { kind, life, path } = newEmailLink;
      const secret = await issueLink(tx, { kind, subjectId: accountId, now, expiresAt: after(now, life) });
      const { firstName, email: former } = account;
      const url = `${kernel.publicUrl}${path}?jeton=${secret}`;
      await queueMail(tx, confirmNewEmailMail({ to: email, firstName, former, url }), now);
    }),
});

/** The address that a live link would give to this account; null for a used, expired link or somebody else's. */
export async function newEmailOfLink(
  db: Queryable,
  accountId: string,
  secret: string,
  now: Date,
): Promise<string | null> {
  const link = await readLink(db, newEmailLink.kind, secret);
  if (link?.subjectId !== accountId || !isAlive(link, now)) return null;
  return (await findEmailChange(db, accountId, now))?.email ?? null;
}

/**
 * Uses the link up and gives the account its new address: links sent to the former one die, and so does every session
 * but this one. False when the link or the address was taken meanwhile. The caller holds both addresses.
 */
export async function takeNewEmail(
  context: BehaviourContext,
  { secret, to, session }: { secret: string; to: string; session: string },
): Promise<boolean> {
  const { tx, now } = context;
  const { accountId, email: from, firstName } = personOf(context.actor);
  if ((await consumeLink(tx, newEmailLink.kind, secret, now)) !== accountId) return false;
  await forgetNewEmail(tx, accountId, now);
  if (!(await rewriteEmail(tx, { accountId, from, to }))) return false;
  await revokeLinks(
    tx,
    accountId,
    passwordLinks.map(({ kind }) => kind),
    now,
  );
  await closeOtherSessions(tx, accountId, { secret: session, id: null });
  await recordOn(context, accountId, 'accounts.email-changed');
  const helpUrl = `${context.kernel.publicUrl}/aide`;
  await queueMail(tx, emailChangedMail({ accountId, to: from, firstName, at: now, helpUrl }), now);
  return true;
}

/** The person keeps their address. */
export const giveUpNewEmail = behaviour({
  name: 'accounts.give-up-new-email',
  input: z.object({}),
  who: { kind: 'signed-in' },
  async run(context): Promise<void> {
    const { accountId } = personOf(context.actor);
    if (!(await forgetNewEmail(context.tx, accountId, context.now))) return;
    await recordOn(context, accountId, 'accounts.new-email-given-up');
  },
});

/** Addresses stay out of the history, which outlives the account. */
const recordOn = (context: BehaviourContext, accountId: string, action: string) =>
  record(context, { action, subjectKind: 'account', subjectId: accountId });
