import type { OutgoingMail } from '../../platform/mail';
import { formatDateTime, writeMail } from '../../ui';
import { greeting } from './greeting';

/** To the owner of an account signed in to after many wrong passwords; at most one per series of failures. */
export function signedInAfterFailuresMail(mail: {
  accountId: string;
  to: string;
  firstName: string | null;
  at: Date;
  failures: number;
  /** The last of the failures: what tells one series from another. */
  seriesId: string;
  recoveryUrl: string;
}): OutgoingMail {
  return writeMail(
    {
      kind: 'accounts.signed-in-after-failures',
      to: mail.to,
      subject: 'Connexion à votre compte après plusieurs essais manqués',
      deduplicationKey: `accounts.signed-in-after-failures:${mail.accountId}:${mail.seriesId}`,
    },
    {
      title: 'Connexion après plusieurs essais manqués',
      preview: "Si ce n'est pas vous, agissez maintenant.",
      paragraphs: [
        greeting(mail.firstName),
        `Quelqu'un s'est connecté à votre compte le ${formatDateTime(mail.at)}, après au moins ${mail.failures} essais avec un mauvais mot de passe.`,
        "Si c'est bien vous, vous n'avez rien à faire. Sinon, choisissez tout de suite un nouveau mot de passe, toutes les sessions ouvertes seront fermées, et prévenez nos conseillers.",
      ],
      facts: [['Identifiant', mail.to]],
      action: { label: "Ce n'est pas moi : changer mon mot de passe", url: mail.recoveryUrl },
      footer:
        'Vous recevez ce message parce que des mots de passe incorrects ont été essayés sur votre compte.',
    },
  );
}
