import { z } from 'zod';
import { behaviour, personOf } from '../../platform/behaviour';
import { after } from '../../platform/clock';
import { notFound } from '../../platform/errors';
import { errors } from '../errors';
import { mayGrant } from '../rules';
import { findInvitation, renewInvitation } from '../store';
import { invitationLife } from './invitation-link';
import { givesNothing } from './invitation-rules';
import { itsInviters, noteInvitation } from './managed-invitation';
import { placeNumber } from './managed-membership';
import { sendInvitation } from './send-invitation';

/** Sends an open invitation again, with a new link; who does so answers for it from then on. */
export const resendInvitation = behaviour({
  name: 'access.resend-invitation',
  input: z.object({ invitationId: z.string().max(100) }),
  who: itsInviters,
  async run(context, { invitationId }) {
    const { tx, now, kernel, actor } = context;
    const invitation = await findInvitation(tx, invitationId);
    if (!invitation) throw notFound();
    const { accountId: invitedBy, email } = personOf(actor);
    if (invitation.email === email) throw errors.ownMembership();
    if (await givesNothing(tx, invitation, now)) throw errors.invitationOver();
    const held = await kernel.rights.permissionsOn(tx, invitedBy, placeNumber(invitation));
    if (!mayGrant(held, invitation.role)) throw errors.grantsTooMuch();
    const sent = { invitedBy, sentAt: now, expiresAt: after(now, invitationLife) };
    const renewed = await renewInvitation(tx, invitationId, sent);
    if (!renewed) throw errors.invitationSettled();
    await noteInvitation(context, invitation, 'access.invitation-resent');
    await sendInvitation(context, renewed);
  },
});
