import { activePerson } from '../../accounts';
import { record } from '../../journal';
import { queueMail } from '../../platform/mail';
import { addCalendarDays } from '../../platform/working-days';
import { dueRequests } from '../due-requests';
import { placeFactOf } from '../mails/facts';
import { placesShown, reviewAskedMail } from '../mails/review-asked';
import { companiesToReview, type OpenReview, openReviews, reviewersIn } from './store';

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
    const opened = new Set<string>();
    for (const { id, siret } of await openReviews(tx, siren, { now, dueAt })) {
      const subject = { subjectKind: 'rights-review', subjectId: id };
      await record(context, { action: 'access.rights-review-asked', ...subject, siren, siret });
      opened.add(id);
    }
    const asked = new Map<string, OpenReview[]>();
    for (const { accountId, ...review } of await reviewersIn(tx, siren, now)) {
      if (opened.has(review.id)) asked.set(accountId, [...(asked.get(accountId) ?? []), review]);
    }
    for (const [accountId, reviews] of asked) {
      const person = await activePerson(tx, accountId);
      if (!person) continue;
      const places: [string, string][] = [];
      for (const review of reviews.slice(0, placesShown)) places.push(await placeFactOf(tx, review));
      await queueMail(
        tx,
        reviewAskedMail(person, { reviews, places, dueAt, publicUrl: kernel.publicUrl }),
        now,
      );
    }
  },
});
