import { formatDate } from '../../ui';
import type { Deadlines } from '../deadlines';
import type { PendingRow } from '../store';
import { choicesUrl, deciderFooter, personFacts, roleFact, type SiteFacts, siteFact } from './facts';
import { write } from './write';

/**
 * To each decider of a request that waits: its administrators after 3 working days; the agents, when it is
 * theirs, after 3 and again after 10. Once per request, reminder and decider.
 */
export const requestReminderMail = (
  request: PendingRow,
  facts: {
    site: SiteFacts;
    to: string;
    accountId: string;
    url: string;
    publicUrl: string;
    byAgents: boolean;
    round: 'first' | 'second';
    deadlines: Deadlines;
  },
) =>
  write(
    {
      kind: 'access.request-reminder',
      to: facts.to,
      subject: 'Rappel : une demande de compte attend votre validation',
      deduplicationKey: `access.request-reminder:${request.id}:${facts.round}:${facts.accountId}`,
    },
    {
      preview: `${request.first_name} ${request.last_name} attend un accès à ${facts.site.label}.`,
      paragraphs: [
        'Bonjour,',
        facts.byAgents
          ? "Cette demande d'accès au portail n'a pas encore reçu de décision."
          : "Cette demande d'accès à un établissement que vous administrez n'a pas encore reçu de décision.",
      ],
      facts: [
        ...personFacts(request),
        siteFact(facts.site),
        roleFact(request.role),
        ['Reçue le', formatDate(request.confirmed_at)],
      ],
      action: { label: 'Étudier la demande', url: facts.url },
      closing: [
        facts.byAgents
          ? `Sans décision, elle expirera le ${formatDate(facts.deadlines.expiry)}.`
          : `Sans décision de votre part, nos conseillers prendront le relais le ${formatDate(facts.deadlines.relay)}.`,
      ],
      footer: deciderFooter(facts.byAgents),
      choices: choicesUrl(facts.publicUrl),
    },
  );
