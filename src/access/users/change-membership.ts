import { z } from 'zod';
import { behaviour, personOf } from '../../platform/behaviour';
import { errors } from '../errors';
import { membershipChangedMail } from '../mails/membership-changed';
import { endDay, refuseEndedDay } from '../right-days';
import { mayGrant, typedRole } from '../rules';
import {
  act,
  isOwn,
  itsAdministrators,
  noted,
  placeNumber,
  seenFields,
  seenMembership,
  told,
} from './managed-membership';

/** Another role, another last day. What stays the same is not told. */
export const changeMembershipOf = behaviour({
  name: 'access.change-membership',
  input: z.object({
    ...seenFields,
    role: typedRole,
    /** Null: no end. */
    endsOn: endDay,
  }),
  who: itsAdministrators,
  async run(context, { role, endsOn, ...seen }) {
    const { tx, now, kernel, actor } = context;
    const membership = await seenMembership(context, seen);
    if (isOwn(context, membership)) throw errors.ownMembership();
    const before = { role: membership.role, endsOn: membership.ends_on };
    if (before.role === role && before.endsOn === endsOn) return;
    if (endsOn !== before.endsOn) refuseEndedDay(endsOn, now);
    const { accountId } = personOf(actor);
    const held = await kernel.rights.permissionsOn(tx, accountId, placeNumber(membership));
    if (!mayGrant(held, role)) throw errors.grantsTooMuch();
    await act(context, membership, 'change', { role, ends_on: endsOn });
    await noted(context, membership, 'access.membership-changed', { before, after: { role, endsOn } });
    const { publicUrl } = kernel;
    await told(context, membership, (event) => membershipChangedMail(event, { role, endsOn, publicUrl }));
  },
});
