import { createTransport } from 'nodemailer';
import { minutes } from '../clock';
import { withoutSecrets } from '../redact';

export interface MailToSend {
  readonly recipient: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly messageId: string;
}
export type SendMail = (mail: MailToSend) => Promise<void>;

/** The server will never take this mail for this person (5xx): trying again is useless. */
export class PermanentMailError extends Error {
  override readonly name = 'PermanentMailError';
}

/** The longest that a mail is waited for; what no server has taken by then has failed. */
export const longestSending = minutes(1);

/** One for each job that runs at the same time. */
const connections = 8;

/**
 * A real SMTP conversation with the server at `smtpUrl`, from the operator's own `from`; connections are kept
 * for the next mails. One recipient a mail, given as an object: an address is never parsed from text, so that
 * no other can hide in it. Errors carry the server's answer, without secrets.
 */
export function smtpSender(smtpUrl: string, from: string): { send: SendMail; close(): void } {
  const transport = createTransport(
    {
      url: smtpUrl,
      pool: true,
      maxConnections: connections,
      // Sent again by our queue, which counts; never by the library, behind its back.
      maxRequeues: 0,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
    },
    { from },
  );
  // A kept connection that the server closes while nothing is sent tells it here.
  transport.on('error', () => {});
  return {
    async send(mail) {
      const sending = transport.sendMail({
        to: { name: '', address: mail.recipient },
        subject: mail.subject,
        html: mail.html,
        text: mail.text,
        messageId: mail.messageId,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      try {
        await within(longestSending, sending);
      } catch (error) {
        const said = withoutSecrets(answerOf(error));
        throw isPermanent(error) ? new PermanentMailError(said) : new Error(said);
      }
    },
    close: () => transport.close(),
  };
}

async function within(milliseconds: number, sending: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the mail server gave no answer in time')), milliseconds);
  });
  try {
    await Promise.race([sending, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

/** The server's own words where there are some. */
function answerOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'response' in error && typeof error.response === 'string' ? error.response : error.message;
}

/**
 * Of this recipient or this message, that is. A 5xx to the sign-in or to our own sender (RFC 5321, MAIL FROM) is
 * a wrong setting: it would condemn every mail, and is cured by waiting for the operator.
 */
function isPermanent(error: unknown): boolean {
  if (!(error instanceof Error) || !('responseCode' in error) || !('command' in error)) return false;
  const code = Number(error.responseCode);
  return code >= 500 && code < 600 && (error.command === 'RCPT TO' || error.command === 'DATA');
}
