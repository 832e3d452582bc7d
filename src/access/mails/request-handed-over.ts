import { formatDate } from '../../ui';
import type { Deadlines } from '../deadlines';
import type { PendingRow } from '../store';
import { choicesUrl, deciderFooter, personFacts, roleFact, type SiteFacts, siteFact } from './facts';
import { write } from './write';

/** No administrator answered in 10 working days, or none is left. */
export type HandOverReason = 'no-answer' | 'no-administrator';

/** To each agent in charge of accounts, when a request becomes theirs to decide. Once per request and agent. */
export const requestHandedOverMail = (
  request: PendingRow,
  facts: {
    site: SiteFacts;
    to: string;
    accountId: string;
    url: string;
    publicUrl: string;
    reason: HandOverReason;
    deadlines: Deadlines;
  },
) =>
  write(
    {
      kind: 'access.request-handed-over',
      to: facts.to,
      subject: 'Une demande de compte sans réponse attend votre décision',
      deduplicationKey: `access.request-handed-over:${request.id}:${facts.accountId}`,
    },
    {
      preview: `${request.first_name} ${request.last_name} attend un accès à ${facts.site.label}.`,
      paragraphs: [
        'Bonjour,',
        facts.reason === 'no-answer'
          ? "Aucun administrateur de l'établissement n'a répondu à cette demande en 10 jours ouvrés : vous pouvez maintenant en décider. Les administrateurs le peuvent encore."
          : "L'établissement n'a plus d'administrateur : la décision sur cette demande vous revient.",
      ],
      facts: [
        ...personFacts(request),
        siteFact(facts.site),
        roleFact(request.role),
        ['Reçue le', formatDate(request.confirmed_at)],
      ],
      action: { label: 'Étudier la demande', url: facts.url },
      closing: [`Sans décision, elle expirera le ${formatDate(facts.deadlines.expiry)}.`],
      footer: deciderFooter(true),
      choices: choicesUrl(facts.publicUrl),
    },
  );
