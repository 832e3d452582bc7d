import { findAccount } from '../../accounts';
import type { Kernel } from '../../platform/behaviour';
import type { Queryable } from '../../platform/database';
import { mayGrant, type RoleCode } from '../rules';
import type { Invitation } from '../store';
import { placeNumber } from './managed-membership';

/** Whether somebody who may sign in manages the users of a place, and may grant a role there. */
export async function mayInvite(
  { rights }: Kernel,
  db: Queryable,
  accountId: string,
  { role, ...place }: { siren: string; siret: string | null; role: RoleCode },
): Promise<boolean> {
  if ((await findAccount(db, accountId))?.state !== 'active') return false;
  const held = await rights.permissionsOn(db, accountId, placeNumber(place));
  return held.has('users.manage') && mayGrant(held, role);
}

/** Who invites, by name. */
export async function inviterOf(
  db: Queryable,
  { invitedBy }: Pick<Invitation, 'invitedBy'>,
): Promise<string> {
  const account = await findAccount(db, invitedBy);
  return `${account?.firstName ?? ''} ${account?.lastName ?? ''}`.trim();
}

/** An invitation dies with its seven days, and with the right of who sent it. */
export const isUsable = async (
  kernel: Kernel,
  db: Queryable,
  invitation: Invitation,
  now: Date,
): Promise<boolean> =>
  invitation.state === 'sent' &&
  invitation.expiresAt > now &&
  (await mayInvite(kernel, db, invitation.invitedBy, invitation));
