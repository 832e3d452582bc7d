import type { RequestRow } from '../store';
import { roleFact, type SiteFacts, siteFact } from './facts';
import { write } from './write';

/** To the person who asked, and nobody else, after 60 days without a decision. Once per request. */
export const requestExpiredMail = (request: RequestRow, facts: { site: SiteFacts; publicUrl: string }) =>
  write(
    {
      kind: 'access.request-expired',
      to: request.email,
      subject: 'Votre demande de compte a expiré',
      deduplicationKey: `access.request-expired:${request.id}`,
    },
    {
      preview: 'Vous pouvez la refaire dès maintenant.',
      paragraphs: [
        'Bonjour,',
        "Votre demande n'a pas reçu de décision dans les 60 jours : elle a expiré et n'est plus étudiée. Vous pouvez la refaire dès maintenant.",
      ],
      facts: [siteFact(facts.site), roleFact(request.role)],
      action: {
        label: 'Refaire ma demande',
        url: `${facts.publicUrl}/demande-de-compte/mon-adresse-email`,
      },
      closing: [
        "Prévenez votre entreprise de votre nouvelle demande : une réponse viendra plus vite. Pour toute question, adressez-vous à nos conseillers, par la page d'aide du portail.",
      ],
    },
  );
