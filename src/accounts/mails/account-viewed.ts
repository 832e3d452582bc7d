import type { OutgoingMail } from '../../platform/mail';
import { formatDateTime, formatTime, writeMail } from '../../ui';
import { greeting } from './greeting';

/** To a person as whom an agent looks at the portal; once per account and instant. */
export function accountViewedMail(mail: {
  accountId: string;
  to: string;
  firstName: string | null;
  at: Date;
  until: Date;
  reason: string;
  helpUrl: string;
}): OutgoingMail {
  return writeMail(
    {
      kind: 'accounts.viewed',
      to: mail.to,
      subject: 'Un conseiller consulte votre compte, en lecture seule',
      deduplicationKey: `accounts.viewed:${mail.accountId}:${mail.at.toISOString()}`,
    },
    {
      preview: 'En lecture seule, pour une demi-heure au plus.',
      paragraphs: [
        greeting(mail.firstName),
        `Depuis le ${formatDateTime(mail.at)} et jusqu'à ${formatTime(mail.until)} au plus tard, un de nos conseillers voit vos pages comme vous les voyez. Il ne peut rien modifier, rien envoyer et rien télécharger ; votre mot de passe et votre profil ne lui sont pas montrés.`,
        "Chaque page qu'il lit est inscrite au journal d'accès, à son nom. Si vous ne savez pas pourquoi, appelez-nous.",
      ],
      facts: [
        ['Motif', mail.reason],
        ['Identifiant', mail.to],
      ],
      action: { label: 'Joindre nos conseillers', url: mail.helpUrl },
      footer: 'Vous recevez ce message parce que cette adresse est celle d’un compte.',
    },
  );
}
