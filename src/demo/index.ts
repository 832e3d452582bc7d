export { formatAccounts, publishedAccounts } from './accounts';
export { loadDemonstration } from './load';
export { mailboxRoutes } from './mailbox';
