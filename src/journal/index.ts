export { logAccess, type PersonalDataAccess } from './access-log';
export { type HistoryEntry, type HistoryLine, historyOf, record } from './history';
