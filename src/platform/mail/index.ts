export {
  type KeptMail,
  keptMail,
  keptMails,
  type OutgoingMail,
  queueMail,
  recentMailsTo,
  sendMailJob,
} from './outbox';
export { PermanentMailError, type SendMail, smtpSender } from './transport';
