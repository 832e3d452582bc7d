import { activePerson } from '../../accounts';
import { record } from '../../journal';
import type { BehaviourContext } from '../../platform/behaviour';
import { queueMail } from '../../platform/mail';
import { addCalendarDays } from '../../platform/working-days';
import { dueRequests } from '../due-requests';
import { placeFactOf } from '../mails/facts';
import { reviewAskedMail } from '../mails/review-asked';
import { administratorsOf } from '../store';
import { companiesToReview, openReviews, type ReviewedPlace } from './store';

const daysToAnswer = 30;

/** A year has gone by: the administrators are asked, by one mail for all the places of a company. */
export const askReviews = dueRequests({
  name: 'access.ask-reviews',
  every: '31 * * * *',
  oneBatch: true,
  read: companiesToReview,
  async settle(context, { id: siren }) {
    const { tx, now, kernel } = context;
    const dueAt = addCalendarDays(now, daysToAnswer);
    const reviews = await openReviews(tx, siren, { now, dueAt });
    const asked = new Map<string, (ReviewedPlace & { id: string })[]>();
    for (const { id, ...place } of reviews) {
      const subject = { subjectKind: 'rights-review', subjectId: id };
      await record(context, { action: 'access.rights-review-asked', ...subject, ...place });
      for (const accountId of await whoReviews(context, place))
        asked.set(accountId, [...(asked.get(accountId) ?? []), { id, ...place }]);
    }
    for (const [accountId, places] of asked) {
      const person = await activePerson(tx, accountId);
      const reviewId = places[0]?.id;
      if (!person || !reviewId) continue;
      const named = await Promise.all(places.map((place) => placeFactOf(tx, place)));
      const facts = { reviewId, places: named, dueAt, publicUrl: kernel.publicUrl };
      await queueMail(tx, reviewAskedMail(person, facts), now);
    }
  },
});

/** The administrators of an establishment, else those of its whole company. */
async function whoReviews({ tx, now }: BehaviourContext, { siren, siret }: ReviewedPlace): Promise<string[]> {
  const all = await administratorsOf(tx, siret ?? siren, now);
  const own = all.filter(({ wholeCompany }) => !wholeCompany);
  return (siret !== null && own.length > 0 ? own : all.filter(({ wholeCompany }) => wholeCompany)).map(
    ({ accountId }) => accountId,
  );
}
