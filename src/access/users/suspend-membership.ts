import { z } from 'zod';
import { behaviour } from '../../platform/behaviour';
import { reasonSchema } from '../decide-account-request';
import { errors } from '../errors';
import { membershipRestoredMail } from '../mails/membership-restored';
import { membershipSuspendedMail } from '../mails/membership-suspended';
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

/** Until it is restored, the membership gives nothing any more; it keeps its role. */
export const suspendMembership = behaviour({
  name: 'access.suspend-membership',
  input: z.object({ ...seenFields, reason: reasonSchema }),
  who: itsAdministrators,
  async run(context, { reason, ...asSeen }) {
    const membership = await seenMembership(context, asSeen);
    if (isOwn(context, membership)) throw errors.ownMembership();
    await act(context, membership, 'suspend', { end_reason: reason });
    await withdrawTheirInvitations(context, membership);
    await noted(context, membership, 'access.membership-suspended', { reason });
    await told(context, membership, (event) => membershipSuspendedMail(event, reason));
  },
});

export const restoreMembership = behaviour({
  name: 'access.restore-membership',
  input: z.object(seenFields),
  who: itsAdministrators,
  async run(context, asSeen) {
    const membership = await seenMembership(context, asSeen);
    if (isOwn(context, membership)) throw errors.ownMembership();
    await act(context, membership, 'restore', { end_reason: null });
    await noted(context, membership, 'access.membership-restored');
    const { role } = membership;
    const { publicUrl } = context.kernel;
    await told(context, membership, (event) => membershipRestoredMail(event, { role, publicUrl }));
  },
});
