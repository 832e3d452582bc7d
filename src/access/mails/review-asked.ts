import { formatDate } from '../../ui';
import { write } from './write';

/** Places named at most: who administers a whole company may have hundreds. */
export const placesShown = 5;

interface ReviewAsked {
  readonly reviews: readonly { readonly id: string; readonly siren: string; readonly siret: string | null }[];
  /** Where the first of them are, as facts. */
  readonly places: readonly (readonly [string, string])[];
  readonly dueAt: Date;
  readonly publicUrl: string;
}

/** To an administrator, when the yearly review of some of their places is due. Once for each opening and company. */
export const reviewAskedMail = (
  to: { accountId: string; email: string; firstName: string },
  { reviews, places, dueAt, publicUrl }: ReviewAsked,
) => {
  const more = reviews.length - places.length;
  const [first] = reviews;
  const one = reviews.length === 1 && first;
  const place = one && (one.siret ? `etablissements/${one.siret}` : `entreprises/${one.siren}`);
  return write(
    {
      kind: 'access.review-asked',
      to: to.email,
      subject: `Droits de votre établissement : à revoir avant le ${formatDate(dueAt)}`,
      deduplicationKey: `access.review-asked:${first?.id}:${to.accountId}`,
    },
    {
      preview: 'Une fois par an, confirmez qui garde son accès.',
      paragraphs: [
        to.firstName ? `Bonjour ${to.firstName},` : 'Bonjour,',
        `Une fois par an, un administrateur relit la liste des personnes et des partenaires qui ont un accès, et met fin à ceux qui ne servent plus. Cela prend quelques minutes, à faire avant le ${formatDate(dueAt)}.`,
        "Rien n'est retiré sans vous : tant que la revue n'est pas faite, chacun garde son accès. Nos conseillers voient les revues en retard et peuvent vous appeler.",
      ],
      facts: [
        ...places,
        ...(more > 0 ? [['Et aussi', more > 1 ? `${more} autres` : '1 autre'] as const] : []),
      ],
      action: {
        label: place ? 'Revoir les droits' : 'Voir les revues à faire',
        url: place ? `${publicUrl}/${place}/utilisateurs/revue` : `${publicUrl}/accueil`,
      },
      closing: [
        "Un seul administrateur suffit : dès que l'un de vous a fait une revue, elle disparaît de l'accueil.",
      ],
      footer: `Vous recevez ce message parce que vous administrez ${place ? 'cet établissement' : 'ces établissements'}.`,
    },
  );
};
