import { z } from 'zod';
import { record } from '../journal';
import { behaviour } from '../platform/behaviour';
import { closeSession } from '../platform/sessions';

/** Closes the session of this browser. Without one, does nothing. */
export const signOut = behaviour({
  name: 'accounts.sign-out',
  input: z.object({ session: z.string().nullable() }),
  who: { kind: 'everyone' },
  async run(context, { session }): Promise<void> {
    if (session === null) return;
    await closeSession(context.tx, session);
    const { actor } = context;
    if (actor.kind !== 'person') return;
    await record(context, {
      action: 'accounts.signed-out',
      subjectKind: 'account',
      subjectId: actor.accountId,
    });
  },
});
