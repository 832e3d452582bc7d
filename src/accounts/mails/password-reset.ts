import type { OutgoingMail } from '../../platform/mail';
import { writeMail } from '../../ui';
import { greeting } from './greeting';

/**
 * To the owner of an active account, when "mot de passe oublié" is asked for their address.
 * No deduplication: every mail carries a new link, which kills the former one.
 */
export function passwordResetMail(mail: { to: string; firstName: string | null; url: string }): OutgoingMail {
  return writeMail(
    {
      kind: 'accounts.password-reset',
      to: mail.to,
      subject: 'Choisissez un nouveau mot de passe',
    },
    {
      preview: 'Une demande de nouveau mot de passe a été faite pour votre compte.',
      paragraphs: [
        greeting(mail.firstName),
        "Une demande de nouveau mot de passe a été faite pour votre compte. Tant que vous n'en choisissez pas un, l'actuel reste valable.",
      ],
      facts: [['Identifiant', mail.to]],
      action: { label: 'Choisir un nouveau mot de passe', url: mail.url },
      closing: ['Ce lien sert une fois, pendant 60 minutes.'],
      footer:
        "Vous recevez ce message parce que votre adresse a été saisie dans « mot de passe oublié ». Si ce n'est pas vous, ne faites rien : rien n'a changé.",
    },
  );
}
