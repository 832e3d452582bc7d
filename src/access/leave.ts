import type { AccountSummary, ClosedFor } from '../accounts';
import { record } from '../journal';
import type { BehaviourContext } from '../platform/behaviour';
import { type Queryable, sql, type Transaction } from '../platform/database';
import { revokeLinks } from '../platform/links';
import { siteName } from '../registry';
import { followLink } from './answer-request';
import { requestTransitions } from './lifecycle';
import { forgetNotifications } from './notifications/store';
import {
  byTheOpco,
  latestToConfirm,
  type MembershipRow,
  membershipsToEnd,
  moveRequest,
  pendingRequestsOf,
  type RequestRow,
  settlePendingMembership,
} from './store';
import { cancelTakeoversOf } from './takeover';
import { act, noted } from './users';

const reasons: Readonly<Record<ClosedFor, string>> = {
  owner: 'Compte fermé par la personne',
  inactivity: 'Compte fermé : aucune connexion depuis deux ans',
};

/**
 * Ends all that an account has here, before it is closed: requests first, so that one that is being approved at this
 * instant is either given up or ended with the others. Gives the memberships ended, as they were. Throws when
 * somebody would be left without administrator, unless the OPCO's rule closes it.
 */
export async function leaveEverything(
  context: BehaviourContext,
  { id: accountId, email }: Pick<AccountSummary, 'id' | 'email'>,
  why: ClosedFor,
): Promise<MembershipRow[]> {
  const { tx, now } = context;
  const reason = reasons[why];
  const closing = { action: 'access.request-cancelled', reason: 'cancelled-by-requester', endReason: reason };
  await closeRequestsOf(context, email, closing);
  await cancelTakeoversOf(context, accountId, 'access.takeover-cancelled');
  if (why === 'inactivity') await byTheOpco(tx);
  const memberships = await membershipsToEnd(tx, accountId, now);
  for (const membership of memberships) {
    await act(context, membership, 'end', { end_reason: reason });
    await noted(context, membership, 'access.membership-ended', { reason });
  }
  await forgetNotifications(tx, accountId);
  await forgetRequester(tx, { accountId, email });
  return memberships;
}

/** Nothing in a request says any more who sent it. */
export async function forgetRequester(
  tx: Transaction,
  { accountId, email }: { readonly accountId: string; readonly email: string },
): Promise<void> {
  await sql`
    update access_request set email = '', first_name = '', last_name = 'Compte fermé', job_title = '', phone = ''
    where account_id = ${accountId} or email = ${email}`.execute(tx);
}

interface Closing {
  /** As the history says it. */
  readonly action: string;
  readonly reason: string;
  /** Of the membership that waited with the request. */
  readonly endReason: string;
}

/** Closes what an address asked for and waits for, confirmed or not; gives those that were closed. */
export async function closeRequestsOf(
  context: BehaviourContext,
  email: string,
  closing: Closing,
): Promise<RequestRow[]> {
  const { tx } = context;
  const unconfirmed = await latestToConfirm(tx, email);
  const closed: RequestRow[] = [];
  for (const request of [...(await pendingRequestsOf(tx, email)), ...(unconfirmed ? [unconfirmed] : [])]) {
    if (await close(context, request, closing)) closed.push(request);
  }
  return closed;
}

async function close(context: BehaviourContext, request: RequestRow, closing: Closing): Promise<boolean> {
  const { tx, now } = context;
  const { id, siren, siret } = request;
  const { from, to } = requestTransitions.cancel;
  const changes = { state: to, decided_at: now, reason: closing.reason };
  if (!(await moveRequest(tx, id, from, changes))) return false;
  await settlePendingMembership(tx, id, { state: 'ended', end_reason: closing.endReason }, now);
  await revokeLinks(tx, id, [followLink], now);
  await record(context, {
    action: closing.action,
    subjectKind: 'access-request',
    subjectId: id,
    siren,
    siret,
  });
  return true;
}

export interface SoleAdministration {
  readonly siren: string;
  /** Null: the whole company. */
  readonly siret: string | null;
  readonly siteName: string;
}

/** The places that an account alone administers: it cannot leave them. */
export async function soleAdministrationsOf(
  db: Queryable,
  accountId: string,
  now: Date,
): Promise<SoleAdministration[]> {
  const { rows } = await sql<SoleAdministration>`
    select membership.siren, membership.siret, ${siteName} as "siteName"
    from membership join company on company.siren = membership.siren
    left join establishment on establishment.siret = membership.siret
    where membership.account_id = ${accountId} and public.is_last_administrator(membership, ${now})
    order by membership.siren, membership.siret`.execute(db);
  return rows;
}
