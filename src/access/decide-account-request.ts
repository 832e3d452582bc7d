import { z } from 'zod';
import {
  correctIdentity,
  createAccount,
  findAccount,
  findAccountByEmail,
  identitySchema,
  sendActivation,
  sendFirstPassword,
} from '../accounts';
import { record } from '../journal';
import { type BehaviourContext, type BehaviourWho, behaviour, personOf } from '../platform/behaviour';
import type { Transaction } from '../platform/database';
import { notFound } from '../platform/errors';
import { paragraph } from '../platform/forms';
import { revokeLinks } from '../platform/links';
import { queueMail } from '../platform/mail';
import { followLink } from './answer-request';
import { errors } from './errors';
import { requestTransitions } from './lifecycle';
import { accessGrantedMail } from './mails/access-granted';
import { roleFact, siteFact, siteFactsOf } from './mails/facts';
import { requestRefusedMail } from './mails/request-refused';
import { mayGrant, type RoleCode, roleSchema } from './rules';
import {
  administratorsOf,
  blockAddress,
  findRequest,
  holdAddress,
  insertMembership,
  liveMembershipsOn,
  moveRequest,
  type RequestRow,
  settlePendingMembership,
} from './store';
import { withdrawInvitations } from './users/withdraw-invitations';

const placeOf = async (tx: Transaction, { requestId }: { requestId: string }) =>
  (await findRequest(tx, requestId))?.siret ?? null;

/** Administrators of the request's own establishment, and the agents in charge of accounts. */
const deciders: BehaviourWho<{ requestId: string }> = {
  kind: 'any-of',
  options: [
    { kind: 'permission-on', permission: 'users.manage', placeOf },
    { kind: 'agent', roles: ['account_manager'] },
  ],
};

export const reasonSchema = paragraph({
  ask: 'le motif : la personne le lira',
  subject: 'Le motif',
  max: 1000,
});

/** Approves, with the role and the details as corrected: account, membership, link and mail in one transaction. */
export const approveAccountRequest = behaviour({
  name: 'access.approve-account-request',
  input: z.object({
    requestId: z.string().max(100),
    role: roleSchema,
    /** Left out: the details stay as they are. */
    identity: identitySchema.optional(),
  }),
  who: deciders,
  async run(context, { requestId, role, identity }) {
    const { tx, now, kernel } = context;
    const request = await held(context, await requestToDecide(context, requestId, role));
    const details = identity ?? {
      civility: request.civility,
      jobTitle: request.job_title,
      lastName: request.last_name,
      firstName: request.first_name,
      phone: request.phone,
    };
    const account = await findAccountByEmail(tx, request.email);
    const accountId =
      account?.id ?? (await createAccount(tx, { email: request.email, identity: details, now }));
    if (identity && account && account.state !== 'active' && account.state !== 'blocked') {
      await correctIdentity(tx, accountId, identity);
    }
    const settled = await settle(context, request, 'approve', {
      granted_role: role,
      account_id: accountId,
      ...(account ? {} : columnsOf(details)),
    });
    if (!settled) throw await alreadyDecided(tx, request.id);
    await withdrawInvitations(context, request.email, request);
    const there = await liveMembershipsOn(tx, accountId, request.siret, now);
    if (there.some((one) => one.state === 'suspended')) throw errors.suspendedThere();
    if (!(await settlePendingMembership(tx, request.id, { state: 'active', role }, now))) {
      if (there.some((one) => one.siret === request.siret)) throw errors.alreadyMember();
      const { siren, siret } = request;
      const membership = { account_id: accountId, siren, siret, role, state: 'active' as const };
      await insertMembership(tx, { ...membership, request_id: request.id }, now);
    }
    await record(context, {
      action: 'access.request-approved',
      subjectKind: 'access-request',
      subjectId: request.id,
      siren: request.siren,
      siret: request.siret,
      details: { asked: request.role, granted: role, corrected: identity !== undefined },
    });
    const site = await siteFactsOf(tx, request);
    if (account?.state === 'active') {
      await queueMail(tx, accessGrantedMail(request, { site, role, publicUrl: kernel.publicUrl }), now);
    } else if (account?.state === 'migrated') {
      await sendFirstPassword(context, accountId);
    } else if (account?.state !== 'blocked') {
      const facts = [siteFact(site), roleFact(role, 'Rôle accordé')];
      await sendActivation(
        context,
        accountId,
        facts.map(([label, value]) => ({ label, value })),
      );
    }
  },
});

