import { z } from 'zod';
import { record } from '../../journal';
import { behaviour, personOf } from '../../platform/behaviour';
import { InvalidInput, notFound } from '../../platform/errors';
import { reasonSchema } from '../decide-account-request';
import { errors } from '../errors';
import { membershipEndedMail } from '../mails/membership-ended';
import { act, noted, placeNumber, told, withdrawTheirInvitations } from '../users';
import { finishReview, holdUsersOf, reviewsOf } from './store';

const answer = z.object({ membershipId: z.string().max(100), version: z.number(), keep: z.boolean() });

/**
 * Confirms who has access to a place, and ends the others: all or nothing. Refused when it is no longer the list that
 * was shown, or when somebody has done the review meanwhile. Oneself is kept; so is the last administrator, by the
 * database. All are held before the first is ended, as by whoever else waits for a company's administrators.
 */
export const reviewRights = behaviour({
  name: 'access.review-rights',
  input: z.object({
    place: z.object({ siren: z.string(), siret: z.string().nullable() }),
    /** The review last done when the list was shown. */
    lastSeen: z.string().nullable(),
    answers: z.array(answer).max(5000),
    /** Read by those whose access ends. */
    reason: z.string(),
  }),
  who: {
    kind: 'permission-on',
    permission: 'users.manage',
    placeOf: async (_tx, { place }) => placeNumber(place),
  },
  async run(context, { place, lastSeen, answers, reason: typed }): Promise<{ kept: number; ended: number }> {
    const { tx, now, actor } = context;
    const { accountId } = personOf(actor);
    const users = await holdUsersOf(tx, place, now);
    const { lastDone } = await reviewsOf(tx, place);
    if ((lastDone?.id ?? null) !== lastSeen) throw errors.reviewDoneMeanwhile();
    const given = new Map(answers.map((one) => [one.membershipId, one]));
    if (given.size !== users.length || users.some(({ id, version }) => given.get(id)?.version !== version))
      throw errors.usersChangedMeanwhile();
    const toEnd = users.filter(({ id }) => given.get(id)?.keep === false);
    if (toEnd.some((one) => one.account_id === accountId)) throw notFound();
    const reason = toEnd.length === 0 ? '' : readReason(typed);
    for (const membership of toEnd) {
      await act(context, membership, 'end', { end_reason: reason });
      await withdrawTheirInvitations(context, membership);
      await noted(context, membership, 'access.membership-ended', { reason });
      await told(context, membership, (event) => membershipEndedMail(event, reason));
    }
    const counts = { kept: users.length - toEnd.length, ended: toEnd.length };
    const id = await finishReview(tx, place, { by: accountId, ...counts, now });
    await record(context, {
      ...{ action: 'access.rights-reviewed', subjectKind: 'rights-review', subjectId: id },
      ...{ ...place, details: counts },
    });
    return counts;
  },
});

function readReason(typed: string): string {
  const read = reasonSchema.safeParse(typed);
  if (!read.success) throw new InvalidInput({ reason: read.error.issues[0]?.message ?? '' });
  return read.data;
}
