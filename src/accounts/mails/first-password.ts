import type { OutgoingMail } from '../../platform/mail';
import { writeMail } from '../../ui';
import { greeting } from './greeting';

/**
 * To the owner of a migrated account, who never had a password here, when they ask for one.
 * No deduplication: every mail carries a new link, which kills the former one.
 */
export function firstPasswordMail(mail: { to: string; firstName: string | null; url: string }): OutgoingMail {
  return writeMail(
    {
      kind: 'accounts.first-password',
      to: mail.to,
      subject: 'Créez votre nouveau mot de passe',
    },
    {
      preview: 'Vos informations ont été transférées : il manque votre mot de passe.',
      paragraphs: [
        greeting(mail.firstName),
        'Vous aviez un compte sur la précédente plateforme : vos informations ont été transférées, sauf votre mot de passe. Créez-en un nouveau pour vous connecter.',
      ],
      facts: [['Identifiant', mail.to]],
      action: { label: 'Créer mon mot de passe', url: mail.url },
      closing: ['Ce lien sert une fois, pendant 60 minutes.'],
      footer:
        "Vous recevez ce message parce qu'un mot de passe a été demandé pour cette adresse. Si ce n'est pas vous, ne faites rien : rien n'a changé.",
    },
  );
}
