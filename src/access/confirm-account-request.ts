import { z } from 'zod';
import { findAccountByEmail } from '../accounts';
import { record } from '../journal';
import { type BehaviourContext, behaviour, personOf } from '../platform/behaviour';
import type { Transaction } from '../platform/database';
import { notFound } from '../platform/errors';
import { consumeLink, isJustUsed, readLink } from '../platform/links';
import { proposeCompany, proposeEstablishment } from '../registry';
import { confirmLink, drop, droppedForMember, refusedAgain, sendFollowing } from './answer-request';
import { decidersOf } from './deciders';
import { requestTransitions } from './lifecycle';
import { decisionUrl, siteFactsOf } from './mails/facts';
import { requestToDecideMail } from './mails/request-to-decide';
import { placeOfDecision } from './notifications/kinds';
import { notify } from './notifications/notify';
import {
  findRequest,
  holdAddress,
  insertMembership,
  lockRequest,
  moveRequest,
  pendingRequestsOf,
  type RequestRow,
} from './store';

/** `already`: another request of the same person waits for this establishment; this one goes. */
export type Confirmation = { done: true; byAgents: boolean; already?: true } | { done: false };

/**
 * The mailed link, by POST only. A dead, used or unknown link changes nothing and says so; the one that has
 * just confirmed its request changes nothing either, and answers as it did.
 */
export const confirmAddress = behaviour({
  name: 'access.confirm-address',
  input: z.object({ secret: z.string().max(200) }),
  who: { kind: 'link-holder' },
  async run(context, { secret }): Promise<Confirmation> {
    const { tx, now } = context;
    const link = await readLink(tx, confirmLink, secret);
    const request = link && (await holdRequest(tx, link.subjectId));
    if ((await consumeLink(tx, confirmLink, secret, now)) === null) return confirmedJustNow(context, secret);
    if (request?.state !== 'to_confirm') return { done: false };
    return confirm(context, request);
  },
});

/**
 * Its address, then the request, before its links: who sends, expires or decides goes in that order too, and
 * none waits for another in a circle.
 */
async function holdRequest(tx: Transaction, id: string): Promise<RequestRow | null> {
  const request = await findRequest(tx, id);
  if (!request) return null;
  await holdAddress(tx, request.email);
  return lockRequest(tx, id);
}

/** A double click: the request waits since the very instant at which this link was used. */
async function confirmedJustNow({ tx, now }: BehaviourContext, secret: string): Promise<Confirmation> {
  const link = await readLink(tx, confirmLink, secret);
  if (!link || !isJustUsed(link, now)) return { done: false };
  const request = await findRequest(tx, link.subjectId);
  const confirmedByIt =
    request?.state === 'pending' && request.confirmed_at?.getTime() === link.usedAt?.getTime();
  return confirmedByIt ? { done: true, byAgents: request.decided_by_agents ?? false } : { done: false };
}

/** The button of "Mes établissements": whoever is signed in confirms a request sent with their address. */
export const confirmOwnRequest = behaviour({
  name: 'access.confirm-own-request',
  input: z.object({ requestId: z.string().max(100) }),
  who: { kind: 'signed-in' },
  run: (context, { requestId }) => confirmOwn(context, requestId),
});

/** Confirms the request of who is signed in; 404 when it is not theirs. */
export async function confirmOwn(context: BehaviourContext, requestId: string): Promise<Confirmation> {
  const request = await holdRequest(context.tx, requestId);
  if (!request || request.email !== personOf(context.actor).email) throw notFound();
  // A second press of the button finds it done.
  if (request.state === 'pending') return { done: true, byAgents: request.decided_by_agents ?? false };
  if (request.state !== 'to_confirm') return { done: false };
  return confirm(context, request);
}

async function confirm(context: BehaviourContext, request: RequestRow): Promise<Confirmation> {
  const { tx, now, kernel } = context;
  const pending = await pendingRequestsOf(tx, request.email);
  const same = pending.find((one) => one.siret === request.siret);
  if (same) {
    await drop(context, request, 'already-pending');
    return { done: true, byAgents: same.decided_by_agents ?? false, already: true };
  }
  // The block may be later than the link, or the mail that tells of it held back.
  if (await refusedAgain(context, request)) return { done: false };
  const account = await findAccountByEmail(tx, request.email);
  if (account && (await droppedForMember(context, request, account.id))) return { done: false };

  const { deciders, byAgents } = await decidersOf(tx, request.siret, request.email, now);
  const { from, to } = requestTransitions.confirm;
  const changes = { confirmed_at: now, decided_by_agents: byAgents, account_id: account?.id ?? null };
  if (!(await moveRequest(tx, request.id, from, { state: to, ...changes }))) return { done: false };
  if (request.proposed_company !== null) {
    await proposeCompany(tx, request.proposed_company, now);
  }
  if (request.proposed_establishment !== null) {
    await proposeEstablishment(tx, request.proposed_establishment, now);
  }
  if (account) {
    await insertMembership(
      tx,
      {
        account_id: account.id,
        siren: request.siren,
        siret: request.siret,
        role: request.role,
        state: 'pending',
        request_id: request.id,
      },
      now,
    );
  }
  await record(context, {
    action: 'access.request-confirmed',
    subjectKind: 'access-request',
    subjectId: request.id,
    siren: request.siren,
    siret: request.siret,
    details: { byAgents },
  });
  const site = await siteFactsOf(tx, request);
  const url = decisionUrl(kernel.publicUrl, request, byAgents);
  for (const decider of deciders) {
    const { accountId, email: to } = decider;
    const facts = { site, to, accountId, url, byAgents, at: now, publicUrl: kernel.publicUrl };
    const told = { accountId, subjectId: request.id, place: placeOfDecision(request, byAgents) };
    await notify(context, { kind: 'request', ...told }, requestToDecideMail(request, facts));
  }
  await sendFollowing(
    context,
    { ...request, decided_by_agents: byAgents },
    {
      ownDoing: context.actor.kind === 'person',
    },
  );
  return { done: true, byAgents };
}
