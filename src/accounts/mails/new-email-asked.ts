import type { OutgoingMail } from '../../platform/mail';
import { formatDateTime, writeMail } from '../../ui';
import { greeting } from './greeting';

/** To the present address of an account, when its owner asks for another; at most one per account and instant. */
export function newEmailAskedMail(mail: {
  accountId: string;
  to: string;
  firstName: string | null;
  at: Date;
  recoveryUrl: string;
}): OutgoingMail {
  return writeMail(
    {
      kind: 'accounts.new-email-asked',
      to: mail.to,
      subject: 'Nouvelle adresse demandée pour votre compte',
      deduplicationKey: `accounts.new-email-asked:${mail.accountId}:${mail.at.toISOString()}`,
    },
    {
      title: "Changement d'adresse demandé",
      preview: "Si ce n'est pas vous, agissez maintenant.",
      paragraphs: [
        greeting(mail.firstName),
        `Le ${formatDateTime(mail.at)}, une autre adresse email a été demandée pour votre compte. Elle deviendra votre identifiant une fois confirmée par le message que nous venons d'y envoyer. D'ici là, rien ne change.`,
        "Si c'est bien vous, vous n'avez rien à faire ici. Sinon, choisissez tout de suite un nouveau mot de passe : le changement sera annulé et toutes les sessions seront fermées.",
      ],
      facts: [['Identifiant actuel', mail.to]],
      action: { label: "Ce n'est pas moi : reprendre mon compte", url: mail.recoveryUrl },
      footer: "Vous recevez ce message à chaque demande de changement de l'adresse de votre compte.",
    },
  );
}
