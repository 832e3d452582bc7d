import { z } from 'zod';
import { record } from '../journal';
import { type BehaviourContext, type BehaviourWho, behaviour, personOf } from '../platform/behaviour';
import { paragraph } from '../platform/forms';
import { revokeEveryLink } from '../platform/links';
import { queueMail } from '../platform/mail';
import { closeSessionsOf } from '../platform/sessions';
import { forgetNewEmail } from './email-change';
import { changedMeanwhile, ownAccount, supervisorsAccount } from './errors';
import { accountBlockedNowMail } from './mails/account-blocked-now';
import { accountReopenedMail } from './mails/account-reopened';
import { turnAccount } from './store';

/** The agents in charge of accounts. */
export const accountAgents: BehaviourWho<unknown> = { kind: 'agent', roles: ['account_manager'] };

/** What an agent writes about somebody's account: kept in its history, read by agents alone. */
export const agentsReason = paragraph({ ask: 'le motif', subject: 'Le motif', max: 1000 });

/** Nobody acts on their own account, nor on a supervisor's but another supervisor. */
export async function refuseWhoseAccount(
  { tx, actor, kernel }: BehaviourContext,
  accountId: string,
): Promise<void> {
  const agent = personOf(actor);
  if (agent.accountId === accountId) throw ownAccount();
  const whose = await kernel.rights.agentRolesOf(tx, accountId);
  if (whose.has('supervisor') && !agent.agentRoles.has('supervisor')) throw supervisorsAccount();
}

const asked = z.object({ accountId: z.uuid(), reason: agentsReason });

/** Active → blocked: every session ends, every link and known browser dies, the owner is told. */
export const blockAccount = behaviour({
  name: 'accounts.block',
  input: asked,
  who: accountAgents,
  async run(context, { accountId, reason }): Promise<void> {
    const { tx, now, kernel } = context;
    await refuseWhoseAccount(context, accountId);
    const account = await turnAccount(tx, accountId, { from: 'active', to: 'blocked' });
    if (!account) throw changedMeanwhile();
    await closeSessionsOf(tx, accountId);
    await forgetNewEmail(tx, accountId, now);
    await revokeEveryLink(tx, accountId, now);
    const subject = { subjectKind: 'account', subjectId: accountId };
    await record(context, { action: 'accounts.blocked', ...subject, details: { reason } });
    const { email: to, firstName } = account;
    const helpUrl = `${kernel.publicUrl}/aide`;
    await queueMail(tx, accountBlockedNowMail({ accountId, to, firstName, at: now, helpUrl }), now);
  },
});

/** Blocked → active, with the password that it had: nothing that died with the blocking comes back. */
export const unblockAccount = behaviour({
  name: 'accounts.unblock',
  input: asked,
  who: accountAgents,
  async run(context, { accountId, reason }): Promise<void> {
    const { tx, now, kernel } = context;
    await refuseWhoseAccount(context, accountId);
    const account = await turnAccount(tx, accountId, { from: 'blocked', to: 'active' });
    if (!account) throw changedMeanwhile();
    const subject = { subjectKind: 'account', subjectId: accountId };
    await record(context, { action: 'accounts.unblocked', ...subject, details: { reason } });
    const { email: to, firstName } = account;
    const signInUrl = `${kernel.publicUrl}/connexion`;
    await queueMail(tx, accountReopenedMail({ accountId, to, firstName, at: now, signInUrl }), now);
  },
});
