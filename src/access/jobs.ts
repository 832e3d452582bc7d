import { record } from '../journal';
import { after, days } from '../platform/clock';
import { inTransaction } from '../platform/database';
import type { Chore } from '../platform/jobs';
import { systemActor } from '../platform/who-may';
import { answerRequest } from './answer-request';
import { requestTransitions } from './lifecycle';
import { moveRequest, requestsToConfirmSentBefore } from './store';

export const accessJobs = [answerRequest];

/** A request that nobody confirms within seven days expires. */
const expireUnconfirmed: Chore = {
  name: 'access.expire-unconfirmed',
  every: '12 * * * *',
  async run(kernel) {
    const now = kernel.clock();
    for (const request of await requestsToConfirmSentBefore(kernel.db, after(now, -days(7)))) {
      await inTransaction(kernel.db, async (tx) => {
        const { from, to } = requestTransitions.expire;
        const moved = await moveRequest(tx, request.id, from, { state: to, decided_at: now });
        if (!moved) return;
        const context = { tx, now, kernel, actor: systemActor('access.expire-unconfirmed'), requestId: null };
        const { siren, siret } = request;
        const subject = { subjectKind: 'access-request', subjectId: request.id, siren, siret };
        await record(context, { action: 'access.request-expired', ...subject });
      });
    }
  },
};

export const accessChores: readonly Chore[] = [expireUnconfirmed];
