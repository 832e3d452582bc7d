import { z } from 'zod';
import { findAccount } from '../../accounts';
import { record } from '../../journal';
import { type BehaviourContext, type BehaviourWho, personOf } from '../../platform/behaviour';
import { sqlState, type Transaction } from '../../platform/database';
import { notFound } from '../../platform/errors';
import { type OutgoingMail, queueMail } from '../../platform/mail';
import { errors } from '../errors';
import { type MembershipChange, placeFactOf } from '../mails/facts';
import { changeMembership, findMembership, type MembershipRow } from '../store';
import { type MembershipAction, membershipTransitions } from './lifecycle';
import { withdrawInvitations } from './withdraw-invitations';

/** A membership as its page showed it. */
export const seenFields = { membershipId: z.string().max(100), version: z.number() };
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

/** Those sent to them. Those that they sent die with their right. */
export async function withdrawTheirInvitations(context: BehaviourContext, membership: MembershipRow) {
  const account = await findAccount(context.tx, membership.account_id);
  if (account) await withdrawInvitations(context, account.email, membership);
}

/** Writes what was done to a membership. */
export const noted = (
  context: BehaviourContext,
  membership: Pick<MembershipRow, 'id' | 'siren' | 'siret'>,
  action: string,
  details: Readonly<Record<string, unknown>> = {},
) =>
  record(context, {
    action,
    subjectKind: 'membership',
    subjectId: membership.id,
    siren: membership.siren,
    siret: membership.siret,
    details,
  });

/** Whoever has no account in use yet, or no longer, learns it by the screens. */
export async function told(
  { tx, now }: BehaviourContext,
  membership: MembershipRow,
  mail: (event: MembershipChange) => OutgoingMail,
) {
  const account = await findAccount(tx, membership.account_id);
  if (account?.state !== 'active') return;
  const id = `${membership.id}:${membership.version}`;
  await queueMail(tx, mail({ id, to: account.email, place: await placeFactOf(tx, membership) }), now);
}
