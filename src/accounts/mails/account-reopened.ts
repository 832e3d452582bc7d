import type { OutgoingMail } from '../../platform/mail';
import { formatDateTime, writeMail } from '../../ui';
import { greeting } from './greeting';

/** To the owner of an account that was blocked and is open again; once per account and instant. */
export function accountReopenedMail(mail: {
  accountId: string;
  to: string;
  firstName: string | null;
  at: Date;
  signInUrl: string;
}): OutgoingMail {
  return writeMail(
    {
      kind: 'accounts.reopened',
      to: mail.to,
      subject: 'Votre compte est rouvert',
      deduplicationKey: `accounts.reopened:${mail.accountId}:${mail.at.toISOString()}`,
    },
    {
      preview: 'Vous pouvez de nouveau vous connecter.',
      paragraphs: [
        greeting(mail.firstName),
        `Le ${formatDateTime(mail.at)}, nos conseillers ont rouvert votre compte. Vous retrouvez vos établissements et vos rôles tels qu’ils sont aujourd’hui.`,
        'Votre mot de passe n’a pas changé. Si vous craignez que quelqu’un le connaisse, choisissez-en un nouveau par « mot de passe oublié ».',
      ],
      facts: [['Identifiant', mail.to]],
      action: { label: 'Me connecter', url: mail.signInUrl },
      footer: 'Vous recevez ce message parce que cette adresse est celle d’un compte.',
    },
  );
}
