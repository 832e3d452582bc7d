import { z } from 'zod';
import { record } from '../../journal';
import { type BehaviourContext, behaviour, personOf } from '../../platform/behaviour';
import { after } from '../../platform/clock';
import { paragraph } from '../../platform/forms';
import { consumeLink, issueLink, revokeEveryLink, revokeLinks } from '../../platform/links';
import { queueMail } from '../../platform/mail';
import { closeSessionsOf } from '../../platform/sessions';
import { accountAgents, refuseWhoseAccount } from '../block-account';
import { changedMeanwhile, factorStillUsed, removalTooEarly, sameAgent } from '../errors';
import { objectionLinkKind, objectionPath } from '../links';
import { secondFactorRemovalOpenedMail } from '../mails/second-factor-removal-opened';
import { secondFactorRemovedMail } from '../mails/second-factor-removed';
import { type AccountSummary, findAccount, lockAccount } from '../store';
import {
  dropEveryFactor,
  enteredSince,
  insertRemoval,
  openRemoval,
  removalLife,
  settleRemoval,
} from './removal-store';

const how = paragraph({
  ask: 'ce que vous avez vérifié',
  subject: 'Ce que vous avez vérifié',
  max: 1000,
});
const asked = z.object({ accountId: z.uuid() });
/** The demand that the agent has read: never another that has taken its place. */
const settled = asked.extend({ removalId: z.string().max(100) });

/** The active account that has a second factor, and that nobody changes until the end of the transaction. */
async function heldWithFactor({ tx }: BehaviourContext, accountId: string): Promise<AccountSummary> {
  await lockAccount(tx, accountId);
  const account = await findAccount(tx, accountId);
  if (account?.state !== 'active' || !account.hasSecondFactor) throw changedMeanwhile();
  return account;
}

/** What was checked stays out of the history, which outlives the account. */
const recorded = (context: BehaviourContext, accountId: string, action: string) =>
  record(context, { action, subjectKind: 'account', subjectId: accountId });

/** An agent who has checked the identity of who lost every factor asks; the owner is told, and can object. */
export const openFactorRemoval = behaviour({
  name: 'accounts.open-factor-removal',
  input: asked.extend({ checked: how }),
  who: accountAgents,
  async run(context, { accountId, checked }): Promise<void> {
    const { tx, now, kernel, actor } = context;
    await refuseWhoseAccount(context, accountId);
    const { email: to, firstName } = await heldWithFactor(context, accountId);
    const id = await insertRemoval(tx, { accountId, by: personOf(actor).accountId, checked, now });
    if (id === null) throw changedMeanwhile();
    await recorded(context, accountId, 'accounts.factor-removal-opened');
    const expiresAt = after(now, removalLife);
    const secret = await issueLink(tx, { kind: objectionLinkKind, subjectId: id, now, expiresAt });
    const url = `${kernel.publicUrl}${objectionPath}?jeton=${secret}`;
    await queueMail(tx, secondFactorRemovalOpenedMail({ id, to, firstName, at: now, url }), now);
  },
});

/** Another agent, a day later at least, takes every factor away: sessions end, the next sign-in asks for a new one. */
export const confirmFactorRemoval = behaviour({
  name: 'accounts.confirm-factor-removal',
  input: settled,
  who: accountAgents,
  async run(context, { accountId, removalId }): Promise<void> {
    const { tx, now, kernel, actor } = context;
    await refuseWhoseAccount(context, accountId);
    const { email: to, firstName } = await heldWithFactor(context, accountId);
    const removal = await openRemoval(tx, accountId, now);
    if (removal?.id !== removalId) throw changedMeanwhile();
    const by = personOf(actor).accountId;
    if (removal.openedBy === by) throw sameAgent();
    if (removal.confirmableAt > now) throw removalTooEarly();
    if (await enteredSince(tx, accountId, removal.openedAt)) throw factorStillUsed();
    if (!(await settleRemoval(tx, { id: removal.id, to: 'confirmed', by, now }))) throw changedMeanwhile();
    await dropEveryFactor(tx, accountId);
    await closeSessionsOf(tx, accountId);
    await revokeEveryLink(tx, accountId, now);
    await revokeLinks(tx, removal.id, [objectionLinkKind], now);
    await recorded(context, accountId, 'accounts.factor-removal-confirmed');
    const signInUrl = `${kernel.publicUrl}/connexion`;
    await queueMail(tx, secondFactorRemovedMail({ id: removal.id, to, firstName, at: now, signInUrl }), now);
  },
});

/** Any agent in charge of accounts gives it up. */
export const withdrawFactorRemoval = behaviour({
  name: 'accounts.withdraw-factor-removal',
  input: settled,
  who: accountAgents,
  async run(context, { accountId, removalId }): Promise<void> {
    const { tx, now, actor } = context;
    await refuseWhoseAccount(context, accountId);
    await lockAccount(tx, accountId);
    const removal = await openRemoval(tx, accountId, now);
    const by = personOf(actor).accountId;
    if (removal?.id !== removalId || !(await settleRemoval(tx, { id: removalId, to: 'withdrawn', by, now })))
      throw changedMeanwhile();
    await revokeLinks(tx, removalId, [objectionLinkKind], now);
    await recorded(context, accountId, 'accounts.factor-removal-withdrawn');
  },
});

/** The owner, by the mailed link: it was not them who asked. False when the link is dead or too late. */
export const objectToFactorRemoval = behaviour({
  name: 'accounts.object-to-factor-removal',
  input: z.object({ secret: z.string().max(200) }),
  who: { kind: 'link-holder' },
  async run(context, { secret }): Promise<boolean> {
    const { tx, now } = context;
    const id = await consumeLink(tx, objectionLinkKind, secret, now);
    const accountId = id && (await settleRemoval(tx, { id, to: 'objected', by: null, now }));
    if (!accountId) return false;
    await recorded(context, accountId, 'accounts.factor-removal-objected');
    return true;
  },
});
