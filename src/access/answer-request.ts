import { z } from 'zod';
import { findAccountByEmail, sendActivation, sendBlockedNotice, sendFirstPassword } from '../accounts';
import { record, recordEach } from '../journal';
import { type BehaviourContext, noRequest } from '../platform/behaviour';
import { after, days, hours } from '../platform/clock';
import { inTransaction } from '../platform/database';
import { job } from '../platform/jobs';
import { issueLink, revokeLinks } from '../platform/links';
import { mailsLeftFor, queueMail } from '../platform/mail';
import { systemActor } from '../platform/who-may';
import { deadlinesOf } from './deadlines';
import { requestTransitions } from './lifecycle';
import { accountExistsMail } from './mails/account-exists';
import { confirmAddressMail } from './mails/confirm-address';
import { followUrl, siteFactsBeforeProof, siteFactsOf } from './mails/facts';
import { requestReceivedMail } from './mails/request-received';
import { requestRefusedMail } from './mails/request-refused';
import {
  claimAnswer,
  findRequest,
  holdAddress,
  isBlocked,
  latestToConfirm,
  liveMembershipsOn,
  moveRequest,
  pendingRequestsOf,
  type RequestRow,
  replaceUnconfirmed,
} from './store';

export const confirmLink = 'access.confirm-request';
export const followLink = 'access.follow-request';

export type Context = Pick<BehaviourContext, 'tx' | 'now' | 'kernel'>;

/** Sends what the state of the address calls for; see "What each state of an address receives". */
export const answerRequest = job({
  name: 'access.answer-request',
  payload: z.object({ requestId: z.uuid() }),
  run: (kernel, { requestId }) =>
    inTransaction(kernel.db, (tx) => {
      const actor = systemActor('access.answer-request');
      return answerOnce({ tx, now: kernel.clock(), kernel, actor, ...noRequest }, requestId);
    }),
});

/**
 * Once, however often it is called: the mail and the mark that it is written come in one transaction. An
 * address that was written to too much keeps its request unanswered, until the repair comes by.
 */
export async function answerOnce(context: BehaviourContext, requestId: string): Promise<void> {
  const { tx, now } = context;
  const sent = await findRequest(tx, requestId);
  if (sent?.state !== 'to_confirm') return;
  await holdAddress(tx, sent.email);
  const request = await latestToConfirm(tx, sent.email);
  if (!request) return;
  await replaceFormer(context, request);
  // A later one has taken its place, and has its own turn.
  if (request.id !== requestId) return;
  if ((await mailsLeftFor(tx, request.email, now)) === 0) return;
  if (await claimAnswer(tx, requestId, now)) await answer(context, request);
}

async function replaceFormer(context: BehaviourContext, { id, email }: RequestRow): Promise<void> {
  const { tx, now } = context;
  const former = await replaceUnconfirmed(tx, email, { latest: id, now });
  if (former.length === 0) return;
  await revokeLinks(tx, former, [confirmLink], now);
  await recordEach(context, former, {
    action: 'access.request-replaced',
    subjectKind: 'access-request',
    details: { by: id },
  });
}

async function answer(context: BehaviourContext, request: RequestRow): Promise<void> {
  const { tx, now, kernel } = context;
  if (await refusedAgain(context, request)) return;
  const samePending = (await pendingRequestsOf(tx, request.email)).find((one) => one.siret === request.siret);
  if (samePending) {
    await drop(context, request, 'already-pending');
    return sendFollowing(context, samePending);
  }
  const account = await findAccountByEmail(tx, request.email);
  switch (account?.state) {
    case undefined:
    case 'closed':
      return sendConfirmation(context, request);
    case 'to_activate':
      return sendActivation(context, account.id);
    case 'migrated':
      return sendFirstPassword(context, account.id);
    case 'active': {
      const alreadyMember = await droppedForMember(context, request, account.id);
      const site = await siteFactsBeforeProof(tx, request);
      const facts = { site, publicUrl: kernel.publicUrl, alreadyMember };
      return queueMail(tx, accountExistsMail(request, facts), now);
    }
    case 'blocked':
      await drop(context, request, 'account-blocked');
      return sendBlockedNotice(context, account.id);
  }
}

