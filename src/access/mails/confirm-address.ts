import type { RequestRow } from '../store';
import { roleFact, type SiteFacts, siteFact } from './facts';
import { write } from './write';

/**
 * To the person who asks, when the request is sent and the address is not that of an account.
 * Link of 24 hours. No deduplication key: each sending makes the former link useless.
 */
export const confirmAddressMail = (
  request: RequestRow,
  facts: { site: SiteFacts; publicUrl: string; secret: string },
) =>
  write(
    { kind: 'access.confirm-address', to: request.email, subject: 'Confirmez votre adresse email' },
    {
      preview: 'Un clic suffit pour envoyer votre demande de compte à la validation.',
      paragraphs: [
        'Bonjour,',
        "Une demande de compte vient d'être faite sur mon compte 2i avec votre adresse. Confirmez que cette adresse est la vôtre : votre demande part alors à la validation.",
      ],
      facts: [siteFact(facts.site), roleFact(request.role)],
      action: {
        label: 'Confirmer mon adresse email',
        url: `${facts.publicUrl}/demande-de-compte/confirmer?jeton=${facts.secret}`,
      },
      closing: [
        'Ce lien reste valable 24 heures.',
        "Vous n'avez rien demandé ? Ne faites rien : sans confirmation, la demande s'efface d'elle-même.",
      ],
    },
  );
