import { activePerson, closeAccount, lockAccount } from '../../accounts';
import { record } from '../../journal';
import type { BehaviourContext } from '../../platform/behaviour';
import { queueMail } from '../../platform/mail';
import type { AgentRole } from '../../platform/who-may';
import { holdSupervisors } from '../agent-roles';
import { dueRequests } from '../due-requests';
import { leaveEverything } from '../leave';
import { agentClosedMail } from '../mails/agent-closed';
import { agentRolesOf, agentsWithRole, holdAddress, removeAgentRole } from '../store';
import { type IdleAccount, readDue, stillDue } from './due';
import { tellVacancies } from './tell-vacancies';

/**
 * Nobody has signed in for 24 months, nor since the warning: the account is closed as its owner would close it. Its
 * places may be left without administrator, which is said to those who can take over; agents lose their roles, and
 * the supervisors learn it. One account after the other: each looks again whether a supervisor is left.
 */
export const closeInactive = dueRequests({
  name: 'access.close-inactive',
  every: '53 * * * *',
  oneBatch: true,
  read: readDue('close'),
  async settle(context, { id, email }) {
    const { tx, now } = context;
    await holdSupervisors(context);
    await holdAddress(tx, email);
    await lockAccount(tx, id);
    const account = await stillDue(tx, 'close', id, now);
    if (account?.email !== email) return;
    const roles = await agentRolesOf(tx, id);
    const ended = await leaveEverything(context, account, 'inactivity');
    for (const role of roles) await takeRole(context, id, role);
    await closeAccount(context, account, 'inactivity');
    await tellVacancies(context, ended);
    if (roles.length > 0) await tellSupervisors(context, account, roles);
  },
});

async function takeRole(context: BehaviourContext, accountId: string, role: AgentRole): Promise<void> {
  await removeAgentRole(context.tx, accountId, role);
  await record(context, {
    action: 'access.agent-role-removed',
    subjectKind: 'account',
    subjectId: accountId,
    details: { role },
  });
}

async function tellSupervisors(
  { tx, now, kernel }: BehaviourContext,
  agent: IdleAccount,
  roles: readonly AgentRole[],
): Promise<void> {
  for (const accountId of await agentsWithRole(tx, 'supervisor')) {
    const supervisor = await activePerson(tx, accountId);
    if (!supervisor) continue;
    const facts = { agent: agent.email, agentId: agent.id, roles, publicUrl: kernel.publicUrl };
    await queueMail(tx, agentClosedMail(supervisor, facts), now);
  }
}
