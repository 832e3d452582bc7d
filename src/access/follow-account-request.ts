import { z } from 'zod';
import { record } from '../journal';
import { behaviour } from '../platform/behaviour';
import type { Queryable } from '../platform/database';
import { isAlive, readLink } from '../platform/links';
import { followLink } from './answer-request';
import { requestTransitions } from './lifecycle';
import { findRequest, moveRequest, type RequestRow, settlePendingMembership } from './store';

/** The request that a following link shows; null when the link leads nowhere. */
export async function followedRequest(db: Queryable, secret: string, now: Date): Promise<RequestRow | null> {
  const link = await readLink(db, followLink, secret);
  if (!link || (link.expiresAt !== null && link.expiresAt <= now)) return null;
  return findRequest(db, link.subjectId);
}

/** The person gives up, by the button of the following page. False when it was already settled. */
export const cancelAccountRequest = behaviour({
  name: 'access.cancel-account-request',
  input: z.object({ secret: z.string().max(200) }),
  who: { kind: 'link-holder' },
  async run(context, { secret }): Promise<boolean> {
    const { tx, now } = context;
    const link = await readLink(tx, followLink, secret);
    if (!link || !isAlive(link, now)) return false;
    const { from, to } = requestTransitions.cancel;
    const changes = { state: to, decided_at: now, reason: 'cancelled-by-requester' };
    const request = await findRequest(tx, link.subjectId);
    if (!request || !(await moveRequest(tx, request.id, from, changes))) return false;
    await settlePendingMembership(tx, link.subjectId, { state: 'ended', end_reason: 'Demande annulée' }, now);
    await record(context, {
      action: 'access.request-cancelled',
      subjectKind: 'access-request',
      subjectId: request.id,
      siren: request.siren,
      siret: request.siret,
    });
    return true;
  },
});
