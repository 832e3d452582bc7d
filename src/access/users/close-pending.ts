import type { BehaviourContext } from '../../platform/behaviour';
import { closeRequest } from '../close-request';
import { type Invitation, pendingRequestsOf } from '../store';

/** What an invited person had asked for the place is closed. */
export async function closePendingOf(
  context: BehaviourContext,
  { email, siren, siret, id }: Pick<Invitation, 'email' | 'siren' | 'siret' | 'id'>,
): Promise<void> {
  const asked = (await pendingRequestsOf(context.tx, email)).filter((request) =>
    siret === null ? request.siren === siren : request.siret === siret,
  );
  for (const request of asked) await closeRequest(context, request, { reason: 'invited', by: id });
}
