export {
  type KeptMail,
  keptMail,
  keptMails,
  mailsLeftFor,
  type OutgoingMail,
  queueMail,
  sendMailJob,
} from './outbox';
export { PermanentMailError, type SendMail, smtpSender } from './transport';
