import type { OutgoingMail } from '../../platform/mail';
import { formatDateTime, writeMail } from '../../ui';
import { greeting } from './greeting';

/** To the owner of an account that an agent has just blocked; once per account and instant. */
export function accountBlockedNowMail(mail: {
  accountId: string;
  to: string;
  firstName: string | null;
  at: Date;
  helpUrl: string;
}): OutgoingMail {
  return writeMail(
    {
      kind: 'accounts.blocked-now',
      to: mail.to,
      subject: 'Votre compte vient d’être bloqué',
      deduplicationKey: `accounts.blocked-now:${mail.accountId}:${mail.at.toISOString()}`,
    },
    {
      preview: 'Nos conseillers peuvent vous dire pourquoi et le rouvrir.',
      paragraphs: [
        greeting(mail.firstName),
        `Le ${formatDateTime(mail.at)}, nos conseillers ont bloqué votre compte. Vos sessions sont fermées et les liens que vous aviez reçus ne servent plus.`,
        'Rien n’est effacé. Appelez-nous : nos conseillers vous diront pourquoi, et ce qu’il faut pour le rouvrir.',
      ],
      facts: [['Identifiant', mail.to]],
      action: { label: 'Contacter nos conseillers', url: mail.helpUrl },
      footer: 'Vous recevez ce message parce que cette adresse est celle d’un compte.',
    },
  );
}
