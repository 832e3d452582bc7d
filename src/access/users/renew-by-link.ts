import { z } from 'zod';
import { behaviour } from '../../platform/behaviour';
import { after } from '../../platform/clock';
import { readLink } from '../../platform/links';
import { mailsLeftFor } from '../../platform/mail';
import { findInvitation, renewInvitation } from '../store';
import { invitationLife, invitationLink } from './invitation-link';
import { mayInvite } from './invitation-rules';
import { sendInvitation } from './send-invitation';

/**
 * The button of the page of a dead link: a new one, to the invited address, as long as the invitation is open and
 * its sender may still invite. Says nothing of what it found.
 */
export const renewByLink = behaviour({
  name: 'access.renew-invitation-link',
  input: z.object({ secret: z.string().max(200) }),
  who: { kind: 'link-holder' },
  async run(context, { secret }) {
    const { tx, now, kernel } = context;
    const link = await readLink(tx, invitationLink, secret);
    const invitation = link && (await findInvitation(tx, link.subjectId));
    if (invitation?.state !== 'sent') return;
    if (!(await mayInvite(kernel, tx, invitation.invitedBy, invitation))) return;
    if ((await mailsLeftFor(tx, invitation.email, now)) === 0) return;
    const { id, invitedBy } = invitation;
    const sent = { invitedBy, sentAt: now, expiresAt: after(now, invitationLife) };
    const renewed = await renewInvitation(tx, id, sent);
    if (renewed) await sendInvitation(context, renewed);
  },
});
