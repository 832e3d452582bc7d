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

/** To who asked for a mandate, and to who acts by it, when the client changes it. Once for each change. */
export const mandateChangedMail = (to: MandateReader, facts: MandateFacts) =>
  write(
    {
      kind: 'access.mandate-changed',
      to: to.email,
      deduplicationKey: mandateKey('access.mandate-changed', facts, to),
      subject: 'Votre mandat a changé',
    },
    {
      preview: 'Voici les droits que vous avez maintenant.',
      paragraphs: [
        'Bonjour,',
        'Votre client a modifié le mandat. Voici ce que vous pouvez faire maintenant.',
      ],
      facts: [...sidesOf(facts), ...givenIn(facts)],
      action: { label: 'Voir le mandat', url: mandateUrl(facts) },
      footer: partnerFooter,
    },
  );
