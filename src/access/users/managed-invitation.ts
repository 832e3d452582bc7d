import { record } from '../../journal';
import type { BehaviourContext, BehaviourWho } from '../../platform/behaviour';
import type { Transaction } from '../../platform/database';
import { mailsLeftFor } from '../../platform/mail';
import { errors } from '../errors';
import { findInvitation, type Invitation } from '../store';
import { placeNumber } from './managed-membership';

/** Whoever manages the users of the place that an invitation is for. */
export const itsInviters: BehaviourWho<{ invitationId: string }> = {
  kind: 'permission-on',
  permission: 'users.manage',
  placeOf: async (tx: Transaction, { invitationId }) => {
    const invitation = await findInvitation(tx, invitationId);
    return invitation && placeNumber(invitation);
  },
};

/** Writes what was done to an invitation. */
export const noteInvitation = (
  context: BehaviourContext,
  { id, siren, siret }: Omit<Invitation, 'state'>,
  action: string,
  details: Readonly<Record<string, unknown>> = {},
) => record(context, { action, subjectKind: 'invitation', subjectId: id, siren, siret, details });

/** An address that was written to too much is left alone for a while. */
export async function refuseTooMany({ tx, now }: BehaviourContext, email: string): Promise<void> {
  if ((await mailsLeftFor(tx, email, now)) === 0) throw errors.tooManyMails();
}
