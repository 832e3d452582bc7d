import { formatDate } from '../../ui';
import type { Deadlines } from '../deadlines';
import type { RequestRow } from '../store';
import { roleFact, type SiteFacts, siteFact } from './facts';
import { write } from './write';

/** To the person who asked, each time the deciders are reminded. Once per request and reminder. */
export const decidersRemindedMail = (
  request: RequestRow,
  facts: {
    site: SiteFacts;
    url: string;
    byAgents: boolean;
    round: 'first' | 'second';
    deadlines: Deadlines;
  },
) =>
  write(
    {
      kind: 'access.deciders-reminded',
      to: request.email,
      subject: 'Votre demande de compte attend toujours une décision',
      deduplicationKey: `access.deciders-reminded:${request.id}:${facts.round}`,
    },
    {
      preview: "Un rappel vient d'être envoyé.",
      paragraphs: [
        'Bonjour,',
        facts.byAgents
          ? "Votre demande n'a pas encore reçu de décision. Un rappel vient d'être envoyé à nos conseillers."
          : `Votre demande n'a pas encore reçu de décision. Un rappel vient d'être envoyé à l'administrateur de l'établissement. Sans réponse de sa part, nos conseillers prendront le relais le ${formatDate(facts.deadlines.relay)}.`,
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
