import { changeAgentRoles, createAgent } from '../../access';
import { logAccess, logList, subjects } from '../../journal';
import { type FieldErrors, InvalidInput, notFound, Refusal } from '../../platform/errors';
import { type Answer, type Call, get, page, post, type Route, redirect } from '../../platform/http';
import { type AgentRole, agentRoles, agentsWho } from '../../platform/who-may';
import { AgentPage, StaffPage, staffPath } from './pages';
import { agentsOf } from './queries';

const supervisors = agentsWho('supervisor');
const roleOf = (typed: string | undefined) => agentRoles.find((role) => role === typed);

/** Who the agents are, with which roles. */
export const staffRoutes: readonly Route[] = [
  get(staffPath, supervisors, (call) => showAll(call, {})),
  post(staffPath, supervisors, async (call) => {
    const role = roleOf(call.form.role);
    if (!role) return showAll(call, { role: 'Choisissez un rôle.' }, 422);
    try {
      const done = await call.perform(createAgent, { email: call.form.email ?? '', role });
      if (done === 'already-held') return showAll(call, { role: 'Cette personne a déjà ce rôle.' }, 422);
      return redirect(`${staffPath}?fait=${done}`);
    } catch (error) {
      if (error instanceof InvalidInput) return showAll(call, error.fields, 422);
      throw error;
    }
  }),
  get(`${staffPath}/:id`, supervisors, (call) => showOne(call, null)),
  post(`${staffPath}/:id`, supervisors, async (call) => {
    const { form, params } = call;
    const wanted = form.geste === 'retirer' ? [] : agentRoles.filter((role) => form[role] === 'oui');
    const said = (form.vus ?? '').split(' ');
    const seen = agentRoles.filter((role) => said.includes(role));
    try {
      const done = await call.perform(changeAgentRoles, { accountId: params.id ?? '', seen, wanted });
      return redirect(`${staffPath}?fait=${done}`);
    } catch (error) {
      if (error instanceof Refusal && error.status === 409) return showOne(call, wanted, 409);
      throw error;
    }
  }),
];

async function showAll(call: Call, errors: FieldErrors, status?: number): Promise<Answer> {
  const agents = await agentsOf(call.kernel.db);
  await logList(
    call,
    { action: 'read-agents' },
    subjects(
      'account',
      agents.map(({ id }) => id),
    ),
  );
  const typed = call.form;
  return page(
    <StaffPage {...{ person: call.person(), agents, errors, typed, done: call.query.fait }} />,
    status,
  );
}

async function showOne(call: Call, wanted: readonly AgentRole[] | null, status?: number): Promise<Answer> {
  const [agent] = await agentsOf(call.kernel.db, call.params.id ?? '');
  if (!agent) throw notFound();
  await logAccess(call, { action: 'read-agent', subjectKind: 'account', subjectId: agent.id });
  return page(<AgentPage {...{ person: call.person(), agent, errors: {}, wanted }} />, status);
}
