import { type BehaviourContext, personOf } from '../../platform/behaviour';
import { notFound } from '../../platform/errors';
import { agentsInCharge } from '../deciders';
import { errors } from '../errors';
import { takeoverWithAgentsMail } from '../mails/takeover-with-agents';
import { desk } from '../notifications/kinds';
import { notify } from '../notifications/notify';
import { heldSince, mayHandOver } from './rules';
import { findTakeover, giveToAgents } from './store';
import { noteTakeover, takeoverFactsOf, tellAdministrators } from './told';

/**
 * Who asked sends a proof to the agents, who decide from then on; its administrators still may. In the transaction
 * that keeps the document; gives the storage key of the one that it takes the place of.
 */
export async function handTakeoverOver(
  context: BehaviourContext,
  takeoverId: string,
  documentId: string,
): Promise<string | null> {
  const { tx, now, actor } = context;
  const takeover = await findTakeover(tx, takeoverId);
  if (takeover?.accountId !== personOf(actor).accountId) throw notFound();
  if (!(await mayHandOver(tx, takeover, now))) throw errors.takeoverTooEarly();
  if ((await heldSince(tx, takeover, now)) === null) throw errors.takeoverNotYours();
  const given = await giveToAgents(tx, takeoverId, documentId);
  if (!given) throw errors.takeoverSettled();
  const facts = await takeoverFactsOf(context, takeover);
  // Whoever administers since the request, too.
  await tellAdministrators(context, takeover, facts);
  const agents = await agentsInCharge(tx, facts.email);
  for (const agent of agents) {
    const told = { accountId: agent.accountId, subjectId: takeoverId, place: desk };
    await notify(context, { kind: 'takeover_to_decide', ...told }, takeoverWithAgentsMail(agent, facts));
  }
  await noteTakeover(context, takeover, 'access.takeover-with-agents', { told: agents.length });
  return given.formerKey;
}
