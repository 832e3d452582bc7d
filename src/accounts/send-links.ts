import type { BehaviourContext } from '../platform/behaviour';
import { after } from '../platform/clock';
import { issueLink, revokeLinks } from '../platform/links';
import { queueMail } from '../platform/mail';
import { activationLink, firstPasswordLink, type LinkKind, resetLink } from './links';
import { accountBlockedMail } from './mails/account-blocked';
import { activationMail } from './mails/activation';
import { firstPasswordMail } from './mails/first-password';
import { passwordResetMail } from './mails/password-reset';
import { type AccountSummary, findAccount, lockAccount } from './store';

/** What sending needs of a behaviour's context; a job makes its own. */
export type SendContext = Pick<BehaviourContext, 'tx' | 'now' | 'kernel'>;

/**
 * Mails a new activation link (7 days), which kills the former one, to an account to activate.
 * `facts` are shown in the mail: the establishment with its SIRET, the role.
 */
export async function sendActivation(
  context: SendContext,
  accountId: string,
  facts: readonly { label: string; value: string }[] = [],
): Promise<void> {
  const { account, url } = await renewLink(context, accountId, activationLink);
  const mail = activationMail({ to: account.email, firstName: account.firstName, url, facts });
  await queueMail(context.tx, mail, context.now);
}

/** Mails a new first-password link (60 minutes) to a migrated account. */
export async function sendFirstPassword(context: SendContext, accountId: string): Promise<void> {
  const { account, url } = await renewLink(context, accountId, firstPasswordLink);
  const mail = firstPasswordMail({ to: account.email, firstName: account.firstName, url });
  await queueMail(context.tx, mail, context.now);
}

/** Mails a new reset link (60 minutes) to an active account. */
async function sendPasswordReset(context: SendContext, accountId: string): Promise<void> {
  // Its address may be changing: what is read from here on is what will stand.
  await lockAccount(context.tx, accountId);
  const { account, url } = await renewLink(context, accountId, resetLink);
  const mail = passwordResetMail({ to: account.email, firstName: account.firstName, url });
  await queueMail(context.tx, mail, context.now);
}

/** Mails « compte bloqué, contactez nos conseillers ». */
export async function sendBlockedNotice(context: SendContext, accountId: string): Promise<void> {
  const account = await inState(context, accountId, 'blocked');
  const helpUrl = `${context.kernel.publicUrl}/aide`;
  const mail = accountBlockedMail({ to: account.email, firstName: account.firstName, helpUrl });
  await queueMail(context.tx, mail, context.now);
}

/** Mails what the account needs next to get in, whatever its state. */
export async function sendWayIn(context: SendContext, account: AccountSummary): Promise<void> {
  switch (account.state) {
    case 'to_activate':
      return sendActivation(context, account.id);
    case 'migrated':
      return sendFirstPassword(context, account.id);
    case 'active':
      return sendPasswordReset(context, account.id);
    case 'blocked':
      return sendBlockedNotice(context, account.id);
    case 'closed':
      return;
  }
}

/**
 * The address where somebody who has just proved their mailbox chooses their first password; null for an account
 * that has one. To be sent to their browser alone.
 */
export async function firstPasswordPath(
  context: SendContext,
  account: AccountSummary,
): Promise<string | null> {
  const link = [activationLink, firstPasswordLink].find(({ state }) => state === account.state);
  if (!link) return null;
  const { path, secret } = await renewLink(context, account.id, link);
  return `${path}?jeton=${secret}`;
}

async function renewLink(context: SendContext, accountId: string, link: LinkKind) {
  const { tx, now, kernel } = context;
  const account = await inState(context, accountId, link.state);
  await revokeLinks(tx, accountId, [link.kind], now);
  const expiresAt = after(now, link.life);
  const secret = await issueLink(tx, { kind: link.kind, subjectId: accountId, now, expiresAt });
  const { path } = link;
  return { account, path, secret, url: `${kernel.publicUrl}${path}?jeton=${secret}` };
}

/** A mistaken call is a fault of ours, never something the person could mend. */
async function inState(
  context: SendContext,
  accountId: string,
  state: AccountSummary['state'],
): Promise<AccountSummary> {
  const account = await findAccount(context.tx, accountId);
  if (account?.state !== state) throw new Error(`account ${accountId} is not ${state}`);
  return account;
}
