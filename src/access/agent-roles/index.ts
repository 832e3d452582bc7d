export { changeAgentRoles, holdSupervisors } from './change-agent-roles';
export { createAgent, createAgentCommand } from './create-agent';
export { agentRoleWords } from './names';
