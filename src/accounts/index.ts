export { type CanonicalEmail, canonicalEmail, emailMaxLength, emailSchema } from './email';
export { addressTaken, hasPassword } from './errors';
export { type Identity, identitySchema, nameMaxLength } from './identity';
export { accountsChores, accountsJobs } from './jobs';
export { correctIdentity, createAccount } from './open-account';
export { DeadLinkPage } from './pages/dead-link-page';
export { validateNewPassword } from './password-rules';
export { hashPassword } from './passwords';
export { phoneSchema, readPhone } from './phone';
export type { AccountsPorts, AddressKnowledge, CompanyWords, DemonstrationAccounts } from './ports';
export { accountsRoutes } from './routes';
export {
  type SendContext,
  sendActivation,
  sendBlockedNotice,
  sendFirstPassword,
  sendWayIn,
} from './send-links';
export { giveCookies, type IssuedSession, issueSession } from './session';
export {
  type AccountState,
  type AccountSummary,
  activePerson,
  findAccount,
  findAccountByEmail,
  insertAccount,
  type NewAccount,
} from './store';
