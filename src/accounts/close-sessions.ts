import { z } from 'zod';
import { record } from '../journal';
import { behaviour, personOf } from '../platform/behaviour';
import { closeOtherSessions, sessionIdSchema } from '../platform/sessions';

/** Closes one of one's own open sessions, or all the others: never the one that asks, which signs out. */
export const closeOwnSessions = behaviour({
  name: 'accounts.close-sessions',
  input: z.object({
    /** The one that asks. */
    session: z.string(),
    /** Null: all the others. */
    id: sessionIdSchema.nullable(),
  }),
  who: { kind: 'signed-in' },
  async run(context, { session, id }): Promise<number> {
    const { accountId } = personOf(context.actor);
    const closed = await closeOtherSessions(context.tx, accountId, { secret: session, id });
    if (closed === 0) return 0;
    await record(context, {
      action: 'accounts.sessions-closed',
      subjectKind: 'account',
      subjectId: accountId,
      details: { closed },
    });
    return closed;
  },
});
