import type { OutgoingMail } from '../../platform/mail';
import { formatDateTime, writeMail } from '../../ui';
import { greeting } from './greeting';

/** To the owner of an account whose second factor two agents have taken away; once per removal. */
export function secondFactorRemovedMail(mail: {
  id: string;
  to: string;
  firstName: string | null;
  at: Date;
  signInUrl: string;
}): OutgoingMail {
  return writeMail(
    {
      kind: 'accounts.second-factor-removed',
      to: mail.to,
      subject: 'Double authentification : elle est retirée de votre compte',
      deduplicationKey: `accounts.second-factor-removed:${mail.id}`,
    },
    {
      preview: 'Connectez-vous avec votre mot de passe, puis mettez-en une nouvelle en place.',
      paragraphs: [
        greeting(mail.firstName),
        `Le ${formatDateTime(mail.at)}, deux de nos conseillers ont retiré la double authentification de votre compte, comme vous l'aviez demandé. Vos sessions sont fermées ; vos anciens codes de secours ne servent plus.`,
        'Connectez-vous avec votre mot de passe, puis mettez tout de suite en place une nouvelle double authentification depuis « Mon profil ».',
        "Si ce n'est pas vous qui l'avez demandé, choisissez un nouveau mot de passe et prévenez nos conseillers.",
      ],
      facts: [['Identifiant', mail.to]],
      action: { label: 'Me connecter', url: mail.signInUrl },
      footer: 'Vous recevez ce message à chaque changement de votre double authentification.',
    },
  );
}
