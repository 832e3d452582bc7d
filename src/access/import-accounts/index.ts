export { importAccountsCommand } from './command';
export { invitationChores } from './invitations';
export { inviteMigratedCommand } from './invite-command';
