export { type KeptMail, keptMail, keptMails, type OutgoingMail, queueMail, sendMailJob } from './outbox';
export { PermanentMailError, type SendMail, smtpSender } from './transport';
