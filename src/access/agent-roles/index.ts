export { changeAgentRoles, holdSupervisors } from './change-agent-roles';
export { createAgent, createAgentCommand, newAgentSchema } from './create-agent';
export { agentRoleWords } from './names';
