export { type CanonicalEmail, canonicalEmail, emailMaxLength, emailSchema } from './email';
export { addressTaken, hasPassword } from './errors';
export { type Identity, identitySchema, nameMaxLength } from './identity';
export { correctIdentity, createAccount } from './open-account';
export { phoneSchema, readPhone } from './phone';
export { type SendContext, sendActivation, sendBlockedNotice, sendFirstPassword } from './send-links';
export {
  type AccountState,
  type AccountSummary,
  activePerson,
  findAccount,
  findAccountByEmail,
  insertAccount,
  type NewAccount,
} from './store';
