import { type BehaviourContext, type BehaviourWho, personOf } from '../../platform/behaviour';
import { sqlState, type Transaction } from '../../platform/database';
import { notFound } from '../../platform/errors';
import { errors } from '../errors';
import { changeMembership, findMembership, type MembershipRow } from '../store';
import { type MembershipAction, membershipTransitions } from './lifecycle';

/** A membership as its page showed it. */
export interface SeenMembership {
  readonly membershipId: string;
  readonly version: number;
}

/** An establishment by its SIRET, a whole company by its SIREN. */
export const placeNumber = ({ siren, siret }: Pick<MembershipRow, 'siren' | 'siret'>) => siret ?? siren;

/** The administrators of the membership's own establishment, or of its whole company. */
export const itsAdministrators: BehaviourWho<SeenMembership> = {
  kind: 'permission-on',
  permission: 'users.manage',
  placeOf: async (tx: Transaction, { membershipId }) => {
    const membership = await findMembership(tx, membershipId);
    return membership && placeNumber(membership);
  },
};

/** The membership, once it is sure that it is as it was seen. */
export async function seenMembership(
  { tx }: BehaviourContext,
  { membershipId, version }: SeenMembership,
): Promise<MembershipRow> {
  const membership = await findMembership(tx, membershipId);
  if (!membership) throw notFound();
  if (membership.version !== version) throw errors.changedMeanwhile();
  return membership;
}

export const isOwn = (context: BehaviourContext, membership: MembershipRow) =>
  membership.account_id === personOf(context.actor).accountId;

/** Takes an action of the table on a membership, or refuses with its reason. */
export async function act(
  { tx, now }: BehaviourContext,
  membership: MembershipRow,
  action: MembershipAction,
  changes: Partial<Pick<MembershipRow, 'role' | 'ends_on' | 'end_reason'>>,
): Promise<void> {
  const { from, to } = membershipTransitions[action];
  try {
    const whole = { ...changes, ...(to && { state: to }) };
    if (!(await changeMembership(tx, membership, from, whole, now))) throw errors.changedMeanwhile();
  } catch (error) {
    if (sqlState(error) === 'MC001') throw errors.lastAdministrator();
    throw error;
  }
}
