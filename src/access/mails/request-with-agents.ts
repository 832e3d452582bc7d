import { formatDate } from '../../ui';
import type { Deadlines } from '../deadlines';
import type { RequestRow } from '../store';
import { roleFact, type SiteFacts, siteFact } from './facts';
import { write } from './write';

/** To the person who asked, when the request is handed over to the agents. Once per request. */
export const requestWithAgentsMail = (
  request: RequestRow,
  facts: { site: SiteFacts; url: string; deadlines: Deadlines },
) =>
  write(
    {
      kind: 'access.request-with-agents',
      to: request.email,
      subject: 'Nos conseillers étudient votre demande de compte',
      deduplicationKey: `access.request-with-agents:${request.id}`,
    },
    {
      preview: "L'établissement n'a pas répondu : nos conseillers prennent le relais.",
      paragraphs: [
        'Bonjour,',
        "Votre demande n'a pas reçu de réponse de l'établissement. Nos conseillers prennent le relais et l'étudient maintenant.",
      ],
      facts: [
        siteFact(facts.site),
        roleFact(request.role),
        ['Expiration sans décision', formatDate(facts.deadlines.expiry)],
      ],
      action: { label: 'Suivre ma demande', url: facts.url },
      closing: ["Vous n'avez rien à faire. Ce lien montre où en est votre demande et permet de l'annuler."],
    },
  );
