import { changeAgentRoles, createAgent, newAgentSchema, type Refused } from '../../access';
import { takeFreshProof } from '../../accounts';
import { logAccess, logList, subjects } from '../../journal';
import { type FieldErrors, InvalidInput, notFound, Refusal } from '../../platform/errors';
import { type Form, readForm } from '../../platform/forms';
import { type Answer, type Call, get, page, post, type Route, redirect } from '../../platform/http';
import { type AgentRole, agentRoles, agentsWho } from '../../platform/who-may';
import { AgentPage, type RolesRefused, StaffPage, staffPath } from './pages';
import { type AgentLine, agentsOf } from './queries';

const supervisors = agentsWho('supervisor');

/** Who the agents are, with which roles. */
export const staffRoutes: readonly Route[] = [
  get(staffPath, supervisors, (call) => showAll(call, {})),
  post(staffPath, supervisors, addAgent),
  get(`${staffPath}/:id`, supervisors, (call) => showOne(call, null)),
  post(`${staffPath}/:id`, supervisors, changeAgent),
];

/** What is already given, and what stops it: the form shown again says it. */
interface Outcome {
  readonly errors?: FieldErrors;
  readonly typed?: Form;
  readonly refusal?: Refused;
}

async function showAll(call: Call, outcome: Outcome, status?: number): Promise<Answer> {
  const agents = await agentsOf(call.kernel.db);
  await logList(
    call,
    { action: 'read-agents' },
    subjects(
      'account',
      agents.map(({ id }) => id),
    ),
  );
  const nothing = { errors: {}, typed: {}, refusal: null };
  const shown = { person: call.person(), agents, done: call.query.fait };
  return page(<StaffPage {...shown} {...nothing} {...outcome} />, status);
}

/** Whoever made a mistake is told before any proof is asked. */
async function addAgent(call: Call): Promise<Answer> {
  let typed = call.form;
  try {
    if (typed.saisie === undefined) newAgentIn(typed);
    const proof = await takeFreshProof(call);
    if ('answer' in proof) return proof.answer;
    typed = proof.form;
    const done = await call.perform(createAgent, { ...newAgentIn(typed), session: call.sessionSecret });
    if (done === 'already-held') throw new InvalidInput({ role: 'Cette personne a déjà ce rôle.' });
    return redirect(`${staffPath}?fait=${done}`);
  } catch (error) {
    if (error instanceof InvalidInput) return showAll(call, { errors: error.fields, typed }, 422);
    if (!(error instanceof Refusal) || error.status !== 409) throw error;
    return showAll(call, { refusal: error, typed }, 409);
  }
}

function newAgentIn(form: Form) {
  const read = readForm(newAgentSchema, form);
  if (!read.ok) throw new InvalidInput(read.errors);
  return read.values;
}

async function changeAgent(call: Call): Promise<Answer> {
  let typed = call.form;
  await agentIn(call);
  try {
    const proof = await takeFreshProof(call);
    if ('answer' in proof) return proof.answer;
    typed = proof.form;
    const said = (typed.vus ?? '').split(' ');
    const seen = agentRoles.filter((role) => said.includes(role));
    const asked = { accountId: call.params.id ?? '', seen, wanted: wantedIn(typed) };
    const done = await call.perform(changeAgentRoles, { ...asked, session: call.sessionSecret ?? '' });
    return redirect(`${staffPath}?fait=${done}`);
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 409) throw error;
    return showOne(call, { refusal: error, wanted: wantedIn(typed) }, 409);
  }
}

const wantedIn = (form: Form): AgentRole[] =>
  form.geste === 'retirer' ? [] : agentRoles.filter((role) => form[role] === 'oui');

async function agentIn(call: Call): Promise<AgentLine> {
  const [agent] = await agentsOf(call.kernel.db, call.params.id ?? '');
  if (!agent) throw notFound();
  return agent;
}

async function showOne(call: Call, refused: RolesRefused | null, status?: number): Promise<Answer> {
  const agent = await agentIn(call);
  await logAccess(call, { action: 'read-agent', subjectKind: 'account', subjectId: agent.id });
  return page(<AgentPage {...{ person: call.person(), agent, refused }} />, status);
}
