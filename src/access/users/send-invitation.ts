import { findAccount } from '../../accounts';
import type { BehaviourContext } from '../../platform/behaviour';
import { after, days } from '../../platform/clock';
import { issueLink, revokeLinks } from '../../platform/links';
import { queueMail } from '../../platform/mail';
import { placeFactOf } from '../mails/facts';
import { invitationMail } from '../mails/invitation';
import { type Invitation, noteSending } from '../store';
import { invitationLink } from './invitation-link';

export const invitationLife = days(7);

/** Writes to the invited address, under a new link of seven days; the former one dies. */
export async function sendInvitation(
  { tx, now, kernel }: BehaviourContext,
  invitation: Omit<Invitation, 'state'>,
): Promise<void> {
  const { id, email, role } = invitation;
  const expiresAt = after(now, invitationLife);
  await revokeLinks(tx, id, [invitationLink], now);
  await noteSending(tx, id, { sentAt: now, expiresAt });
  const link = { kind: invitationLink, subjectId: id, now, expiresAt };
  const url = `${kernel.publicUrl}/invitation?jeton=${await issueLink(tx, link)}`;
  const by = await findAccount(tx, invitation.invitedBy);
  const name = `${by?.firstName ?? ''} ${by?.lastName ?? ''}`.trim();
  const facts = { place: await placeFactOf(tx, invitation), role, by: name, url };
  await queueMail(tx, invitationMail(email, facts), now);
}
