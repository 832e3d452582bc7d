import type { BehaviourContext } from '../../platform/behaviour';
import { issueLink, revokeLinks } from '../../platform/links';
import { queueMail } from '../../platform/mail';
import { placeFactBeforeProof } from '../mails/facts';
import { invitationMail } from '../mails/invitation';
import type { Invitation } from '../store';
import { invitationLink } from './invitation-link';
import { inviterOf } from './invitation-rules';

/** Writes to the invited address, under a new link that lives as long as it; the former one dies. */
export async function sendInvitation(
  { tx, now, kernel }: BehaviourContext,
  invitation: Omit<Invitation, 'state'>,
  { askedByLink = false } = {},
): Promise<void> {
  const { id, email, role, sentAt, expiresAt } = invitation;
  await revokeLinks(tx, id, [invitationLink], now);
  const link = { kind: invitationLink, subjectId: id, now, expiresAt };
  const url = `${kernel.publicUrl}/invitation?jeton=${await issueLink(tx, link)}`;
  const by = await inviterOf(tx, invitation);
  const sending = askedByLink ? null : `${id}:${sentAt.toISOString()}`;
  const facts = { place: await placeFactBeforeProof(tx, invitation), role, by, url, sending };
  await queueMail(tx, invitationMail(email, facts), now);
}
