import { deciderFooter } from './facts';
import {
  givenIn,
  type MandateFacts,
  type MandateReader,
  mandateKey,
  mandateUrl,
  sidesOf,
} from './mandate-facts';
import { write } from './write';

/** To each administrator of a client whom a partner asks for a mandate. Once each. */
export const mandateAskedMail = (to: MandateReader, facts: MandateFacts) =>
  write(
    {
      kind: 'access.mandate-asked',
      to: to.email,
      deduplicationKey: mandateKey('access.mandate-asked', facts, to),
      subject: 'Un partenaire demande un mandat : acceptez ou refusez',
    },
    {
      preview: "Sans votre accord, il n'a accès à rien.",
      paragraphs: [
        'Bonjour,',
        "Un partenaire demande à agir pour vous sur mon compte 2i. Tant qu'un administrateur n'a pas accepté, il n'a accès à rien.",
        'Si vous ne le connaissez pas, refusez : vous pouvez aussi donner moins de droits, et retirer le mandat à tout moment.',
      ],
      facts: [
        ...sidesOf(facts),
        ['Demandé par', [facts.asker, facts.askerEmail].filter(Boolean).join(', ')],
        ...givenIn(facts),
      ],
      action: { label: 'Répondre', url: mandateUrl(facts) },
      closing: ['Ce lien ne décide rien par lui-même : il demande de vous connecter.'],
      footer: deciderFooter(false),
    },
  );
