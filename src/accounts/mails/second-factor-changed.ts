import type { OutgoingMail } from '../../platform/mail';
import { formatDateTime, writeMail } from '../../ui';
import { greeting } from './greeting';

/** `left`: another factor is still asked. */
export type SecondFactorChange =
  | { readonly what: 'totp-added' }
  | { readonly what: 'passkey-added'; readonly name: string }
  | { readonly what: 'totp-removed' | 'passkey-removed'; readonly left: boolean }
  | { readonly what: 'codes-renewed' };

/** To the owner of an account, each time its second factor changes; once per account and instant. */
export function secondFactorChangedMail(mail: {
  accountId: string;
  to: string;
  firstName: string | null;
  at: Date;
  change: SecondFactorChange;
  recoveryUrl: string;
}): OutgoingMail {
  return writeMail(
    {
      kind: 'accounts.second-factor-changed',
      to: mail.to,
      subject: 'Double authentification : votre compte a changé',
      deduplicationKey: `accounts.second-factor-changed:${mail.accountId}:${mail.at.toISOString()}`,
    },
    {
      preview: "Si ce n'est pas vous, agissez maintenant.",
      paragraphs: [
        greeting(mail.firstName),
        `Le ${formatDateTime(mail.at)}, ${whatChanged(mail.change)}`,
        "Si c'est bien vous, vous n'avez rien à faire. Sinon, choisissez tout de suite un nouveau mot de passe, toutes les sessions ouvertes seront fermées, et prévenez nos conseillers.",
      ],
      facts: [['Identifiant', mail.to]],
      action: { label: "Ce n'est pas moi : reprendre mon compte", url: mail.recoveryUrl },
      footer: 'Vous recevez ce message à chaque changement de votre double authentification.',
    },
  );
}

const stillAsked = (left: boolean) =>
  left
    ? 'Un autre moyen reste demandé à chaque connexion.'
    : 'Votre mot de passe suffit désormais pour vous connecter.';

function whatChanged(change: SecondFactorChange): string {
  switch (change.what) {
    case 'totp-added':
      return "une application d'authentification a été ajoutée à votre compte : son code sera demandé à chaque connexion.";
    case 'passkey-added':
      return `une clé d'accès, « ${change.name} », a été ajoutée à votre compte : elle peut servir à chaque connexion, après votre mot de passe.`;
    case 'totp-removed':
      return `l'application d'authentification a été retirée de votre compte. ${stillAsked(change.left)}`;
    case 'passkey-removed':
      return `une clé d'accès a été retirée de votre compte. ${stillAsked(change.left)}`;
    case 'codes-renewed':
      return 'de nouveaux codes de secours ont été créés pour votre compte. Les anciens ne servent plus.';
  }
}
