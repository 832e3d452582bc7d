import { z } from 'zod';
import { findAccountByEmail, sendActivation, sendBlockedNotice, sendFirstPassword } from '../accounts';
import type { BehaviourContext } from '../platform/behaviour';
import { after, days, hours, minutes } from '../platform/clock';
import { inTransaction } from '../platform/database';
import { job } from '../platform/jobs';
import { issueLink, revokeLinks } from '../platform/links';
import { queueMail, recentMailsTo } from '../platform/mail';
import { requestTransitions } from './lifecycle';
import { accountExistsMail } from './mails/account-exists';
import { confirmAddressMail } from './mails/confirm-address';
import { siteFactsOf } from './mails/facts';
import { requestReceivedMail } from './mails/request-received';
import { requestRefusedMail } from './mails/request-refused';
import {
  findRequest,
  isBlocked,
  liveMembershipsOn,
  moveRequest,
  pendingRequestsOf,
  type RequestRow,
} from './store';

export const confirmLink = 'access.confirm-request';
export const followLink = 'access.follow-request';

export type Context = Pick<BehaviourContext, 'tx' | 'now' | 'kernel'>;

/** Anonymous visitors make us write to an address at most five times a quarter of an hour. */
export const mailsAllowed = { count: 5, milliseconds: minutes(15) };

/** Sends what the state of the address calls for; see "What each state of an address receives". */
export const answerRequest = job({
  name: 'access.answer-request',
  payload: z.object({ requestId: z.uuid() }),
  async run(kernel, { requestId }) {
    await inTransaction(kernel.db, async (tx) => {
      const context = { tx, now: kernel.clock(), kernel };
      const request = await findRequest(tx, requestId);
      if (request?.state !== 'to_confirm') return;
      const since = after(context.now, -mailsAllowed.milliseconds);
      if ((await recentMailsTo(tx, request.email, since)) >= mailsAllowed.count) return;
      await answer(context, request);
    });
  },
});

async function answer(context: Context, request: RequestRow): Promise<void> {
  const { tx, now, kernel } = context;
  const site = await siteFactsOf(tx, request);
  const blockedBy = await isBlocked(tx, request.email, request.siret);
  if (blockedBy !== null) {
    const refused = await findRequest(tx, blockedBy);
    await drop(context, request);
    const facts = { site, reason: refused?.reason ?? '', blocked: true, again: true };
    return queueMail(tx, requestRefusedMail(request, facts), now);
  }
  const samePending = (await pendingRequestsOf(tx, request.email)).find((one) => one.siret === request.siret);
  if (samePending) {
    await drop(context, request);
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
      const held = await liveMembershipsOn(tx, account.id, request.siret, now);
      const alreadyMember = held.some((one) => one.state === 'active');
      if (alreadyMember) await drop(context, request);
      const facts = { site, publicUrl: kernel.publicUrl, alreadyMember };
      return queueMail(tx, accountExistsMail(request, facts), now);
    }
    case 'blocked':
      await drop(context, request);
      return sendBlockedNotice(context, account.id);
  }
}

/** A request that leads nowhere: not kept waiting for a confirmation. */
async function drop({ tx, now }: Context, request: RequestRow): Promise<void> {
  const { from, to } = requestTransitions.replace;
  await moveRequest(tx, request.id, from, { state: to, reason: 'replaced', decided_at: now });
}

/** A confirmation link of 24 hours; the former one dies. */
export async function sendConfirmation({ tx, now, kernel }: Context, request: RequestRow): Promise<void> {
  await revokeLinks(tx, request.id, [confirmLink], now);
  const secret = await issueLink(tx, {
    kind: confirmLink,
    subjectId: request.id,
    now,
    expiresAt: after(now, hours(24)),
  });
  const site = await siteFactsOf(tx, request);
  await queueMail(tx, confirmAddressMail(request, { site, publicUrl: kernel.publicUrl, secret }), now);
}

/** The mail with the link that follows a pending request; the link lives as long as the request can. */
export async function sendFollowing({ tx, now, kernel }: Context, request: RequestRow): Promise<void> {
  const secret = await issueLink(tx, {
    kind: followLink,
    subjectId: request.id,
    now,
    expiresAt: after(now, days(90)),
  });
  const site = await siteFactsOf(tx, request);
  const facts = { site, publicUrl: kernel.publicUrl, secret, byAgents: request.decided_by_agents ?? false };
  await queueMail(tx, requestReceivedMail(request, facts), now);
}
