import type { OutgoingMail } from '../../platform/mail';
import { formatDateTime, writeMail } from '../../ui';
import { greeting } from './greeting';

/** To the owner of an account, each time its password is replaced; at most one per account and instant. */
export function passwordChangedMail(mail: {
  accountId: string;
  to: string;
  firstName: string | null;
  at: Date;
  recoveryUrl: string;
}): OutgoingMail {
  return writeMail(
    {
      kind: 'accounts.password-changed',
      to: mail.to,
      subject: 'Votre mot de passe a été changé',
      deduplicationKey: `accounts.password-changed:${mail.accountId}:${mail.at.toISOString()}`,
    },
    {
      preview: "Si ce n'est pas vous, agissez maintenant.",
      paragraphs: [
        greeting(mail.firstName),
        `Le mot de passe de votre compte a été changé le ${formatDateTime(mail.at)}. Toutes les sessions ouvertes ont été fermées.`,
        "Si c'est bien vous, vous n'avez rien à faire. Sinon, choisissez tout de suite un nouveau mot de passe et prévenez nos conseillers : quelqu'un a pu lire vos messages.",
      ],
      facts: [['Identifiant', mail.to]],
      action: { label: "Ce n'est pas moi : reprendre mon compte", url: mail.recoveryUrl },
      footer: 'Vous recevez ce message à chaque changement de votre mot de passe.',
    },
  );
}
