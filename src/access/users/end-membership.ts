import { z } from 'zod';
import { findAccount } from '../../accounts';
import { record, recordEach } from '../../journal';
import { type BehaviourContext, behaviour } from '../../platform/behaviour';
import { paragraph } from '../../platform/forms';
import { revokeLinks } from '../../platform/links';
import { type OutgoingMail, queueMail } from '../../platform/mail';
import { errors } from '../errors';
import { placeFactOf } from '../mails/facts';
import { membershipEndedMail } from '../mails/membership-ended';
import { membershipRestoredMail } from '../mails/membership-restored';
import { membershipSuspendedMail } from '../mails/membership-suspended';
import { type MembershipRow, withdrawInvitationsTo } from '../store';
import { invitationLink } from './invitation-rules';
import { act, isOwn, itsAdministrators, seenMembership } from './managed-membership';

const seen = { membershipId: z.string().max(100), version: z.number() };
const reason = paragraph({ ask: 'le motif : la personne le lira', subject: 'Le motif', max: 1000 });

/** Until it is restored, the membership gives nothing any more; it keeps its role. */
export const suspendMembership = behaviour({
  name: 'access.suspend-membership',
  input: z.object({ ...seen, reason }),
  who: itsAdministrators,
  async run(context, { reason, ...asSeen }) {
    const membership = await seenMembership(context, asSeen);
    if (isOwn(context, membership)) throw errors.ownMembership();
    await act(context, membership, 'suspend', { end_reason: reason });
    await withdrawTheirInvitations(context, membership);
    await noted(context, membership, 'access.membership-suspended', { reason });
    await told(context, membership, (to, place) => membershipSuspendedMail(to, { place, reason }));
  },
});

export const restoreMembership = behaviour({
  name: 'access.restore-membership',
  input: z.object(seen),
  who: itsAdministrators,
  async run(context, asSeen) {
    const membership = await seenMembership(context, asSeen);
    if (isOwn(context, membership)) throw errors.ownMembership();
    await act(context, membership, 'restore', { end_reason: null });
    await noted(context, membership, 'access.membership-restored', {});
    const { role } = membership;
    const { publicUrl } = context.kernel;
    await told(context, membership, (to, place) => membershipRestoredMail(to, { place, role, publicUrl }));
  },
});

/** For good: the person may ask, or be invited, again. One's own: leaving, which needs no reason. */
export const endMembership = behaviour({
  name: 'access.end-membership',
  input: z.object({ ...seen, reason }),
  who: itsAdministrators,
  async run(context, { reason, ...asSeen }) {
    const membership = await seenMembership(context, asSeen);
    await act(context, membership, 'end', { end_reason: reason });
    await withdrawTheirInvitations(context, membership);
    await noted(context, membership, 'access.membership-ended', { reason });
    if (isOwn(context, membership)) return;
    await told(context, membership, (to, place) => membershipEndedMail(to, { place, reason }));
  },
});

/** Nobody comes back by an invitation from before. Those that they sent die with their right. */
async function withdrawTheirInvitations(context: BehaviourContext, membership: MembershipRow) {
  const { tx, now } = context;
  const account = await findAccount(tx, membership.account_id);
  if (!account) return;
  const withdrawn = await withdrawInvitationsTo(tx, account.email, membership, now);
  await revokeLinks(tx, withdrawn, [invitationLink], now);
  await recordEach(context, withdrawn, {
    action: 'access.invitation-withdrawn',
    subjectKind: 'invitation',
    siren: membership.siren,
    siret: membership.siret,
  });
}

const noted = (context: BehaviourContext, membership: MembershipRow, action: string, details: object) =>
  record(context, {
    action,
    subjectKind: 'membership',
    subjectId: membership.id,
    siren: membership.siren,
    siret: membership.siret,
    details: { ...details },
  });

/** Whoever has no account in use yet, or no longer, learns it by the screens. */
async function told(
  { tx, now }: BehaviourContext,
  membership: MembershipRow,
  mail: (to: string, place: [string, string]) => OutgoingMail,
) {
  const account = await findAccount(tx, membership.account_id);
  if (account?.state !== 'active') return;
  await queueMail(tx, mail(account.email, await placeFactOf(tx, membership)), now);
}
