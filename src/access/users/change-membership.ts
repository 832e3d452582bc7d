import { z } from 'zod';
import { findAccount } from '../../accounts';
import { record } from '../../journal';
import { behaviour, personOf } from '../../platform/behaviour';
import { queueMail } from '../../platform/mail';
import { errors } from '../errors';
import { placeFactOf } from '../mails/facts';
import { membershipChangedMail } from '../mails/membership-changed';
import { mayGrant, typedRole } from '../rules';
import { endDay, refuseEndedDay } from './end-day';
import { act, isOwn, itsAdministrators, placeNumber, seenMembership } from './managed-membership';

/** Another role, another last day. What stays the same is not told. */
export const changeMembershipOf = behaviour({
  name: 'access.change-membership',
  input: z.object({
    membershipId: z.string().max(100),
    version: z.number(),
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
    await record(context, {
      action: 'access.membership-changed',
      subjectKind: 'membership',
      subjectId: membership.id,
      siren: membership.siren,
      siret: membership.siret,
      details: { before, after: { role, endsOn } },
    });
    const account = await findAccount(tx, membership.account_id);
    if (account?.state !== 'active') return;
    const place = await placeFactOf(tx, membership);
    const facts = { place, role, endsOn, publicUrl: kernel.publicUrl };
    await queueMail(tx, membershipChangedMail(account.email, facts), now);
  },
});
