import type { OutgoingMail } from '../../platform/mail';
import { writeMail } from '../../ui';
import { greeting } from './greeting';

/**
 * To whoever has been let in, when their account is created and each time they ask for a new link.
 * No deduplication: every mail carries a new link, which kills the former one.
 */
export function activationMail(mail: {
  to: string;
  firstName: string | null;
  url: string;
  facts: readonly { label: string; value: string }[];
}): OutgoingMail {
  return writeMail(
    {
      kind: 'accounts.activation',
      to: mail.to,
      subject: 'Activez votre compte',
    },
    {
      preview: 'Créez votre mot de passe pour entrer dans mon compte 2i.',
      paragraphs: [
        greeting(mail.firstName),
        "Votre compte est ouvert. Il ne vous reste qu'à créer votre mot de passe : vous serez aussitôt connecté.",
      ],
      facts: [['Identifiant', mail.to], ...mail.facts.map(({ label, value }) => [label, value] as const)],
      action: { label: 'Créer mon mot de passe', url: mail.url },
      closing: [
        "Ce lien sert une fois, pendant 7 jours. Passé ce délai, ouvrez-le quand même : il propose d'en recevoir un nouveau.",
      ],
      footer:
        "Vous recevez ce message parce qu'un compte a été demandé avec cette adresse. Si ce n'est pas vous, ne faites rien : sans mot de passe, le compte ne sert à personne.",
    },
  );
}
