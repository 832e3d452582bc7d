export {
  type KeptMail,
  keptMail,
  keptMails,
  mailsLeftFor,
  type OutgoingMail,
  queueMail,
  sendMailJob,
} from './outbox';
export { type SendMail, smtpSender } from './transport';
