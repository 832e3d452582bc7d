export {
  type KeptMail,
  keptMail,
  keptMails,
  mailsLeftFor,
  type OutgoingMail,
  queueMail,
} from './outbox';
export {
  abandonMail,
  countTroubledMails,
  type MailToPerson,
  mailFigures,
  mailIsStuck,
  mailsOfPerson,
  repairMailsChore,
  replayMail,
  type TroubledMail,
  troubledMails,
} from './quarantine';
export { freeMailsInHand, sendMailJob, sendMailName } from './send-mail';
export { PermanentMailError, type SendMail, smtpSender } from './transport';
