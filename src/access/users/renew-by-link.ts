import { z } from 'zod';
import { findAccountByEmail, sendActivation, sendFirstPassword } from '../../accounts';
import { type BehaviourContext, behaviour } from '../../platform/behaviour';
import { after } from '../../platform/clock';
import { readLink } from '../../platform/links';
import { mailsLeftFor } from '../../platform/mail';
import { findInvitation, renewInvitation } from '../store';
import { invitationLife, invitationLink } from './invitation-link';
import { isRenewable } from './invitation-rules';
import { noteInvitation } from './managed-invitation';
import { sendInvitation } from './send-invitation';

/**
 * The button of the page of a dead link: a new one, to the invited address, as long as the invitation is open and
 * its sender may still invite; once accepted, what its account lacks to be used. Says nothing of what it found.
 */
export const renewByLink = behaviour({
  name: 'access.renew-invitation-link',
  input: z.object({ secret: z.string().max(200) }),
  who: { kind: 'link-holder' },
  async run(context, { secret }) {
    const { tx, now, kernel } = context;
    const link = await readLink(tx, invitationLink, secret);
    const invitation = link && (await findInvitation(tx, link.subjectId));
    if (!invitation || (await mailsLeftFor(tx, invitation.email, now)) === 0) return;
    if (invitation.state === 'accepted') return sendFirstWayIn(context, invitation.email);
    if (!(await isRenewable(kernel, tx, invitation, now))) return;
    const { id, invitedBy } = invitation;
    const sent = { invitedBy, sentAt: now, expiresAt: after(now, invitationLife) };
    const renewed = await renewInvitation(tx, id, sent);
    if (!renewed) return;
    await noteInvitation(context, renewed, 'access.invitation-renewed');
    await sendInvitation(context, renewed, { askedByLink: true });
  },
});

/** The answer that led to the first password may have been lost on its way. */
async function sendFirstWayIn(context: BehaviourContext, email: string): Promise<void> {
  const account = await findAccountByEmail(context.tx, email);
  if (account?.state === 'to_activate') await sendActivation(context, account.id);
  if (account?.state === 'migrated') await sendFirstPassword(context, account.id);
}
