import type { OutgoingMail } from '../../platform/mail';
import { formatDateTime, writeMail } from '../../ui';
import { greeting } from './greeting';

/** To the account that stays, when an agent has brought another of the same person into it; once. */
export function accountMergedMail(mail: {
  accountId: string;
  kept: string;
  merged: string;
  firstName: string | null;
  at: Date;
  closedRequests: readonly string[];
  signInUrl: string;
}): OutgoingMail {
  const { kept, merged, closedRequests } = mail;
  return writeMail(
    {
      kind: 'accounts.merged',
      to: kept,
      subject: 'Vos deux comptes sont réunis',
      deduplicationKey: `accounts.merged:${mail.accountId}`,
    },
    {
      preview: 'Vous gardez un seul compte, avec cette adresse.',
      paragraphs: [
        greeting(mail.firstName),
        `Le ${formatDateTime(mail.at)}, un de nos conseillers a réuni vos deux comptes. Vous vous connectez désormais avec cette adresse, et le mot de passe que vous aviez pour elle. Les établissements de l'autre compte y sont rattachés.`,
        ...(closedRequests.length > 0
          ? [
              "Vos demandes de compte envoyées avec l'autre adresse sont closes. Si vous en avez encore besoin, refaites-les depuis ce compte.",
            ]
          : []),
        "Vos sessions ont été fermées : reconnectez-vous. Si vous n'avez qu'un compte ou n'avez rien demandé, prévenez vite nos conseillers.",
      ],
      facts: [
        ['Compte gardé', kept],
        ['Compte fermé', merged],
        ...closedRequests.map((place): [string, string] => ['Demande close', place]),
      ],
      action: { label: 'Me connecter', url: mail.signInUrl },
      footer: 'Vous recevez ce message parce que cette adresse est celle de votre compte.',
    },
  );
}
