import { formatDate } from '../../ui';
import type { RequestRow } from '../store';
import { choicesUrl, deciderFooter, personFacts, roleFact, type SiteFacts, siteFact } from './facts';
import { write } from './write';

/**
 * To each decider, once the person has confirmed the address: administrators of the establishment, else
 * those of the whole company, else the agents in charge of accounts. Once per request and decider.
 */
export const requestToDecideMail = (
  request: RequestRow,
  facts: {
    site: SiteFacts;
    to: string;
    accountId: string;
    url: string;
    publicUrl: string;
    byAgents: boolean;
    at: Date;
  },
) =>
  write(
    {
      kind: 'access.request-to-decide',
      to: facts.to,
      subject: 'Une demande de compte attend votre validation',
      deduplicationKey: `access.request-to-decide:${request.id}:${facts.accountId}`,
    },
    {
      preview: `${request.first_name} ${request.last_name} demande un accès à ${facts.site.label}.`,
      paragraphs: [
        'Bonjour,',
        facts.byAgents
          ? "Une personne demande un accès au portail pour un établissement qui n'a pas encore d'administrateur."
          : 'Une personne demande un accès au portail pour un établissement que vous administrez.',
      ],
      facts: [
        ...personFacts(request),
        siteFact(facts.site),
        roleFact(request.role),
        ['Reçue le', formatDate(facts.at)],
      ],
      action: { label: 'Étudier la demande', url: facts.url },
      closing: [
        'Vous pourrez corriger le rôle, puis valider, refuser ou bloquer. Ce lien ne décide rien par lui-même : il demande de vous connecter.',
        ...(facts.byAgents
          ? []
          : [
              'Sans décision de votre part, vous recevrez un rappel après 3 jours ouvrés, et nos conseillers prendront le relais après 10 jours ouvrés.',
            ]),
      ],
      footer: deciderFooter(facts.byAgents),
      choices: choicesUrl(facts.publicUrl),
    },
  );
