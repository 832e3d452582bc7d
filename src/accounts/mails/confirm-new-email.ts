import type { OutgoingMail } from '../../platform/mail';
import { writeMail } from '../../ui';
import { greeting } from './greeting';

/**
 * To the address that the owner of an account wants to be known by. No deduplication: every mail carries a new link,
 * which kills the former one.
 */
export function confirmNewEmailMail(mail: {
  to: string;
  firstName: string | null;
  /** Present address of the account. */
  former: string;
  url: string;
}): OutgoingMail {
  return writeMail(
    {
      kind: 'accounts.confirm-new-email',
      to: mail.to,
      subject: 'Confirmez votre nouvelle adresse email',
    },
    {
      title: 'Confirmez votre nouvelle adresse',
      preview: 'Un bouton, et cette adresse devient votre identifiant.',
      paragraphs: [
        greeting(mail.firstName),
        "Vous avez demandé que cette adresse devienne l'identifiant de votre compte sur mon compte 2i. Confirmez-le : nous vous demanderons de vous connecter, avec votre identifiant actuel.",
      ],
      facts: [
        ['Identifiant actuel', mail.former],
        ['Nouvel identifiant', mail.to],
      ],
      action: { label: 'Confirmer cette adresse', url: mail.url },
      closing: ['Ce lien sert une fois, pendant 24 heures.'],
      footer:
        "Vous recevez ce message parce que cette adresse a été saisie dans « Mon profil ». Si ce n'est pas vous, ne faites rien : rien ne change sans votre confirmation.",
    },
  );
}
