export {
  accountAgents,
  agentsReason,
  blockAccount,
  refuseWhoseAccount,
  unblockAccount,
} from './block-account';
export {
  askNewEmail,
  giveUpNewEmail,
  newEmailOfLink,
  takeNewEmail,
} from './change-email';
export { changeOwnIdentity } from './change-identity';
export { changeOwnPassword } from './change-password';
export { closeAccount } from './close-account';
export { closeOwnSessions } from './close-sessions';
export { emailSchema } from './email';
export { type EmailChange, findEmailChange } from './email-change';
export { changedMeanwhile } from './errors';
export { type Identity, identitySchema } from './identity';
export { accountsChores, accountsJobs } from './jobs';
export { firstCodeLimit } from './limits';
export { newEmailPath } from './links';
export type { ClosedFor } from './mails/account-closed';
export { inactivityWarningMail } from './mails/inactivity-warning';
export { mergeAccountInto, mergeRefusal } from './merge-account';
export { correctIdentity, createAccount } from './open-account';
export { checkOwnPassword } from './own-password';
export { DeadLinkPage } from './pages/dead-link-page';
export { maxLength, passwordHint, validateNewPassword } from './password-rules';
export { hashPassword } from './passwords';
export type { AddressKnowledge, CompanyWords } from './ports';
export { accountsRoutes } from './routes';
export * from './second-factor';
export {
  firstPasswordPath,
  sendActivation,
  sendBlockedNotice,
  sendFirstPassword,
  sendWayIn,
} from './send-links';
export { giveCookies } from './session';
export type { AccountSummary } from './store';
export {
  activePerson,
  findAccount,
  findAccountByEmail,
  holdAccount,
  insertAccount,
  lockAccount,
  noteInactivityWarning,
} from './store';
export { stopViewingAccount, viewAsAccount } from './view-account';
