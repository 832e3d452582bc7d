import { z } from 'zod';
import { holdAddress, leaveEverything } from '../../access';
import { closeAccount, holdAccount } from '../../accounts';
import { behaviour, personOf } from '../../platform/behaviour';
import { Refusal } from '../../platform/errors';

const agentsAccount = () =>
  new Refusal({
    code: 'profile.agents-account',
    status: 403,
    sentence: "Le compte d'un agent ne se ferme pas d'ici.",
    wayOn: 'Un superviseur vous retire vos rôles.',
  });

/**
 * Closes one's own account: what it gave access to ends, what it says of its owner is erased. All or nothing: refused
 * while somebody would be left without administrator. False when the session or the password changed meanwhile.
 */
export const closeOwnAccount = behaviour({
  name: 'profile.close-account',
  input: z.object({ session: z.string(), verifiedHash: z.string() }),
  who: { kind: 'signed-in' },
  async run(context, proof): Promise<boolean> {
    const { accountId, email, firstName, agentRoles } = personOf(context.actor);
    if (agentRoles.size > 0) throw agentsAccount();
    await holdAddress(context.tx, email);
    if (!(await holdAccount(context.tx, { accountId, ...proof }))) return false;
    const account = { id: accountId, email, firstName };
    await leaveEverything(context, account, 'owner');
    await closeAccount(context, account, 'owner');
    return true;
  },
});
