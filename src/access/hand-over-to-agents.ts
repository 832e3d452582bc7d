import { record } from '../journal';
import type { BehaviourContext } from '../platform/behaviour';
import { queueMail } from '../platform/mail';
import { calendarDelayOverBefore, workingDelayOverBefore } from '../platform/working-days';
import { issueFollowUrl } from './answer-request';
import { deadlinesOf, delays } from './deadlines';
import { agentsInCharge, decidersOf } from './deciders';
import { dueRequests } from './due-requests';
import { decisionUrl, siteFactsOf } from './mails/facts';
import { type HandOverReason, requestHandedOverMail } from './mails/request-handed-over';
import { requestWithAgentsMail } from './mails/request-with-agents';
import { desk } from './notifications/kinds';
import { notify } from './notifications/notify';
import { sendReminder } from './send-reminder';
import { claimRelay, giveToAgents, type PendingRow, requestsToRelay } from './store';

/**
 * After 10 working days without a decision, the agents may decide too; a request that is theirs already is
 * recalled to them once more. One found so late that it has expired meanwhile is left to expire.
 */
export const handOverToAgents = dueRequests({
  name: 'access.hand-over-to-agents',
  every: '*/10 * * * *',
  read: (db, now, batch) =>
    requestsToRelay(
      db,
      { from: calendarDelayOverBefore(now, delays.expiry), until: workingDelayOverBefore(now, delays.relay) },
      batch,
    ),
  async settle(context, { id }) {
    const { tx, now } = context;
    const request = await claimRelay(tx, id, now);
    if (!request) return;
    if (request.decided_by_agents) {
      const deciders = await agentsInCharge(tx, request.email);
      return sendReminder(context, request, { deciders, byAgents: true, round: 'second' });
    }
    const { byAgents } = await decidersOf(tx, request.siret, request.email, now);
    await handOver(context, request, byAgents ? 'no-administrator' : 'no-answer');
  },
});

/** Gives the decision to the agents, whom it tells; administrators, if any, may still decide. */
export async function handOver(
  context: BehaviourContext,
  request: PendingRow,
  reason: HandOverReason,
): Promise<void> {
  const { tx, now, kernel } = context;
  await giveToAgents(tx, request.id);
  const agents = await agentsInCharge(tx, request.email);
  const common = { site: await siteFactsOf(tx, request), deadlines: deadlinesOf(request.confirmed_at) };
  const url = decisionUrl(kernel.publicUrl, request, true);
  for (const { email, accountId } of agents) {
    const facts = { ...common, to: email, accountId, url, reason, publicUrl: kernel.publicUrl };
    const told = { accountId, subjectId: request.id, place: desk };
    await notify(context, { kind: 'request', ...told }, requestHandedOverMail(request, facts));
  }
  const following = await issueFollowUrl(context, request);
  await queueMail(tx, requestWithAgentsMail(request, { ...common, url: following }), now);
  await record(context, {
    action: 'access.request-handed-over',
    subjectKind: 'access-request',
    subjectId: request.id,
    siren: request.siren,
    siret: request.siret,
    details: { reason, told: agents.length },
  });
}
