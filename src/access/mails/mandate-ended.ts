import { deciderFooter } from './facts';
import { type MandateFacts, type MandateReader, mandateKey, partnerFooter, sidesOf } from './mandate-facts';
import { write } from './write';

const sentences = {
  client: "Votre client a retiré le mandat : vous n'avez plus accès à ses données.",
  partner: "Votre partenaire renonce au mandat : il n'a plus accès à vos données.",
  opco: "Nos conseillers ont mis fin au mandat : le partenaire n'a plus accès aux données du client.",
} as const;
const closed = "Le partenaire n'existe plus : son mandat ne donne plus accès aux données du client.";

/** To the other side of a mandate that one side ends; to both when the OPCO does, or when the partner is closed (null). */
export const mandateEndedMail = (
  to: MandateReader,
  facts: MandateFacts,
  endedBy: keyof typeof sentences | null,
  reason: string,
) =>
  write(
    {
      kind: 'access.mandate-ended',
      to: to.email,
      deduplicationKey: mandateKey('access.mandate-ended', facts, to),
      subject: 'Un mandat est terminé',
    },
    {
      preview: 'Il ne donne plus accès à rien.',
      paragraphs: ['Bonjour,', endedBy === null ? closed : sentences[endedBy]],
      facts: [...sidesOf(facts), ['Motif', reason]],
      closing: [
        'Pour toute question, voyez-en la raison ensemble, ou contactez nos conseillers par la page Aide.',
      ],
      footer: endedBy === 'partner' ? deciderFooter(false) : partnerFooter,
    },
  );
