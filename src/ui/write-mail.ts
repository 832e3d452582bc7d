import type { OutgoingMail } from '../platform/mail';
import { type MailContent, mailHtml, mailText } from './mail-layout';
import { typo } from './typography';

/** Puts a mail together from its words: the same in HTML and in text. Its heading is its subject, unless told. */
export function writeMail(
  envelope: Omit<OutgoingMail, 'html' | 'text'>,
  content: Omit<MailContent, 'title'> & { readonly title?: string },
): OutgoingMail {
  const whole: MailContent = { title: envelope.subject, ...content };
  return { ...envelope, subject: typo(envelope.subject), html: mailHtml(whole), text: mailText(whole) };
}
