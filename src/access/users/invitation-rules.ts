import { findAccount } from '../../accounts';
import type { Kernel } from '../../platform/behaviour';
import type { Queryable } from '../../platform/database';
import { dayInParis } from '../../platform/working-days';
import { mayGrant } from '../rules';
import { type Invitation, isBlocked } from '../store';
import { placeNumber } from './managed-membership';

/** Whether who sent an invitation may still sign in, manages the users of the place, and may grant the role there. */
async function mayInvite({ rights }: Kernel, db: Queryable, invitation: Invitation): Promise<boolean> {
  const sender = await findAccount(db, invitation.invitedBy);
  if (sender?.state !== 'active' || sender.email === invitation.email) return false;
  const held = await rights.permissionsOn(db, sender.id, placeNumber(invitation));
  return held.has('users.manage') && mayGrant(held, invitation.role);
}

/** Whether an invitation would give nothing: its last day is over, or its address is blocked there. */
export async function givesNothing(
  db: Queryable,
  { email, siret, endsOn }: Invitation,
  now: Date,
): Promise<boolean> {
  if (endsOn !== null && endsOn < dayInParis(now)) return true;
  return siret !== null && (await isBlocked(db, email, siret)) !== null;
}

/** Who invites, by name. */
export async function inviterOf(
  db: Queryable,
  { invitedBy }: Pick<Invitation, 'invitedBy'>,
): Promise<string> {
  const account = await findAccount(db, invitedBy);
  return `${account?.firstName ?? ''} ${account?.lastName ?? ''}`.trim();
}

/** Whether an invitation only needs a new link: open, and its sender may still give what it gives. */
export const isRenewable = async (
  kernel: Kernel,
  db: Queryable,
  invitation: Invitation,
  now: Date,
): Promise<boolean> =>
  invitation.state === 'sent' &&
  !(await givesNothing(db, invitation, now)) &&
  (await mayInvite(kernel, db, invitation));

/** An invitation dies with its seven days, with its own last day, and with the right of who sent it. */
export const isUsable = async (
  kernel: Kernel,
  db: Queryable,
  invitation: Invitation,
  now: Date,
): Promise<boolean> => invitation.expiresAt > now && isRenewable(kernel, db, invitation, now);
