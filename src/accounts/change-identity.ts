import { record } from '../journal';
import { behaviour, personOf } from '../platform/behaviour';
import { identitySchema } from './identity';
import { rewriteIdentity } from './store';

/** Who one is, by oneself: once the account has a password nobody else writes it. */
export const changeOwnIdentity = behaviour({
  name: 'accounts.change-identity',
  input: identitySchema,
  who: { kind: 'signed-in' },
  async run(context, identity): Promise<void> {
    const { accountId } = personOf(context.actor);
    const changed = await rewriteIdentity(context.tx, accountId, identity);
    if (changed.length === 0) return;
    await record(context, {
      action: 'accounts.identity-changed',
      subjectKind: 'account',
      subjectId: accountId,
      details: { changed },
    });
  },
});
