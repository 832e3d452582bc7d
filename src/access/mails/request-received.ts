import { formatDate } from '../../ui';
import type { Deadlines } from '../deadlines';
import type { RequestRow } from '../store';
import { roleFact, type SiteFacts, siteFact } from './facts';
import { write } from './write';

/**
 * To the person who asks: once the address is confirmed, and again when the same request is sent anew
 * while it waits. It carries the following link, which lives as long as the request.
 */
export const requestReceivedMail = (
  request: RequestRow,
  facts: { site: SiteFacts; url: string; byAgents: boolean; deadlines: Deadlines },
) =>
  write(
    {
      kind: 'access.request-received',
      to: request.email,
      subject: 'Votre demande de compte est en attente de validation',
    },
    {
      preview: 'Suivez votre demande, ou annulez-la, par le lien de ce message.',
      paragraphs: [
        'Bonjour,',
        facts.byAgents
          ? "Votre demande de compte est bien arrivée. Nos conseillers vont l'étudier, en général sous 10 jours ouvrés."
          : "Votre demande de compte est bien arrivée. Un administrateur de l'établissement va l'étudier. Sans réponse de sa part, il reçoit un rappel, puis nos conseillers prennent le relais.",
      ],
      facts: [
        siteFact(facts.site),
        roleFact(request.role),
        ...(facts.byAgents ? [] : relayFacts(facts.deadlines)),
        ['Expiration sans décision', formatDate(facts.deadlines.expiry)],
      ],
      action: { label: 'Suivre ma demande', url: facts.url },
      closing: ["Ce lien montre où en est votre demande et permet de l'annuler."],
    },
  );

const relayFacts = ({ reminder, relay }: Deadlines): [string, string][] => [
  ["Rappel à l'administrateur", formatDate(reminder)],
  ['Relais de nos conseillers', formatDate(relay)],
];
