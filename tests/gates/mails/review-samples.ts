import { reviewAskedMail } from '../../../src/access/mails/review-asked';
import type { OutgoingMail } from '../../../src/platform/mail';

const siren = '424210433';
const address = '1 rue des Ancres, 90000 BELFORT';
const company = ['Entreprise', `GE SUPPORT FRANCE - ${siren}, tous ses établissements`] as const;
const asked = { dueAt: new Date('2026-12-23T07:00:00Z'), publicUrl: 'https://portail.example.fr' };

/** The yearly review of rights: of one establishment, or of many places of a company. */
export function reviewSamples(somebody: {
  readonly accountId: string;
  readonly email: string;
}): readonly (readonly [circumstance: string, mail: OutgoingMail])[] {
  const to = { ...somebody, firstName: 'Claire' };
  const sirets = [19, 27, 35, 43, 50, 68, 76].map((end) => `${siren}000${end}`);
  const sites = sirets.map(
    (siret) => ['Établissement', `GE SUPPORT FRANCE – ${siret} – ${address}`] as const,
  );
  const reviews = [null, ...sirets].map((siret) => ({ id: 'REVIEW', siren, siret }));
  return [
    [
      'one establishment',
      reviewAskedMail(to, { ...asked, reviews: reviews.slice(1, 2), places: sites.slice(0, 1) }),
    ],
    ['many places', reviewAskedMail(to, { ...asked, reviews, places: [company, ...sites].slice(0, 5) })],
  ];
}
