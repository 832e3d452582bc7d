import type { OutgoingMail } from '../../platform/mail';
import { formatDateTime, writeMail } from '../../ui';
import { greeting } from './greeting';

/** To the owner of an account whose second factor an agent asks to take away; once per asking. */
export function secondFactorRemovalOpenedMail(mail: {
  id: string;
  to: string;
  firstName: string | null;
  at: Date;
  url: string;
}): OutgoingMail {
  return writeMail(
    {
      kind: 'accounts.second-factor-removal-opened',
      to: mail.to,
      subject: 'Double authentification : on demande de la retirer de votre compte',
      deduplicationKey: `accounts.second-factor-removal-opened:${mail.id}`,
    },
    {
      preview: "Si ce n'est pas vous, opposez-vous maintenant.",
      paragraphs: [
        greeting(mail.firstName),
        `Le ${formatDateTime(mail.at)}, nos conseillers ont reçu une demande : retirer la double authentification de votre compte, parce que vous ne pourriez plus vous en servir.`,
        "Si c'est bien vous, vous n'avez rien à faire : un second conseiller le confirme, au plus tôt dans 24 heures. Votre mot de passe ne change pas, et personne ne vous le demandera.",
        "Si ce n'est pas vous, opposez-vous par ce lien : rien ne sera retiré.",
      ],
      facts: [['Identifiant', mail.to]],
      action: { label: "Ce n'est pas moi : m'opposer", url: mail.url },
      footer: 'Vous recevez ce message parce que cette adresse est celle d’un compte.',
    },
  );
}
