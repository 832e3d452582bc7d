import type { Kernel } from '../../platform/behaviour';
import { placeFactOf } from '../mails/facts';
import type { RoleCode } from '../rules';
import { openInvitationsTo } from '../store';
import { inviterOf, isUsable } from '../users/invitation-rules';

export interface MyInvitation {
  readonly id: string;
  readonly placeLabel: string;
  readonly role: RoleCode;
  readonly by: string;
  readonly expiresAt: Date;
}

/** The invitations of an address that can still be used, oldest first. */
export async function invitationsTo(kernel: Kernel, email: string): Promise<MyInvitation[]> {
  const { db, clock } = kernel;
  const mine: MyInvitation[] = [];
  for (const invitation of await openInvitationsTo(db, email)) {
    if (!(await isUsable(kernel, db, invitation, clock()))) continue;
    const { id, role, expiresAt } = invitation;
    const [, placeLabel] = await placeFactOf(db, invitation);
    mine.push({ id, role, expiresAt, placeLabel, by: await inviterOf(db, invitation) });
  }
  return mine;
}
