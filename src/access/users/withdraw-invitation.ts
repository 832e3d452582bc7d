import { z } from 'zod';
import { behaviour } from '../../platform/behaviour';
import { revokeLinks } from '../../platform/links';
import { errors } from '../errors';
import { findInvitation, settleInvitation } from '../store';
import { invitationLink } from './invitation-link';
import { itsInviters, noteInvitation } from './managed-invitation';

/** Takes back an open invitation: its link opens nothing any more. */
export const withdrawInvitation = behaviour({
  name: 'access.withdraw-invitation',
  input: z.object({ invitationId: z.string().max(100) }),
  who: itsInviters,
  async run(context, { invitationId }) {
    const { tx, now } = context;
    const invitation = await findInvitation(tx, invitationId);
    const settled = { state: 'withdrawn', accountId: null, now } as const;
    if (!invitation || !(await settleInvitation(tx, invitationId, settled))) throw errors.invitationSettled();
    await revokeLinks(tx, invitationId, [invitationLink], now);
    await noteInvitation(context, invitation, 'access.invitation-withdrawn');
  },
});
