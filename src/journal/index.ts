export {
  countAccesses,
  isListLogged,
  logAccess,
  logList,
  logRefusal,
  logViewedPage,
  subjects,
  typedAddress,
} from './access-log';
export { historyOf, record, recordEach } from './history';
export { journalChores } from './jobs';
export { type SignIn, signInsOf } from './sign-ins';
