import { z } from 'zod';
import { behaviour } from '../../platform/behaviour';
import { reasonSchema } from '../decide-account-request';
import { membershipEndedMail } from '../mails/membership-ended';
import {
  act,
  isOwn,
  itsAdministrators,
  noted,
  seenFields,
  seenMembership,
  told,
  withdrawTheirInvitations,
} from './managed-membership';

/** For good: the person may ask, or be invited, again. One's own: leaving, of which nobody is told. */
export const endMembership = behaviour({
  name: 'access.end-membership',
  input: z.object({ ...seenFields, reason: reasonSchema }),
  who: itsAdministrators,
  async run(context, { reason, ...asSeen }) {
    const membership = await seenMembership(context, asSeen);
    await act(context, membership, 'end', { end_reason: reason });
    await withdrawTheirInvitations(context, membership);
    await noted(context, membership, 'access.membership-ended', { reason });
    if (isOwn(context, membership)) return;
    await told(context, membership, (event) => membershipEndedMail(event, reason));
  },
});
