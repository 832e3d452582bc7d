import { findAccount } from '../../accounts';
import { queueMail } from '../../platform/mail';
import { calendarDelayOverBefore } from '../../platform/working-days';
import { dueRequests } from '../due-requests';
import { takeoverRefusedMail } from '../mails/takeover-refused';
import { takeoverRelayedMail } from '../mails/takeover-relayed';
import { takeoverToConfirmMail } from '../mails/takeover-to-confirm';
import { notify } from '../notifications/notify';
import { takeoverDelays } from './lifecycle';
import { colleaguesOf } from './queries/colleagues';
import { heldSince } from './rules';
import { claimRelay, settleTakeover, takeoversAskedBefore, takeoversToRelay } from './store';
import { noteTakeover, takeoverFactsOf, tellAdministrators } from './told';

/** Enough to find somebody at work; not a whole factory. */
const mostColleagues = 10;

/** The administrators have not answered in time: who asked learns what to do next, and colleagues are asked. */
const relayTakeovers = dueRequests({
  name: 'access.relay-takeovers',
  every: '*/10 * * * *',
  read: takeoversToRelay,
  async settle(context, takeover) {
    const { tx, now } = context;
    if (!(await claimRelay(tx, takeover.id, now))) return;
    const facts = await takeoverFactsOf(context, takeover);
    // Somebody has decided about who asked: nobody is asked to confirm it.
    if ((await heldSince(tx, takeover, now)) === null) return;
    await tellAdministrators(context, takeover, facts);
    const colleagues = await colleaguesOf(tx, takeover, { now, limit: mostColleagues });
    for (const one of colleagues) {
      const told = { accountId: one.accountId, subjectId: takeover.id, place: takeover };
      await notify(context, { kind: 'takeover_to_confirm', ...told }, takeoverToConfirmMail(one, facts));
    }
    await queueMail(tx, takeoverRelayedMail(facts, colleagues.length > 0), now);
    await noteTakeover(context, takeover, 'access.takeover-relayed', { told: colleagues.length });
  },
});

const expireTakeovers = dueRequests({
  name: 'access.expire-takeovers',
  every: '17 * * * *',
  read: (db, now, batch) =>
    takeoversAskedBefore(db, calendarDelayOverBefore(now, takeoverDelays.expiry), batch),
  async settle(context, takeover) {
    const { tx, now } = context;
    const settled = { by: null, as: null, reason: null, now };
    if (!(await settleTakeover(tx, takeover.id, 'expire', settled))) return;
    await noteTakeover(context, takeover, 'access.takeover-expired');
    if ((await findAccount(tx, takeover.accountId))?.state !== 'active') return;
    await queueMail(tx, takeoverRefusedMail(await takeoverFactsOf(context, takeover), null), now);
  },
});

export const takeoverChores = [relayTakeovers, expireTakeovers];
