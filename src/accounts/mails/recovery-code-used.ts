import { secondFactorPath } from '../../platform/http';
import type { OutgoingMail } from '../../platform/mail';
import { formatDateTime, writeMail } from '../../ui';
import { greeting } from './greeting';

/** To the owner of an account, each time a recovery code lets somebody in; once per account and instant. */
export function recoveryCodeUsedMail(mail: {
  accountId: string;
  to: string;
  firstName: string | null;
  at: Date;
  /** Codes that can still be used. */
  left: number;
  publicUrl: string;
}): OutgoingMail {
  return writeMail(
    {
      kind: 'accounts.recovery-code-used',
      to: mail.to,
      subject: 'Code de secours utilisé sur votre compte',
      deduplicationKey: `accounts.recovery-code-used:${mail.accountId}:${mail.at.toISOString()}`,
    },
    {
      preview: leftWords(mail.left),
      paragraphs: [
        greeting(mail.firstName),
        `Un de vos codes de secours a servi à se connecter à votre compte le ${formatDateTime(mail.at)}. ${leftWords(mail.left)}`,
        "Si c'est bien vous et que vous n'avez plus votre application ou votre clé, remplacez-la depuis votre profil. Si ce n'est pas vous, choisissez tout de suite un nouveau mot de passe et prévenez nos conseillers.",
      ],
      facts: [['Identifiant', mail.to]],
      action: {
        label: 'Ouvrir ma double authentification',
        url: `${mail.publicUrl}${secondFactorPath}`,
      },
      footer: "Vous recevez ce message à chaque usage d'un code de secours.",
    },
  );
}

function leftWords(left: number): string {
  if (left === 0) return 'Il ne vous en reste aucun.';
  return left === 1 ? 'Il vous en reste un seul.' : `Il vous en reste ${left}.`;
}
