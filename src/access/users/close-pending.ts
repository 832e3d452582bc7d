import { record } from '../../journal';
import type { BehaviourContext } from '../../platform/behaviour';
import { revokeLinks } from '../../platform/links';
import { followLink } from '../answer-request';
import { requestTransitions } from '../lifecycle';
import { type Invitation, moveRequest, pendingRequestsOf, settlePendingMembership } from '../store';

/**
 * What an invited person had asked for the place is closed: reminders stop, and nobody decides for nothing.
 */
export async function closePendingOf(
  context: BehaviourContext,
  { email, siren, siret, id }: Pick<Invitation, 'email' | 'siren' | 'siret' | 'id'>,
): Promise<void> {
  const { tx, now } = context;
  const asked = (await pendingRequestsOf(tx, email)).filter((request) =>
    siret === null ? request.siren === siren : request.siret === siret,
  );
  const { from, to } = requestTransitions.supersede;
  for (const request of asked) {
    const changes = { state: to, reason: 'invited', decided_at: now };
    if (!(await moveRequest(tx, request.id, from, changes))) continue;
    await settlePendingMembership(tx, request.id, { state: 'ended', end_reason: 'Personne invitée' }, now);
    await revokeLinks(tx, request.id, [followLink], now);
    await record(context, {
      action: 'access.request-superseded',
      subjectKind: 'access-request',
      subjectId: request.id,
      siren: request.siren,
      siret: request.siret,
      details: { by: id },
    });
  }
}
