import type { OutgoingMail } from '../../platform/mail';
import { formatDateTime, writeMail } from '../../ui';
import { greeting } from './greeting';

/** To the address of an account that an agent has closed for another of the same person; once. */
export function accountMergedAwayMail(mail: {
  accountId: string;
  kept: string;
  merged: string;
  firstName: string | null;
  at: Date;
  closedRequests: readonly string[];
  helpUrl: string;
}): OutgoingMail {
  const { kept, merged, closedRequests } = mail;
  return writeMail(
    {
      kind: 'accounts.merged-away',
      to: merged,
      subject: 'Votre compte est réuni à un autre',
      deduplicationKey: `accounts.merged-away:${mail.accountId}`,
    },
    {
      preview: "Si vous n'avez rien demandé, prévenez vite nos conseillers.",
      paragraphs: [
        greeting(mail.firstName),
        `Le ${formatDateTime(mail.at)}, un de nos conseillers a réuni vos deux comptes. Celui de cette adresse est fermé ; ses établissements sont rattachés à l'autre, avec lequel vous vous connectez désormais.`,
        ...(closedRequests.length > 0
          ? [
              "Vos demandes de compte envoyées avec cette adresse sont closes. Si vous en avez encore besoin, refaites-les depuis l'autre compte.",
            ]
          : []),
        "Si l'autre compte n'est pas le vôtre, ou si vous n'avez rien demandé, prévenez vite nos conseillers.",
      ],
      facts: [
        ['Compte fermé', merged],
        ['Compte gardé', kept],
        ...closedRequests.map((place): [string, string] => ['Demande close', place]),
      ],
      action: { label: 'Joindre nos conseillers', url: mail.helpUrl },
      footer: "Vous recevez ce message parce que cette adresse était celle d'un compte.",
    },
  );
}
