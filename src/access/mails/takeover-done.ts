import type { Settler } from '../takeover/lifecycle';
import { deciderFooter } from './facts';
import { type TakeoverFacts, whoAsks } from './takeover-facts';
import { write } from './write';

const by: Readonly<Record<Settler, string>> = {
  administrator: 'un autre administrateur',
  colleague: 'un collègue rattaché à cet établissement',
  agent: 'nos conseillers, sur justificatif',
};

/** To each administrator there was, but who granted it, when somebody has taken over the administration. Once each. */
export const takeoverDoneMail = (
  to: { accountId: string; email: string },
  facts: TakeoverFacts,
  settledAs: Settler,
) =>
  write(
    {
      kind: 'access.takeover-done',
      to: to.email,
      subject: 'Un nouvel administrateur dans votre établissement',
      deduplicationKey: `access.takeover-done:${facts.id}:${to.accountId}`,
    },
    {
      preview: `${facts.person} administre désormais l'établissement avec vous.`,
      paragraphs: [
        'Bonjour,',
        `Une demande de reprise de l'administration vient d'être acceptée par ${by[settledAs]}. Cette personne administre désormais l'établissement ; vos propres droits ne changent pas.`,
      ],
      facts: whoAsks(facts),
      action: { label: 'Voir mes établissements', url: `${facts.publicUrl}/mes-etablissements` },
      closing: [
        'Si cela vous étonne, retirez ce droit depuis la liste des utilisateurs et prévenez nos conseillers par la page Aide.',
      ],
      footer: deciderFooter(false),
    },
  );
