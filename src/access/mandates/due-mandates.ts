import { calendarDelayOverBefore } from '../../platform/working-days';
import { dueRequests } from '../due-requests';
import { mandateExpiredMail } from '../mails/mandate-expired';
import { endMandatesOfClosed } from './end-mandate';
import { mandateDelays } from './lifecycle';
import { closeMandate, mandatesAskedBefore } from './store';
import { mandateFactsOf, noteMandate, tellPartner } from './told';

/** Nobody has answered: who asked learns it, and may ask again. */
const expireMandates = dueRequests({
  name: 'access.expire-mandates',
  every: '27 * * * *',
  read: (db, now, batch) =>
    mandatesAskedBefore(db, calendarDelayOverBefore(now, mandateDelays.expiry), batch),
  async settle(context, mandate) {
    const { tx, now } = context;
    const closing = { by: null, as: null, reason: null, now };
    if (!(await closeMandate(tx, mandate, 'expire', closing))) return;
    await noteMandate(context, mandate, 'access.mandate-expired');
    const facts = await mandateFactsOf(context, mandate);
    await tellPartner(context, mandate, (to) => mandateExpiredMail(to, facts));
  },
});

export const mandateChores = [expireMandates, endMandatesOfClosed];
