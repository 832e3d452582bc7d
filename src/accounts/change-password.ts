import { z } from 'zod';
import { record } from '../journal';
import { behaviour, personOf } from '../platform/behaviour';
import type { FieldErrors } from '../platform/errors';
import type { Call } from '../platform/http';
import { revokeLinks } from '../platform/links';
import { queueMail } from '../platform/mail';
import { closeSessionsOf } from '../platform/sessions';
import { forgetNewEmail } from './email-change';
import { endedByNewPassword } from './links';
import { passwordChangedMail } from './mails/password-changed';
import { checkOwnPassword, passwordJustChanged } from './own-password';
import { ownWordsOf, validateNewPassword } from './password-rules';
import { hashPassword } from './passwords';
import type { CompanyWords } from './ports';
import { type IssuedSession, issueSession } from './session';
import { findAccount, holdAccount, replacePassword } from './store';

/**
 * Replaces the password of who is signed in, who gives the current one. Gives the session that takes the place of
 * all others, or what is wrong by field (`actuel`, `nouveau`).
 */
export async function changeOwnPassword(
  call: Call,
  typed: { current: string; wanted: string },
  companyWords: CompanyWords,
): Promise<{ issued: IssuedSession } | { errors: FieldErrors }> {
  const { current, wanted } = typed;
  const { accountId } = call.person();
  const { db } = call.kernel;
  const proof = await checkOwnPassword(call, current);
  if ('reason' in proof) return { errors: { actuel: proof.reason } };
  const account = await findAccount(db, accountId);
  const words = account ? ownWordsOf(account) : [];
  const reason =
    wanted === current
      ? "Choisissez un mot de passe différent de l'actuel."
      : await validateNewPassword(wanted, [...words, ...(await companyWords(db, accountId))]);
  if (reason !== null) return { errors: { nouveau: reason } };
  const { verifiedHash } = proof;
  const passwordHash = await hashPassword(wanted);
  const session = call.sessionSecret ?? '';
  const issued = await call.perform(replaceOwnPassword, { verifiedHash, passwordHash, session });
  return issued ? { issued } : { errors: { actuel: passwordJustChanged } };
}

/** Second half, in one transaction; null when the password changed since its hash was read, or the session ended. */
const replaceOwnPassword = behaviour({
  name: 'accounts.change-password',
  input: z.object({ verifiedHash: z.string(), passwordHash: z.string(), session: z.string() }),
  who: { kind: 'signed-in' },
  async run(context, { verifiedHash, passwordHash, session }): Promise<IssuedSession | null> {
    const { tx, now, kernel, actor } = context;
    const { accountId, email, firstName } = personOf(actor);
    if (!(await holdAccount(tx, { accountId, session, verifiedHash }))) return null;
    if (!(await replacePassword(tx, { accountId, verifiedHash, passwordHash, now }))) return null;
    await revokeLinks(tx, accountId, endedByNewPassword, now);
    await forgetNewEmail(tx, accountId, now);
    await closeSessionsOf(tx, accountId);
    await record(context, {
      action: 'accounts.password-changed',
      subjectKind: 'account',
      subjectId: accountId,
      details: { by: 'owner' },
    });
    const recoveryUrl = `${kernel.publicUrl}/mot-de-passe-oublie`;
    await queueMail(tx, passwordChangedMail({ accountId, to: email, firstName, at: now, recoveryUrl }), now);
    return issueSession(context, { accountId, formerSession: null, knownDevice: false });
  },
});
