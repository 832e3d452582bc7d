import { recordEach } from '../../journal';
import type { BehaviourContext } from '../../platform/behaviour';
import { type Queryable, sql } from '../../platform/database';
import { revokeLinks } from '../../platform/links';
import { closeRequest } from '../close-request';
import { errors } from '../errors';
import { closeRequestsOf, forgetRequester } from '../leave';
import { placeFactBeforeProof } from '../mails/facts';
import { copyBlocks } from '../move-address';
import { forgetNotifications } from '../notifications/store';
import {
  type MembershipRow,
  membershipsToEnd,
  openInvitationsTo,
  pendingRequestsOf,
  settleInvitation,
} from '../store';
import { cancelTakeoversOf } from '../takeover';
import { act, noted } from '../users';
import { invitationLink } from '../users/invitation-link';
import { type HeldMembership, mergePlan } from './plan';

interface Side {
  readonly accountId: string;
  readonly email: string;
}

interface Merge {
  readonly kept: Side;
  readonly merged: Side;
  /** The memberships of both, as the agent saw them. */
  readonly seen: readonly Pick<HeldMembership, 'id' | 'version'>[];
}

const why = "Tenu par l'autre compte de la même personne";

/**
 * What an account gives access to goes to another account of the same person, which holds nothing that the two did not
 * hold together; what waited under its address is closed. The caller holds both addresses, then both accounts; here
 * requests come first, then takeovers, then memberships, as everywhere. Gives the places whose request was closed.
 * Throws when a membership is no longer as it was seen, or when a place would be left without administrator.
 */
export async function mergeAccesses(context: BehaviourContext, merge: Merge): Promise<string[]> {
  const { tx } = context;
  const { kept, merged, seen } = merge;
  const closing = { action: 'access.request-merged', reason: 'merged', endReason: 'Comptes réunis' };
  const closed = await closeRequestsOf(context, merged.email, closing);
  for (const request of await pendingRequestsOf(tx, kept.email)) {
    const held = await holdsAlready(tx, merged.accountId, request.siret);
    if (held) await closeRequest(context, request, { reason: 'same-person' });
  }
  await cancelTakeoversOf(context, merged.accountId, 'access.takeover-merged');
  await withdrawEveryInvitation(context, merged.email);
  const [keeps, brings] = await lockBoth(context, kept.accountId, merged.accountId);
  if (!sameAs([...keeps, ...brings], seen)) throw errors.changedMeanwhile();
  for (const { kind, membership } of mergePlan(keeps.map(asHeld), brings.map(asHeld))) {
    if (kind === 'move') await move(context, membership, kept.accountId);
    else {
      await act(context, membership.row, kind, { end_reason: why });
      const action = kind === 'end' ? 'access.membership-ended' : 'access.membership-suspended';
      await noted(context, membership, action, { reason: why });
    }
  }
  await copyBlocks(tx, { from: merged.email, to: kept.email });
  await forgetNotifications(tx, merged.accountId);
  await forgetRequester(tx, merged);
  return Promise.all(closed.map(async (place) => (await placeFactBeforeProof(tx, place))[1]));
}

const asHeld = (row: MembershipRow) => ({
  ...{ id: row.id, version: row.version, siren: row.siren, siret: row.siret, role: row.role },
  ...{ state: row.state === 'suspended' ? ('suspended' as const) : ('active' as const) },
  ...{ endsOn: row.ends_on, row },
});

async function holdsAlready(db: Queryable, accountId: string, siret: string): Promise<boolean> {
  const { rows } = await sql`
    select from membership where membership.account_id = ${accountId} and membership.siret = ${siret}
      and membership.state in ('active', 'suspended')`.execute(db);
  return rows.length > 0;
}

/** Locks what both hold, in the order of everybody who locks more than one. */
async function lockBoth({ tx, now }: BehaviourContext, kept: string, merged: string) {
  await sql`
    select from membership where membership.account_id in (${kept}, ${merged})
      and membership.state in ('active', 'suspended')
    order by membership.siren, membership.siret, membership.id for no key update`.execute(tx);
  return [await membershipsToEnd(tx, kept, now), await membershipsToEnd(tx, merged, now)] as const;
}

function sameAs(now: readonly MembershipRow[], seen: Merge['seen']): boolean {
  const words = (all: Merge['seen']) =>
    all
      .map(({ id, version }) => `${id} ${version}`)
      .sort()
      .join();
  return words(now) === words(seen);
}

/** The row itself: with it go the mandates that it names somebody for, and its history. */
async function move(context: BehaviourContext, membership: HeldMembership, accountId: string): Promise<void> {
  const { tx, now } = context;
  const { id, siren, siret } = membership;
  // One whose last day is over makes room for it.
  await sql`
    update membership set state = 'ended', end_reason = 'Date de fin atteinte', updated_at = ${now},
      version = membership.version + 1
    where account_id = ${accountId} and siren = ${siren} and siret is not distinct from ${siret}
      and state in ('active', 'suspended')`.execute(tx);
  await sql`
    update membership set account_id = ${accountId}, version = membership.version + 1, updated_at = ${now}
    where id = ${id}`.execute(tx);
  await noted(context, membership, 'access.membership-merged');
}

async function withdrawEveryInvitation(context: BehaviourContext, email: string): Promise<void> {
  const { tx, now } = context;
  for (const { id, siren, siret } of await openInvitationsTo(tx, email)) {
    if (!(await settleInvitation(tx, id, { state: 'withdrawn', accountId: null, now }))) continue;
    await revokeLinks(tx, id, [invitationLink], now);
    const line = { action: 'access.invitation-withdrawn', subjectKind: 'invitation', siren, siret };
    await recordEach(context, [id], line);
  }
}
