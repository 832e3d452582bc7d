import { record } from '../journal';
import type { BehaviourContext } from '../platform/behaviour';
import { queueMail } from '../platform/mail';
import { issueFollowUrl } from './answer-request';
import { deadlinesOf } from './deadlines';
import type { Decider } from './deciders';
import { decidersRemindedMail } from './mails/deciders-reminded';
import { decisionUrl, siteFactsOf } from './mails/facts';
import { requestReminderMail } from './mails/request-reminder';
import { placeOfDecision } from './notifications/kinds';
import { notify } from './notifications/notify';
import type { PendingRow } from './store';

/** Writes to those who decide, tells the person, and notes it. The person is not told of a reminder to nobody. */
export async function sendReminder(
  context: BehaviourContext,
  request: PendingRow,
  { deciders, byAgents, round }: { deciders: Decider[]; byAgents: boolean; round: 'first' | 'second' },
): Promise<void> {
  const { tx, now, kernel } = context;
  const site = await siteFactsOf(tx, request);
  const common = { site, byAgents, round, deadlines: deadlinesOf(request.confirmed_at) };
  const url = decisionUrl(kernel.publicUrl, request, byAgents);
  for (const { email, accountId } of deciders) {
    const facts = { ...common, to: email, accountId, url, publicUrl: kernel.publicUrl };
    const told = { accountId, subjectId: request.id, place: placeOfDecision(request, byAgents) };
    await notify(context, { kind: 'reminder', ...told }, requestReminderMail(request, facts));
  }
  if (deciders.length > 0) {
    const following = await issueFollowUrl(context, request);
    await queueMail(tx, decidersRemindedMail(request, { ...common, url: following }), now);
  }
  await record(context, {
    action: 'access.deciders-reminded',
    subjectKind: 'access-request',
    subjectId: request.id,
    siren: request.siren,
    siret: request.siret,
    details: { round, byAgents, told: deciders.length },
  });
}
