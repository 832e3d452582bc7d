import { record } from '../journal';
import type { BehaviourContext } from '../platform/behaviour';
import { type Queryable, sql } from '../platform/database';
import { revokeLinks } from '../platform/links';
import { closeRequest } from './close-request';
import {
  latestToConfirm,
  liveMembershipsOn,
  moveRequest,
  openInvitationsTo,
  pendingRequestsOf,
  replaceUnconfirmed,
  settleInvitation,
} from './store';
import { invitationLink } from './users/invitation-link';

/** The address of an account, before and after its owner changed it. */
interface Move {
  readonly accountId: string;
  readonly from: string;
  readonly to: string;
}

/**
 * What is kept under an address follows its account to the new one: requests, blocks, invitations. What was asked
 * with the new address before it had an account is that account's from now on. The caller holds both addresses.
 */
export async function moveAddress(context: BehaviourContext, move: Move): Promise<void> {
  await adoptRequests(context, move);
  await movePendingRequests(context, move);
  await copyBlocks(context.tx, move);
  await moveInvitations(context, move);
}

/** Those that only ask for what the account has, or waits for already, are closed. */
async function adoptRequests(context: BehaviourContext, { accountId, to }: Move): Promise<void> {
  const { tx, now } = context;
  for (const request of await pendingRequestsOf(tx, to)) {
    const held = await liveMembershipsOn(tx, accountId, request.siret, now);
    if (held.length > 0) await closeRequest(context, request, { reason: 'same-person' });
    else await moveRequest(tx, request.id, ['pending'], { state: 'pending', account_id: accountId });
  }
}

async function movePendingRequests({ tx, now }: BehaviourContext, { from, to }: Move): Promise<void> {
  const newer = await latestToConfirm(tx, to);
  if (newer) await replaceUnconfirmed(tx, from, { latest: newer.id, now });
  await sql`
    update access_request set email = ${to}
    where email = ${from} and state in ('to_confirm', 'pending')`.execute(tx);
}

/** Copied: neither address may ask again. */
export async function copyBlocks(tx: Queryable, { from, to }: Pick<Move, 'from' | 'to'>): Promise<void> {
  await sql`
    insert into address_block (email, siret, request_id, blocked_at, blocked_by)
    select ${to}, block.siret, block.request_id, block.blocked_at, block.blocked_by
    from address_block as block where block.email = ${from} and block.lifted_at is null
    on conflict (email, siret) where lifted_at is null do nothing`.execute(tx);
}

async function moveInvitations(context: BehaviourContext, { from, to }: Move): Promise<void> {
  const { tx, now } = context;
  const there = await openInvitationsTo(tx, to);
  for (const invitation of await openInvitationsTo(tx, from)) {
    const { id, siren, siret } = invitation;
    // Its link is in the former mailbox, and tells the new address; the invitation waits in the account.
    await revokeLinks(tx, id, [invitationLink], now);
    if (there.some((one) => one.siren === siren && one.siret === siret)) {
      await settleInvitation(tx, id, { state: 'replaced', accountId: null, now });
      await record(context, {
        action: 'access.invitation-replaced',
        subjectKind: 'invitation',
        subjectId: id,
        siren,
        siret,
      });
    } else {
      await sql`update invitation set email = ${to} where id = ${id} and state = 'sent'`.execute(tx);
    }
  }
}
