import { z } from 'zod';
import {
  createAccount,
  emailSchema,
  findAccountByEmail,
  holdProved,
  sendActivation,
  sendWayIn,
} from '../../accounts';
import { record } from '../../journal';
import { type BehaviourContext, behaviour, type Kernel, perform } from '../../platform/behaviour';
import { InvalidInput } from '../../platform/errors';
import { queueMail } from '../../platform/mail';
import { agentRoles, systemActor } from '../../platform/who-may';
import { errors } from '../errors';
import { agentRolesChangedMail } from '../mails/agent-roles-changed';
import { agentRolesOf, grantAgentRole } from '../store';
import { holdSupervisors } from './change-agent-roles';
import { agentRoleWords } from './names';

/** The words of the command line, as the OPCO says them. */
const roleNames = {
  'gestionnaire-des-comptes': 'account_manager',
  instructeur: 'case_officer',
  controleur: 'controller',
  'comptable-opco': 'payment_accountant',
  superviseur: 'supervisor',
} as const;

export const newAgentSchema = z.object({
  email: emailSchema,
  role: z.enum(agentRoles, { error: 'Choisissez un rôle.' }),
});

/** Creates an agent or adds a role to one; the person chooses a password by the mailed link. */
export const createAgent = behaviour({
  name: 'access.create-agent',
  input: newAgentSchema.extend({
    /** A supervisor's, freshly proved; null: the command has none. */
    session: z.string().nullable(),
  }),
  who: { kind: 'any-of', options: [{ kind: 'system' }, { kind: 'agent', roles: ['supervisor'] }] },
  async run(context, { email, role, session }): Promise<'created' | 'role-added' | 'already-held'> {
    const { tx, now, kernel } = context;
    await holdSupervisors(context);
    if (context.actor.kind === 'person') await holdProved(context, session ?? '');
    const known = await findAccountByEmail(tx, email);
    const accountId = known?.id ?? (await createAccount(tx, { email, identity: null, now }));
    if (accountId === ownId(context)) throw errors.ownAgentRoles();
    if (!(await grantAgentRole(tx, accountId, role, now))) return 'already-held';
    await record(context, {
      action: 'access.agent-role-granted',
      subjectKind: 'account',
      subjectId: accountId,
      details: { role },
    });
    if (known === null) {
      await sendActivation(context, accountId, [{ label: 'Rôle', value: agentRoleWords[role].name }]);
      return 'created';
    }
    if (known.state !== 'active') await sendWayIn(context, known);
    else {
      const roles = await agentRolesOf(tx, accountId);
      const { firstName } = known;
      const facts = { accountId, to: email, firstName, roles, at: now, publicUrl: kernel.publicUrl };
      await queueMail(tx, agentRolesChangedMail(facts), now);
    }
    return 'role-added';
  },
});

const ownId = ({ actor }: BehaviourContext) => (actor.kind === 'person' ? actor.accountId : null);

/** `create-agent EMAIL ROLE`. Gives the exit code; says what was done, or what is wrong, in one sentence. */
export async function createAgentCommand(
  kernel: Kernel,
  args: readonly string[],
  say: (sentence: string) => void,
): Promise<number> {
  const [email = '', roleName = ''] = args;
  const role = Object.entries(roleNames).find(([name]) => name === roleName)?.[1];
  if (args.length !== 2 || role === undefined) {
    say(`Usage : npm run create-agent -- EMAIL ROLE, où ROLE est ${Object.keys(roleNames).join(', ')}.`);
    return 1;
  }
  try {
    const done = await perform(kernel, createAgent, systemActor('create-agent'), {
      email,
      role,
      session: null,
    });
    say(
      done === 'created'
        ? `Agent créé : un lien d’activation part vers ${email}.`
        : `Rôle ajouté à ${email}.`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    say(Object.values(error.fields).join(' '));
    return 1;
  }
}
