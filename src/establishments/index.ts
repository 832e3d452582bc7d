export { agreementPeriodsOf } from './agreements-of';
export { maskedIban, writtenIban } from './bank/account';
export { askBankChange, decideBankChange } from './bank/change-bank-details';
export { type BankState, bankWords } from './bank/lifecycle';
export {
  type BankChange,
  bankChangesOf,
  bankChangesWaiting,
  bankQueue,
  findBankChange,
} from './bank/store';
export { changeData } from './change-data';
export { establishmentsChores } from './jobs';
export { establishmentsRoutes } from './routes';
