import { formatDate } from '../../ui';
import { write } from './write';

/** Places named in the mail at most: who administers a whole company may have hundreds. */
const placesShown = 5;

/** To an administrator, when the yearly review of some of their places is due. Once for each opening and company. */
export const reviewAskedMail = (
  to: { accountId: string; email: string; firstName: string },
  facts: {
    /** Of the first of the reviews. */
    reviewId: string;
    places: readonly (readonly [string, string])[];
    dueAt: Date;
    publicUrl: string;
  },
) => {
  const more = facts.places.length - placesShown;
  return write(
    {
      kind: 'access.review-asked',
      to: to.email,
      subject: `Qui a accès à votre établissement ? À revoir avant le ${formatDate(facts.dueAt)}`,
      deduplicationKey: `access.review-asked:${facts.reviewId}:${to.accountId}`,
    },
    {
      preview: 'Une fois par an, confirmez qui garde son accès.',
      paragraphs: [
        to.firstName ? `Bonjour ${to.firstName},` : 'Bonjour,',
        `Une fois par an, un administrateur relit la liste des utilisateurs et dit, pour chacun, s'il garde son accès. Cela prend quelques minutes, à faire avant le ${formatDate(facts.dueAt)}.`,
        "Rien n'est retiré sans vous : sans réponse, chacun garde son accès, et nos conseillers peuvent vous appeler.",
      ],
      facts: [
        ...facts.places.slice(0, placesShown),
        ...(more > 0 ? [['Et aussi', more > 1 ? `${more} autres` : '1 autre'] as const] : []),
      ],
      action: { label: 'Faire la revue', url: `${facts.publicUrl}/accueil` },
      closing: [
        'Un seul administrateur répond pour tous : si un autre la fait, elle disparaît de votre page d’accueil.',
      ],
      footer: 'Vous recevez ce message parce que vous administrez cet établissement.',
    },
  );
};
