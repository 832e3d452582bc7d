import { type MandateFacts, type MandateReader, mandateKey, partnerFooter, sidesOf } from './mandate-facts';
import { write } from './write';

/** To who asked for a mandate that nobody has answered. Once. */
export const mandateExpiredMail = (to: MandateReader, facts: MandateFacts) =>
  write(
    {
      kind: 'access.mandate-expired',
      to: to.email,
      deduplicationKey: mandateKey('access.mandate-expired', facts, to),
      subject: 'Votre demande de mandat a expiré',
    },
    {
      preview: "Personne n'a répondu en soixante jours.",
      paragraphs: [
        'Bonjour,',
        "Personne n'a répondu à votre demande en soixante jours : elle a expiré. Votre client n'a peut-être pas encore de compte sur mon compte 2i : invitez-le à en demander un, puis refaites votre demande.",
      ],
      facts: sidesOf(facts),
      footer: partnerFooter,
    },
  );
