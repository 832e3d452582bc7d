import { createTransport } from 'nodemailer';

export interface MailToSend {
  readonly recipient: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly messageId: string;
}
export type SendMail = (mail: MailToSend) => Promise<void>;

/** The server will never take this mail (5xx): trying again is useless. */
export class PermanentMailError extends Error {
  override readonly name = 'PermanentMailError';
}

/**
 * A real SMTP conversation with the server at `smtpUrl`, from the operator's own `from`. One recipient a mail, given as an object:
 * an address is never parsed from text, so that no other can hide in it.
 */
export function smtpSender(smtpUrl: string, from: string): { send: SendMail; close(): void } {
  const transport = createTransport(smtpUrl, { from });
  return {
    async send(mail) {
      try {
        await transport.sendMail({
          to: { name: '', address: mail.recipient },
          subject: mail.subject,
          html: mail.html,
          text: mail.text,
          messageId: mail.messageId,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        if (isPermanent(error)) throw new PermanentMailError(error.message);
        throw error;
      }
    },
    close: () => transport.close(),
  };
}

function isPermanent(error: unknown): error is Error {
  if (!(error instanceof Error) || !('responseCode' in error)) return false;
  const code = Number(error.responseCode);
  return code >= 500 && code < 600;
}
