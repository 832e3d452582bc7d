import { recordEach } from '../../journal';
import type { BehaviourContext } from '../../platform/behaviour';
import { revokeLinks } from '../../platform/links';
import { withdrawInvitationsTo } from '../store';
import { invitationLink } from './invitation-link';

/** Nobody comes, or comes back, to a place by an invitation from before what was decided there about them. */
export async function withdrawInvitations(
  context: BehaviourContext,
  email: string,
  { siren, siret }: { siren: string; siret: string | null },
): Promise<void> {
  const { tx, now } = context;
  const withdrawn = await withdrawInvitationsTo(tx, email, { siren, siret }, now);
  await revokeLinks(tx, withdrawn, [invitationLink], now);
  await recordEach(context, withdrawn, {
    action: 'access.invitation-withdrawn',
    subjectKind: 'invitation',
    siren,
    siret,
  });
}
