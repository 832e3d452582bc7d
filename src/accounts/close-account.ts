import { record } from '../journal';
import type { BehaviourContext } from '../platform/behaviour';
import { revokeEveryLink } from '../platform/links';
import { queueMail } from '../platform/mail';
import { closeSessionsOf } from '../platform/sessions';
import { accountClosedMail, type ClosedFor } from './mails/account-closed';
import { type AccountSummary, eraseAccount } from './store';

/**
 * Closes an account for good: nothing in it says who it was, no session nor link enters it, and its address may ask
 * for another. The caller holds the account (`holdAccount`, `lockAccount`) and has ended what it gave access to.
 */
export async function closeAccount(
  context: BehaviourContext,
  { id: accountId, email: to, firstName }: Pick<AccountSummary, 'id' | 'email' | 'firstName'>,
  why: ClosedFor,
): Promise<void> {
  const { tx, now, kernel } = context;
  await closeSessionsOf(tx, accountId);
  await revokeEveryLink(tx, accountId, now);
  await eraseAccount(tx, accountId);
  await record(context, {
    action: 'accounts.closed',
    subjectKind: 'account',
    subjectId: accountId,
    details: { why },
  });
  const helpUrl = `${kernel.publicUrl}/aide`;
  await queueMail(tx, accountClosedMail({ accountId, to, firstName, at: now, why, helpUrl }), now);
}
