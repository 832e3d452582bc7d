import { record } from '../../journal';
import type { BehaviourContext, BehaviourWho } from '../../platform/behaviour';
import type { Transaction } from '../../platform/database';
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
