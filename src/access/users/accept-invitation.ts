import { z } from 'zod';
import {
  type AccountSummary,
  createAccount,
  findAccount,
  findAccountByEmail,
  firstPasswordPath,
  type Identity,
  identitySchema,
} from '../../accounts';
import { record } from '../../journal';
import { type BehaviourContext, behaviour, personOf } from '../../platform/behaviour';
import type { Queryable } from '../../platform/database';
import { notFound } from '../../platform/errors';
import { isAlive, readLink, revokeLinks } from '../../platform/links';
import {
  findInvitation,
  holdAddress,
  type Invitation,
  insertMembership,
  liveMembershipsOn,
  lockInvitation,
  settleInvitation,
} from '../store';
import { closePendingOf } from './close-pending';
import { invitationLink } from './invitation-link';
import { isUsable } from './invitation-rules';
import { placeNumber } from './managed-membership';

export type Acceptance =
  /** The place is in the perimeter; `passwordPath`: where the first password is chosen, when there is none. */
  | { readonly kind: 'joined'; readonly passwordPath: string | null }
  /** Its account has a password: it is accepted once signed in. */
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'dead' };

/** The invitation that a mailed link opens; null for a used, expired, withdrawn or unknown one. */
export async function invitationOfLink(db: Queryable, secret: string, now: Date): Promise<Invitation | null> {
  const link = await readLink(db, invitationLink, secret);
  return link && isAlive(link, now) ? findInvitation(db, link.subjectId) : null;
}

/** By the mailed link, which proves the mailbox: for who has no password yet. Whoever has one signs in first. */
export const acceptInvitationByLink = behaviour({
  name: 'access.accept-invitation-by-link',
  input: z.object({
    secret: z.string().max(200),
    /** Demanded of an address that has no account. */
    identity: identitySchema.nullable(),
  }),
  who: { kind: 'link-holder' },
  async run(context, { secret, identity }): Promise<Acceptance> {
    const { tx, now } = context;
    const named = await invitationOfLink(tx, secret, now);
    const invitation = named && (await hold(context, named));
    if (!invitation) return { kind: 'dead' };
    const known = await findAccountByEmail(tx, invitation.email);
    if (known?.state === 'active') return { kind: 'sign-in' };
    if (known?.state === 'blocked') return { kind: 'blocked' };
    const account = known ?? (await openAccount(context, invitation, identity));
    await join(context, invitation, account.id);
    return { kind: 'joined', passwordPath: await firstPasswordPath(context, account) };
  },
});

/** By a button of "Mes établissements", or the mailed link once signed in: with the invited address alone. */
export const acceptOwnInvitation = behaviour({
  name: 'access.accept-own-invitation',
  input: z.object({ invitationId: z.string().max(100) }),
  who: { kind: 'signed-in' },
  async run(context, { invitationId }): Promise<Acceptance> {
    const { accountId, email } = personOf(context.actor);
    const named = await findInvitation(context.tx, invitationId);
    if (named?.email !== email) throw notFound();
    const invitation = await hold(context, named);
    if (!invitation) return { kind: 'dead' };
    await join(context, invitation, accountId);
    return { kind: 'joined', passwordPath: null };
  },
});

async function openAccount(
  { tx, now }: BehaviourContext,
  { email }: Invitation,
  identity: Identity | null,
): Promise<AccountSummary> {
  if (identity === null) throw new Error('an address without account is invited without an identity');
  const account = await findAccount(tx, await createAccount(tx, { email, identity, now }));
  if (!account) throw new Error('an account just written is not there');
  return account;
}

/** The invitation, as it is once nobody else deals with its address; null when it can no longer be used. */
async function hold(
  { tx, now, kernel }: BehaviourContext,
  { id, email }: Invitation,
): Promise<Invitation | null> {
  await holdAddress(tx, email);
  const invitation = await lockInvitation(tx, id);
  return invitation && (await isUsable(kernel, tx, invitation, now)) ? invitation : null;
}

/** The membership, and the invitation settled. */
async function join(context: BehaviourContext, invitation: Invitation, accountId: string): Promise<void> {
  const { tx, now } = context;
  const { id: invitationId } = invitation;
  await settleInvitation(tx, invitationId, { state: 'accepted', accountId, now });
  await revokeLinks(tx, invitationId, [invitationLink], now);
  await closePendingOf(context, invitation);
  const { siren, siret, role, endsOn } = invitation;
  const membershipId = await attach(context, invitation, accountId);
  await record(context, {
    action: 'access.invitation-accepted',
    ...(membershipId === null
      ? { subjectKind: 'invitation', subjectId: invitationId }
      : { subjectKind: 'membership', subjectId: membershipId }),
    siren,
    siret,
    details: { invitation: invitationId, role, endsOn },
  });
}

/** The new membership; null when one was there, which stays as it is. */
async function attach(
  { tx, now }: BehaviourContext,
  { siren, siret, role, endsOn }: Invitation,
  accountId: string,
): Promise<string | null> {
  const held = await liveMembershipsOn(tx, accountId, placeNumber({ siren, siret }), now);
  if (held.some((one) => one.siret === siret)) return null;
  const membership = { account_id: accountId, siren, siret, role, ends_on: endsOn, state: 'active' as const };
  return insertMembership(tx, { ...membership, request_id: null }, now);
}
