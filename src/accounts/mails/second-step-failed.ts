import { minutes } from '../../platform/clock';
import type { OutgoingMail } from '../../platform/mail';
import { formatDateTime, writeMail } from '../../ui';
import { greeting } from './greeting';

/** To the owner of an account, when a wrong code follows the right password; once a quarter of an hour. */
export function secondStepFailedMail(mail: {
  accountId: string;
  to: string;
  firstName: string | null;
  at: Date;
  publicUrl: string;
}): OutgoingMail {
  return writeMail(
    {
      kind: 'accounts.second-step-failed',
      to: mail.to,
      subject: 'Un code incorrect a suivi votre mot de passe',
      deduplicationKey: `accounts.second-step-failed:${mail.accountId}:${Math.floor(mail.at.getTime() / minutes(15))}`,
    },
    {
      preview: "Si ce n'est pas vous, quelqu'un connaît votre mot de passe.",
      paragraphs: [
        greeting(mail.firstName),
        `Le ${formatDateTime(mail.at)}, votre mot de passe a été saisi, puis un code incorrect. La connexion n'a pas été ouverte.`,
        "Si c'est vous, vous n'avez rien à faire. Sinon, quelqu'un connaît votre mot de passe : choisissez-en tout de suite un nouveau.",
      ],
      facts: [['Identifiant', mail.to]],
      action: {
        label: "Ce n'est pas moi : changer mon mot de passe",
        url: `${mail.publicUrl}/mot-de-passe-oublie`,
      },
      footer: "Vous recevez ce message parce que votre compte demande un second moyen d'authentification.",
    },
  );
}
