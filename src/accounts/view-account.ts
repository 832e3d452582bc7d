import { z } from 'zod';
import { record } from '../journal';
import { behaviour, personOf } from '../platform/behaviour';
import { queueMail } from '../platform/mail';
import { startViewing, stopViewing } from '../platform/sessions';
import { accountAgents, agentsReason } from './block-account';
import { changedMeanwhile, noAgentSeen, ownAccount } from './errors';
import { accountViewedMail } from './mails/account-viewed';

/** The session of an agent looks at the portal as somebody, for half an hour, and can only read; they are told. */
export const viewAsAccount = behaviour({
  name: 'accounts.view-as',
  input: z.object({ accountId: z.uuid(), reason: agentsReason, session: z.string() }),
  who: accountAgents,
  async run(context, { accountId, reason, session }): Promise<void> {
    const { tx, now, kernel, actor } = context;
    const { accountId: agentId } = personOf(actor);
    if (agentId === accountId) throw ownAccount();
    if ((await kernel.rights.agentRolesOf(tx, accountId)).size > 0) throw noAgentSeen();
    const seen = await kernel.rights.person(tx, accountId);
    const until = seen && (await startViewing(tx, { session, agentId, accountId, now }));
    if (!seen || until === null) throw changedMeanwhile();
    const subject = { subjectKind: 'account', subjectId: accountId };
    await record(context, { action: 'accounts.viewing-started', ...subject, details: { reason } });
    const { email: to, firstName } = seen;
    const helpUrl = `${kernel.publicUrl}/aide`;
    await queueMail(
      tx,
      accountViewedMail({ accountId, to, firstName, at: now, until, reason, helpUrl }),
      now,
    );
  },
});

/** The agent is themselves again; as whom they looked, or null when it was over. */
export const stopViewingAccount = behaviour({
  name: 'accounts.stop-viewing',
  input: z.object({ session: z.string() }),
  who: accountAgents,
  async run(context, { session }): Promise<string | null> {
    const accountId = await stopViewing(context.tx, session);
    if (accountId !== null) {
      const subject = { subjectKind: 'account', subjectId: accountId };
      await record(context, { action: 'accounts.viewing-ended', ...subject });
    }
    return accountId;
  },
});
