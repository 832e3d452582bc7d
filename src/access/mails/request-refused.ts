import type { RequestRow } from '../store';
import { type SiteFacts, siteFact } from './facts';
import { write } from './write';

/**
 * To the person who asked: when the request is refused (once), and again each time a blocked address
 * asks anew for the same establishment.
 */
export const requestRefusedMail = (
  request: RequestRow,
  facts: { site: SiteFacts; reason: string; blocked: boolean; again: boolean },
) =>
  write(
    {
      kind: 'access.request-refused',
      to: request.email,
      subject: "Votre demande de compte n'est pas acceptée",
      ...(facts.again ? {} : { deduplicationKey: `access.request-refused:${request.id}` }),
    },
    {
      preview: 'Le motif de la décision et la suite possible.',
      paragraphs: ['Bonjour,', "Votre demande de compte pour cet établissement n'est pas acceptée."],
      facts: [siteFact(facts.site), ['Motif', facts.reason]],
      closing: facts.blocked
        ? [
            "Cette adresse ne peut plus rien demander pour cet établissement, tant que l'un de ses administrateurs n'a pas levé ce blocage. Adressez-vous directement à votre entreprise.",
          ]
        : [
            "Si le motif peut être levé, corrigez ce qui doit l'être et faites une nouvelle demande. Pour toute question, adressez-vous à votre entreprise ou à nos conseillers.",
          ],
    },
  );
