import type { OutgoingMail } from '../../platform/mail';
import { type MailContent, mailHtml, mailText, typo } from '../../ui';

/** Puts a mail together from its words: same content in HTML and in text. */
export function write(
  envelope: { kind: string; to: string; subject: string; deduplicationKey?: string },
  content: Omit<MailContent, 'title' | 'footer'> & { title?: string; footer?: string },
): OutgoingMail {
  const whole: MailContent = {
    title: envelope.subject,
    footer: 'Vous recevez ce message parce que cette adresse a servi à demander un compte sur mon compte 2i.',
    ...content,
  };
  return { ...envelope, subject: typo(envelope.subject), html: mailHtml(whole), text: mailText(whole) };
}
