import {
  givenIn,
  type MandateFacts,
  type MandateReader,
  mandateKey,
  mandateUrl,
  partnerFooter,
  sidesOf,
} from './mandate-facts';
import { write } from './write';

/** To who asked for a mandate, and to who acts by it: what the client gives. Once each. */
export const mandateAcceptedMail = (to: MandateReader, facts: MandateFacts) =>
  write(
    {
      kind: 'access.mandate-accepted',
      to: to.email,
      deduplicationKey: mandateKey('access.mandate-accepted', facts, to),
      subject: 'Votre mandat est accepté',
    },
    {
      preview: 'Voici les droits que votre client vous donne.',
      paragraphs: [
        'Bonjour,',
        'Votre client accepte le mandat. Les droits ci-dessous sont ceux qu’il donne : ils peuvent différer de ceux que vous aviez demandés.',
      ],
      facts: [...sidesOf(facts), ...givenIn(facts)],
      action: { label: 'Voir le mandat', url: mandateUrl(facts) },
      closing: ['Seules les personnes que vous désignez sur cette page agissent pour ce client.'],
      footer: partnerFooter,
    },
  );
