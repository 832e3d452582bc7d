import { record } from '../journal';
import type { BehaviourContext } from '../platform/behaviour';
import { revokeLinks } from '../platform/links';
import { followLink } from './answer-request';
import { requestTransitions } from './lifecycle';
import { moveRequest, type RequestRow, settlePendingMembership } from './store';

/** Why a pending request is closed without a decision: its person was invited, or asked for the same already. */
type Closing = { readonly reason: 'invited'; readonly by: string } | { readonly reason: 'same-person' };

const endReasons = {
  invited: 'Personne invitée',
  'same-person': 'Déjà demandé par la même personne',
} as const;

/** Closes a pending request that no longer asks for anything: reminders stop, and nobody decides for nothing. */
export async function closeRequest(
  context: BehaviourContext,
  request: RequestRow,
  closing: Closing,
): Promise<void> {
  const { tx, now } = context;
  const { id, siren, siret } = request;
  const { reason } = closing;
  const { from, to } = requestTransitions.supersede;
  if (!(await moveRequest(tx, id, from, { state: to, reason, decided_at: now }))) return;
  await settlePendingMembership(tx, id, { state: 'ended', end_reason: endReasons[reason] }, now);
  await revokeLinks(tx, id, [followLink], now);
  await record(context, {
    action: 'access.request-superseded',
    subjectKind: 'access-request',
    subjectId: id,
    siren,
    siret,
    details: 'by' in closing ? { by: closing.by } : { reason },
  });
}
