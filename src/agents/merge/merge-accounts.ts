import { z } from 'zod';
import { holdAddress, mergeAccesses } from '../../access';
import {
  accountAgents,
  agentsReason,
  changedMeanwhile,
  findAccount,
  findAccountByEmail,
  lockAccount,
  mergeAccountInto,
  refuseWhoseAccount,
} from '../../accounts';
import { behaviour } from '../../platform/behaviour';
import { notFound } from '../../platform/errors';
import { paragraph } from '../../platform/forms';
import { mergeView } from './merge-view';

/**
 * Two accounts of one person become one: what the other gives access to goes to the one that stays, the other is
 * closed, both addresses are told. All or nothing, and only as the agent saw the two.
 */
export const mergeAccounts = behaviour({
  name: 'agents.merge-accounts',
  input: z.object({
    keptId: z.uuid(),
    /** Canonical address of the account that closes. */
    other: z.string().max(100),
    /** Of the page that showed both. */
    seen: z.string().max(100),
    reason: agentsReason,
    checked: paragraph({ ask: 'ce que vous avez vérifié', subject: 'Ce que vous avez vérifié', max: 1000 }),
  }),
  who: accountAgents,
  async run(context, { keptId, other, seen, reason, checked }): Promise<void> {
    const { tx, now } = context;
    const [kept, merged] = [await findAccount(tx, keptId), await findAccountByEmail(tx, other)];
    if (!kept) throw notFound();
    if (!merged) throw changedMeanwhile();
    for (const { id } of [kept, merged]) await refuseWhoseAccount(context, id);
    // In the same order for everybody: none waits for another in a circle.
    for (const email of [kept.email, merged.email].sort()) await holdAddress(tx, email);
    for (const id of [kept.id, merged.id].sort()) await lockAccount(tx, id);
    const view = await mergeView(tx, { kept: kept.id, merged: merged.id }, now);
    if (view?.seen !== seen) throw changedMeanwhile();
    if (view.refusal) throw view.refusal;
    const closedRequests = await mergeAccesses(context, {
      kept: { accountId: kept.id, email: kept.email },
      merged: { accountId: merged.id, email: merged.email },
      seen: [...view.kept.memberships, ...view.merged.memberships],
    });
    await mergeAccountInto(context, { kept, merged, reason, checked, closedRequests });
  },
});
