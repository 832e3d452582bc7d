import type { OutgoingMail } from '../../platform/mail';
import { formatDateTime, writeMail } from '../../ui';
import { greeting } from './greeting';

/** To the address of an account that its owner has just closed; once per account. */
export function accountClosedMail(mail: {
  accountId: string;
  to: string;
  firstName: string | null;
  at: Date;
  helpUrl: string;
}): OutgoingMail {
  return writeMail(
    {
      kind: 'accounts.closed',
      to: mail.to,
      subject: 'Votre compte est fermé',
      deduplicationKey: `accounts.closed:${mail.accountId}`,
    },
    {
      preview: "Si ce n'est pas vous, prévenez nos conseillers.",
      paragraphs: [
        greeting(mail.firstName),
        `Le ${formatDateTime(mail.at)}, votre compte a été fermé depuis « Mon profil », avec votre mot de passe. Vos informations personnelles en sont effacées et vos accès sont terminés.`,
        "Vous pourrez redemander un compte avec la même adresse. Si ce n'est pas vous qui l'avez fermé, prévenez nos conseillers.",
      ],
      facts: [['Identifiant', mail.to]],
      action: { label: 'Joindre nos conseillers', url: mail.helpUrl },
      footer: "Vous recevez ce message parce que cette adresse était celle d'un compte.",
    },
  );
}
