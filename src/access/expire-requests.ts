import { record } from '../journal';
import type { BehaviourContext } from '../platform/behaviour';
import { after, days } from '../platform/clock';
import { revokeLinks } from '../platform/links';
import { queueMail } from '../platform/mail';
import { calendarDelayOverBefore } from '../platform/working-days';
import { confirmLink, followLink } from './answer-request';
import { delays } from './deadlines';
import { dueRequests } from './due-requests';
import { requestTransitions } from './lifecycle';
import { siteFactsOf } from './mails/facts';
import { requestExpiredMail } from './mails/request-expired';
import {
  moveRequest,
  type RequestRow,
  requestsToConfirmSentIn,
  requestsToExpire,
  settlePendingMembership,
} from './store';

/** A request that nobody confirms within seven days expires, in silence: perhaps somebody else typed the address. */
export const expireUnconfirmed = dueRequests({
  name: 'access.expire-unconfirmed',
  every: '12 * * * *',
  read: (db, now, batch) => requestsToConfirmSentIn(db, { until: after(now, -days(7)) }, batch),
  async settle(context, request) {
    await expire(context, request, 'to_confirm');
  },
});

/** A request without a decision for 60 days expires; the person is told, with how to ask again. */
export const expirePending = dueRequests({
  name: 'access.expire-pending',
  every: '*/10 * * * *',
  read: (db, now, batch) =>
    requestsToExpire(db, { until: calendarDelayOverBefore(now, delays.expiry) }, batch),
  async settle(context, request) {
    const { tx, now, kernel } = context;
    if (!(await expire(context, request, 'pending'))) return;
    await settlePendingMembership(tx, request.id, { state: 'ended', end_reason: 'Demande expirée' }, now);
    const site = await siteFactsOf(tx, request);
    await queueMail(tx, requestExpiredMail(request, { site, publicUrl: kernel.publicUrl }), now);
  },
});

/** From the state that it was read in: one confirmed meanwhile has its sixty days before it. */
async function expire(
  context: BehaviourContext,
  request: RequestRow,
  from: 'to_confirm' | 'pending',
): Promise<boolean> {
  const { tx, now } = context;
  const { to } = requestTransitions.expire;
  if (!(await moveRequest(tx, request.id, [from], { state: to, decided_at: now }))) return false;
  await revokeLinks(tx, request.id, [confirmLink, followLink], now);
  await record(context, {
    action: 'access.request-expired',
    subjectKind: 'access-request',
    subjectId: request.id,
    siren: request.siren,
    siret: request.siret,
    details: { from },
  });
  return true;
}
