import type { OutgoingMail } from '../../platform/mail';
import { formatDateTime, writeMail } from '../../ui';
import { greeting } from './greeting';

/** To the former address of an account, once it has another. It names the new one to nobody: the mailbox may be shared. */
export function emailChangedMail(mail: {
  accountId: string;
  /** The former address. */
  to: string;
  firstName: string | null;
  at: Date;
  helpUrl: string;
}): OutgoingMail {
  return writeMail(
    {
      kind: 'accounts.email-changed',
      to: mail.to,
      subject: 'Votre compte a une autre adresse email',
      deduplicationKey: `accounts.email-changed:${mail.accountId}:${mail.at.toISOString()}`,
    },
    {
      title: "L'adresse de votre compte a changé",
      preview: "Si ce n'est pas vous, prévenez nos conseillers.",
      paragraphs: [
        greeting(mail.firstName),
        `Depuis le ${formatDateTime(mail.at)}, votre compte a une autre adresse email, confirmée par un message. Celle-ci n'est plus votre identifiant, et ne recevra plus nos messages.`,
        "Si c'est bien vous, vous n'avez rien à faire. Sinon, prévenez tout de suite nos conseillers : ils peuvent bloquer le compte.",
      ],
      facts: [['Ancien identifiant', mail.to]],
      action: { label: "Ce n'est pas moi : prévenir nos conseillers", url: mail.helpUrl },
      footer: "Vous recevez ce message parce que cette adresse était celle d'un compte.",
    },
  );
}
