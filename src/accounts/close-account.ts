import { record } from '../journal';
import { type BehaviourContext, personOf } from '../platform/behaviour';
import { revokeEveryLink } from '../platform/links';
import { queueMail } from '../platform/mail';
import { closeSessionsOf } from '../platform/sessions';
import { accountClosedMail } from './mails/account-closed';
import { eraseAccount } from './store';

/**
 * Closes the account of who asks, for good: nothing in it says who it was, no session nor link enters it, and its
 * address may ask for another. The caller holds the account (`holdAccount`) and has ended what it gave access to.
 */
export async function closeAccount(context: BehaviourContext): Promise<void> {
  const { tx, now, actor, kernel } = context;
  const { accountId, email: to, firstName } = personOf(actor);
  await closeSessionsOf(tx, accountId);
  await revokeEveryLink(tx, accountId, now);
  await eraseAccount(tx, accountId);
  await record(context, { action: 'accounts.closed', subjectKind: 'account', subjectId: accountId });
  const helpUrl = `${kernel.publicUrl}/aide`;
  await queueMail(tx, accountClosedMail({ accountId, to, firstName, at: now, helpUrl }), now);
}
