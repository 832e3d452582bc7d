import { workingDelayOverBefore } from '../platform/working-days';
import { delays } from './deadlines';
import { agentsInCharge, decidersOf } from './deciders';
import { dueRequests } from './due-requests';
import { handOver } from './hand-over-to-agents';
import { sendReminder } from './send-reminder';
import { claimReminder, requestsToRemind } from './store';

/**
 * After 3 working days without a decision, the deciders of that day are reminded: who left since the
 * confirmation is not written to. When no administrator is left, the agents take over at once. One found so
 * late that the agents' turn has come is left to them.
 */
export const remindDeciders = dueRequests({
  name: 'access.remind-deciders',
  every: '*/10 * * * *',
  read: (db, now, batch) =>
    requestsToRemind(
      db,
      {
        from: workingDelayOverBefore(now, delays.relay),
        until: workingDelayOverBefore(now, delays.reminder),
      },
      batch,
    ),
  async settle(context, { id }) {
    const { tx, now } = context;
    const request = await claimReminder(tx, id, now);
    if (!request) return;
    if (request.decided_by_agents) {
      const deciders = await agentsInCharge(tx, request.email);
      return sendReminder(context, request, { deciders, byAgents: true, round: 'first' });
    }
    const { deciders, byAgents } = await decidersOf(tx, request.siret, request.email, now);
    if (byAgents) return handOver(context, request, 'no-administrator');
    await sendReminder(context, request, { deciders, byAgents, round: 'first' });
  },
});
