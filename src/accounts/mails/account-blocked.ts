import type { OutgoingMail } from '../../platform/mail';
import { writeMail } from '../../ui';
import { greeting } from './greeting';

/**
 * To the owner of a blocked account, who asks for access or for a password: the screen cannot say it.
 * No deduplication: each asking is answered, within the limits of the form.
 */
export function accountBlockedMail(mail: {
  to: string;
  firstName: string | null;
  helpUrl: string;
}): OutgoingMail {
  return writeMail(
    {
      kind: 'accounts.blocked',
      to: mail.to,
      subject: 'Votre compte est bloqué',
    },
    {
      preview: 'Nos conseillers peuvent vous dire pourquoi et le rouvrir.',
      paragraphs: [
        greeting(mail.firstName),
        "Votre adresse vient d'être utilisée sur mon compte 2i, mais votre compte est bloqué : ni connexion, ni nouveau mot de passe, ni demande n'est possible.",
        'Nos conseillers peuvent vous dire pourquoi, et le rouvrir.',
      ],
      facts: [['Identifiant', mail.to]],
      action: { label: 'Contacter nos conseillers', url: mail.helpUrl },
      footer:
        "Vous recevez ce message parce que votre adresse a été saisie sur notre site. Si ce n'est pas vous, vous n'avez rien à faire.",
    },
  );
}
