import type { OutgoingMail } from '../../platform/mail';
import { formatDateTime, writeMail } from '../../ui';
import { greeting } from './greeting';

/** Why an account is closed: its owner wants it, or nobody has used it for too long. */
export type ClosedFor = 'owner' | 'inactivity';

const words: Readonly<Record<ClosedFor, { preview: string; how: string; wayOn: string }>> = {
  owner: {
    preview: "Si ce n'est pas vous, prévenez nos conseillers.",
    how: 'votre compte a été fermé depuis « Mon profil », avec votre mot de passe.',
    wayOn:
      "Vous pourrez redemander un compte avec la même adresse. Si ce n'est pas vous qui l'avez fermé, prévenez nos conseillers.",
  },
  inactivity: {
    preview: "Il n'avait pas servi depuis deux ans.",
    how: "votre compte a été fermé : il n'avait pas servi depuis deux ans, et notre message d'il y a un mois est resté sans suite.",
    wayOn:
      "Besoin d'un accès ? Demandez un compte à nouveau, avec la même adresse, depuis la page de connexion.",
  },
};

/** To the address of an account that was just closed; once per account. */
export function accountClosedMail(mail: {
  accountId: string;
  to: string;
  firstName: string | null;
  at: Date;
  why: ClosedFor;
  helpUrl: string;
}): OutgoingMail {
  const { preview, how, wayOn } = words[mail.why];
  return writeMail(
    {
      kind: 'accounts.closed',
      to: mail.to,
      subject: 'Votre compte est fermé',
      deduplicationKey: `accounts.closed:${mail.accountId}`,
    },
    {
      preview,
      paragraphs: [
        greeting(mail.firstName),
        `Le ${formatDateTime(mail.at)}, ${how} Vos informations personnelles en sont effacées et vos accès sont terminés.`,
        wayOn,
      ],
      facts: [['Identifiant', mail.to]],
      action: { label: 'Joindre nos conseillers', url: mail.helpUrl },
      footer: "Vous recevez ce message parce que cette adresse était celle d'un compte.",
    },
  );
}