/** Refuses with a reason that the person reads; `block`: this address cannot ask again for this establishment. */
export const refuseAccountRequest = behaviour({
  name: 'access.refuse-account-request',
  input: z.object({ requestId: z.string().max(100), reason: reasonSchema, block: z.boolean() }),
  who: deciders,
  async run(context, { requestId, reason, block }) {
    const request = await requestToDecide(context, requestId, null);
    if (!(await refuse(context, request, reason, block))) throw await alreadyDecided(context.tx, request.id);
  },
});

/** Refuses a pending request; false when somebody decided meanwhile. Also used when its site is refused. */
export async function refuse(
  context: BehaviourContext,
  seen: RequestRow,
  reason: string,
  block: boolean,
): Promise<boolean> {
  const { tx, now } = context;
  const request = await held(context, seen);
  if (!(await settle(context, request, 'refuse', { reason, blocks_address: block }))) return false;
  await withdrawInvitations(context, request.email, request);
  await settlePendingMembership(tx, request.id, { state: 'refused', end_reason: reason }, now);
  if (block) {
    const by = personOf(context.actor).accountId;
    await blockAddress(tx, { email: request.email, siret: request.siret, requestId: request.id, by, now });
  }
  await record(context, {
    action: block ? 'access.request-refused-and-blocked' : 'access.request-refused',
    subjectKind: 'access-request',
    subjectId: request.id,
    siren: request.siren,
    siret: request.siret,
    details: { reason },
  });
  const site = await siteFactsOf(tx, request);
  await queueMail(tx, requestRefusedMail(request, { site, reason, blocked: block, again: false }), now);
  return true;
}

/** The request with its address held: under the one that its person has taken meanwhile, if any. */
async function held({ tx }: BehaviourContext, request: RequestRow): Promise<RequestRow> {
  await holdAddress(tx, request.email);
  const now = await findRequest(tx, request.id);
  if (!now || now.email === request.email) return request;
  await holdAddress(tx, now.email);
  return now;
}

async function settle(
  { tx, now, actor }: BehaviourContext,
  request: RequestRow,
  action: 'approve' | 'refuse',
  changes: Partial<RequestRow>,
): Promise<boolean> {
  const { from, to } = requestTransitions[action];
  const decided = { decided_at: now, decided_by: actor.kind === 'person' ? actor.accountId : null };
  const moved = await moveRequest(tx, request.id, from, { ...changes, ...decided, state: to });
  if (moved) await revokeLinks(tx, request.id, [followLink], now);
  return moved;
}

/** The request, once it is sure that this person may take this decision on it, now. */
async function requestToDecide(
  { tx, actor, now, kernel }: BehaviourContext,
  requestId: string,
  role: RoleCode | null,
): Promise<RequestRow> {
  const person = personOf(actor);
  const request = await findRequest(tx, requestId);
  if (!request || request.state === 'to_confirm') throw notFound();
  if (request.email === person.email) throw errors.ownRequest();
  if (request.state !== 'pending') throw await alreadyDecided(tx, request.id);
  const held = await kernel.rights.permissionsOn(tx, person.accountId, request.siret);
  if (held.has('users.manage')) {
    if (role !== null && !mayGrant(held, role)) throw errors.grantsTooMuch();
    return request;
  }
  const administrators = await administratorsOf(tx, request.siret, now);
  if (administrators.length > 0 && !request.decided_by_agents) throw errors.administratorsDecide();
  return request;
}

async function alreadyDecided(tx: Transaction, requestId: string) {
  const request = await findRequest(tx, requestId);
  if (!request?.decided_at || !request.decided_by) return errors.noLongerPending();
  return errors.alreadyDecided(await findAccount(tx, request.decided_by), request.decided_at);
}

const columnsOf = (identity: z.output<typeof identitySchema>) => ({
  civility: identity.civility,
  job_title: identity.jobTitle,
  last_name: identity.lastName,
  first_name: identity.firstName,
  phone: identity.phone,
});
