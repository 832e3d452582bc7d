import { z } from 'zod';
import { findAccount, holdProved } from '../../accounts';
import { record } from '../../journal';
import { type BehaviourContext, behaviour, personOf } from '../../platform/behaviour';
import { sql } from '../../platform/database';
import { forbidden, notFound } from '../../platform/errors';
import { queueMail } from '../../platform/mail';
import { closeSessionsOf } from '../../platform/sessions';
import { type AgentRole, agentRoles } from '../../platform/who-may';
import { errors } from '../errors';
import { agentRolesChangedMail } from '../mails/agent-roles-changed';
import { agentRolesOf, grantAgentRole, isUuid, removeAgentRole } from '../store';

const roleList = z.array(z.enum(agentRoles));

/**
 * Gives an agent these roles and no other; none: they are an agent no more, and their sessions end. Never one's own:
 * whoever changes roles stays a supervisor, so that one is always left. Throws when they are no longer those seen.
 */
export const changeAgentRoles = behaviour({
  name: 'access.change-agent-roles',
  input: z.object({
    accountId: z.string().max(100),
    seen: roleList,
    wanted: roleList,
    /** Freshly proved. */
    session: z.string(),
  }),
  who: { kind: 'agent', roles: ['supervisor'] },
  async run(context, { accountId, seen, wanted, session }): Promise<'changed' | 'removed' | 'unchanged'> {
    const { tx, now, kernel, actor } = context;
    await holdSupervisors(context);
    await holdProved(context, session);
    const account = isUuid(accountId) ? await findAccount(tx, accountId) : null;
    const held = account ? await agentRolesOf(tx, accountId) : [];
    if (!account || held.length === 0) throw notFound();
    if (accountId === personOf(actor).accountId) throw errors.ownAgentRoles();
    if (!sameRoles(held, seen)) throw errors.agentChangedMeanwhile();
    const given = wanted.filter((role) => !held.includes(role));
    const taken = held.filter((role) => !wanted.includes(role));
    if (given.length + taken.length === 0) return 'unchanged';
    for (const role of given) await grantAgentRole(tx, accountId, role, now);
    for (const role of taken) await removeAgentRole(tx, accountId, role);
    for (const role of given) await note(context, accountId, 'access.agent-role-granted', role);
    for (const role of taken) await note(context, accountId, 'access.agent-role-removed', role);
    if (wanted.length === 0) await closeSessionsOf(tx, accountId);
    if (account.state !== 'closed') {
      const { email: to, firstName } = account;
      const facts = { accountId, to, firstName, roles: wanted, at: now, publicUrl: kernel.publicUrl };
      await queueMail(tx, agentRolesChangedMail(facts), now);
    }
    return wanted.length === 0 ? 'removed' : 'changed';
  },
});

/**
 * One supervisor changes roles at a time, and is one still: of two who take each other's role away, the second is
 * refused.
 */
export async function holdSupervisors({ tx, kernel, actor }: BehaviourContext): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('agent roles', 0))`.execute(tx);
  if (actor.kind === 'system') return;
  const person = await kernel.rights.person(tx, personOf(actor).accountId);
  if (!person?.agentRoles.has('supervisor')) throw forbidden('Un superviseur peut le faire.');
}

const sameRoles = (one: readonly AgentRole[], other: readonly AgentRole[]) =>
  one.length === other.length && one.every((role) => other.includes(role));

const note = (context: BehaviourContext, accountId: string, action: string, role: AgentRole) =>
  record(context, { action, subjectKind: 'account', subjectId: accountId, details: { role } });
