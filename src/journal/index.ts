export { countAccesses, logAccess } from './access-log';
export { historyOf, record } from './history';
export { journalChores } from './jobs';
