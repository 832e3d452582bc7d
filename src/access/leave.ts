import type { AccountSummary, ClosedFor } from '../accounts';
import { record } from '../journal';
import type { BehaviourContext } from '../platform/behaviour';
import { type Queryable, sql } from '../platform/database';
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
  const unconfirmed = await latestToConfirm(tx, email);
  for (const request of [...(await pendingRequestsOf(tx, email)), ...(unconfirmed ? [unconfirmed] : [])]) {
    await giveUp(context, request, reason);
  }
  await cancelTakeoversOf(context, accountId);
  if (why === 'inactivity') await byTheOpco(tx);
  const memberships = await membershipsToEnd(tx, accountId, now);
  for (const membership of memberships) {
    await act(context, membership, 'end', { end_reason: reason });
    await noted(context, membership, 'access.membership-ended', { reason });
  }
  await forgetNotifications(tx, accountId);
  await sql`
    update access_request set email = '', first_name = '', last_name = 'Compte fermé', job_title = '', phone = ''
    where account_id = ${accountId} or email = ${email}`.execute(tx);
  return memberships;
}

async function giveUp(
  context: BehaviourContext,
  { id, siren, siret }: RequestRow,
  reason: string,
): Promise<void> {
  const { tx, now } = context;
  const { from, to } = requestTransitions.cancel;
  const changes = { state: to, decided_at: now, reason: 'cancelled-by-requester' };
  if (!(await moveRequest(tx, id, from, changes))) return;
  await settlePendingMembership(tx, id, { state: 'ended', end_reason: reason }, now);
  await revokeLinks(tx, id, [followLink], now);
  await record(context, {
    action: 'access.request-cancelled',
    subjectKind: 'access-request',
    subjectId: id,
    siren,
    siret,
  });
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
