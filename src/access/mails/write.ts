import type { OutgoingMail } from '../../platform/mail';
import { type MailContent, writeMail } from '../../ui';

/** A mail about a request, unless its footer says otherwise. */
export const write = (
  envelope: Omit<OutgoingMail, 'html' | 'text'>,
  content: Omit<MailContent, 'title' | 'footer'> & { title?: string; footer?: string },
): OutgoingMail =>
  writeMail(envelope, {
    footer: 'Vous recevez ce message parce que cette adresse a servi à demander un compte sur mon compte 2i.',
    ...content,
  });
