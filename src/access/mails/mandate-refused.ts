import { type MandateFacts, type MandateReader, mandateKey, partnerFooter, sidesOf } from './mandate-facts';
import { write } from './write';

/** To who asked for a mandate that the client refuses, with its reason. Once. */
export const mandateRefusedMail = (to: MandateReader, facts: MandateFacts, reason: string) =>
  write(
    {
      kind: 'access.mandate-refused',
      to: to.email,
      deduplicationKey: mandateKey('access.mandate-refused', facts, to),
      subject: 'Votre demande de mandat est refusée',
    },
    {
      preview: 'Voici le motif de votre client.',
      paragraphs: ['Bonjour,', "Votre client refuse le mandat : vous n'avez accès à rien chez lui."],
      facts: [...sidesOf(facts), ['Motif', reason]],
      closing: [
        'Voyez-en la raison avec lui. Vous pourrez faire une autre demande trente jours après ce refus.',
      ],
      footer: partnerFooter,
    },
  );