/** An address blocked for the establishment: its request is dropped, and the refusal goes out again. */
export async function refusedAgain(context: BehaviourContext, request: RequestRow): Promise<boolean> {
  const { tx, now } = context;
  const blockedBy = await isBlocked(tx, request.email, request.siret);
  if (blockedBy === null) return false;
  const refused = await findRequest(tx, blockedBy);
  await drop(context, request, 'address-blocked');
  const site = await siteFactsBeforeProof(tx, request);
  const facts = { site, reason: refused?.reason ?? '', blocked: true, again: true };
  await queueMail(tx, requestRefusedMail(request, facts), now);
  return true;
}

/** Whoever is already attached, even suspended, has nothing to ask: the request is dropped. */
export async function droppedForMember(
  context: BehaviourContext,
  request: RequestRow,
  accountId: string,
): Promise<boolean> {
  const held = await liveMembershipsOn(context.tx, accountId, request.siret, context.now);
  const attached = held.some((one) => one.state !== 'pending' || one.siret === request.siret);
  if (attached) await drop(context, request, 'already-member');
  return attached;
}

/** A request that leads nowhere: not kept waiting for a confirmation. */
export async function drop(
  context: BehaviourContext,
  { id, siren, siret }: RequestRow,
  why: 'address-blocked' | 'already-pending' | 'already-member' | 'account-blocked',
): Promise<void> {
  const { from, to } = requestTransitions.replace;
  const changes = { state: to, reason: 'replaced', decided_at: context.now };
  if (!(await moveRequest(context.tx, id, from, changes))) return;
  await record(context, {
    action: 'access.request-dropped',
    subjectKind: 'access-request',
    subjectId: id,
    siren,
    siret,
    details: { why },
  });
}

/** A confirmation link of 24 hours; the former one dies. */
export async function sendConfirmation({ tx, now, kernel }: Context, request: RequestRow): Promise<void> {
  await claimAnswer(tx, request.id, now);
  await revokeLinks(tx, request.id, [confirmLink], now);
  const secret = await issueLink(tx, {
    kind: confirmLink,
    subjectId: request.id,
    now,
    expiresAt: after(now, hours(24)),
  });
  const site = await siteFactsBeforeProof(tx, request);
  await queueMail(tx, confirmAddressMail(request, { site, publicUrl: kernel.publicUrl, secret }), now);
}

/**
 * The mail with the link that follows a pending request. `ownDoing`: it tells who is signed in of what they have just
 * done, and does not count among the mails that anybody may ask for.
 */
export async function sendFollowing(
  context: Context,
  request: RequestRow,
  { ownDoing = false } = {},
): Promise<void> {
  const { tx, now } = context;
  const url = await issueFollowUrl(context, request);
  const site = await siteFactsOf(tx, request);
  const byAgents = request.decided_by_agents ?? false;
  // Without a date, it is being confirmed.
  const deadlines = deadlinesOf(request.confirmed_at ?? now);
  const mail = requestReceivedMail(request, { site, url, byAgents, deadlines });
  await queueMail(tx, ownDoing ? { ...mail, deduplicationKey: `${mail.kind}:${request.id}` } : mail, now);
}

/** The address of a new link that follows a pending request; it lives as long as the request can. */
export async function issueFollowUrl(
  { tx, now, kernel }: Context,
  request: Pick<RequestRow, 'id'>,
): Promise<string> {
  const link = { kind: followLink, subjectId: request.id, now, expiresAt: after(now, days(90)) };
  return followUrl(kernel.publicUrl, await issueLink(tx, link));
}
