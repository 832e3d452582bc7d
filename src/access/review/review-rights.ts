import { z } from 'zod';
import { record } from '../../journal';
import { type BehaviourContext, behaviour, personOf } from '../../platform/behaviour';
import { InvalidInput, Refusal } from '../../platform/errors';
import { reasonSchema } from '../decide-account-request';
import { errors } from '../errors';
import { membershipEndedMail } from '../mails/membership-ended';
import { takeMandateBack } from '../mandates';
import { holdAdministrations, type MembershipRow } from '../store';
import { act, noted, placeNumber, told, withdrawTheirInvitations } from '../users';
import { finishReview, holdMandatesOf, holdUsersOf, reviewsOf } from './store';

/** A right as the list showed it, and what becomes of it. */
const answer = z.object({ id: z.string().max(100), version: z.number(), keep: z.boolean() });
const answers = z.array(answer).max(5000);
type Answer = z.output<typeof answer>;

/**
 * Confirms who has access to a place, and ends the others: all or nothing. Refused when it is no longer the list that
 * was shown, or when somebody has done the review meanwhile. Oneself is kept, and so is the last administrator. All
 * are held before the first is ended, as by whoever else waits for a company's administrators.
 */
export const reviewRights = behaviour({
  name: 'access.review-rights',
  input: z.object({
    place: z.object({ siren: z.string(), siret: z.string().nullable() }),
    /** The review last done when the list was shown. */
    lastSeen: z.string().nullable(),
    memberships: answers,
    mandates: answers,
    /** Read by those whose access ends. */
    reason: z.string(),
    /** They say that they have read the list: sent by mistake, it confirms nobody. */
    attested: z
      .boolean()
      .refine(Boolean, { error: 'Cochez cette case quand vous avez relu toute la liste.' }),
  }),
  who: {
    kind: 'permission-on',
    permission: 'users.manage',
    placeOf: async (_tx, { place }) => placeNumber(place),
  },
  async run(context, { place, lastSeen, reason: typed, ...given }): Promise<{ kept: number; ended: number }> {
    const { tx, now, actor } = context;
    const { accountId } = personOf(actor);
    const users = await holdUsersOf(tx, place, now);
    const mandates = await holdMandatesOf(tx, place, now);
    // Two reviewers of a place where nothing is held by anybody wait for each other too.
    await holdAdministrations(tx, place.siren);
    const { lastDone } = await reviewsOf(tx, place);
    if ((lastDone?.id ?? null) !== lastSeen) throw errors.reviewDoneMeanwhile();
    const usersToEnd = toEnd(users, given.memberships);
    const mandatesToEnd = toEnd(mandates, given.mandates);
    const own = usersToEnd.find((one) => one.account_id === accountId);
    if (own) throw new InvalidInput({ [own.id]: 'C’est votre propre accès : il est gardé.' });
    const ended = usersToEnd.length + mandatesToEnd.length;
    const reason = ended === 0 ? '' : readReason(typed);
    for (const membership of usersToEnd) await endOne(context, membership, reason);
    for (const mandate of mandatesToEnd) await takeMandateBack(context, mandate, reason);
    const counts = { kept: users.length + mandates.length - ended, ended };
    const id = await finishReview(tx, place, { by: accountId, ...counts, now });
    await record(context, {
      ...{ action: 'access.rights-reviewed', subjectKind: 'rights-review', subjectId: id },
      ...{ ...place, details: counts },
    });
    return counts;
  },
});

/** Those that the answers end; throws when they answer another list. */
function toEnd<One extends { readonly id: string; readonly version: number }>(
  held: readonly One[],
  answers: readonly Answer[],
): One[] {
  const given = new Map(answers.map((one) => [one.id, one]));
  if (given.size !== held.length || held.some(({ id, version }) => given.get(id)?.version !== version))
    throw errors.usersChangedMeanwhile();
  return held.filter(({ id }) => given.get(id)?.keep === false);
}

async function endOne(context: BehaviourContext, membership: MembershipRow, reason: string): Promise<void> {
  try {
    await act(context, membership, 'end', { end_reason: reason });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== errors.lastAdministrator().code) throw error;
    throw new InvalidInput({
      [membership.id]:
        'Sans cette personne, plus personne n’administrerait ces établissements aussi longtemps : gardez son accès, ou donnez d’abord ce rôle à quelqu’un d’autre.',
    });
  }
  await withdrawTheirInvitations(context, membership);
  await noted(context, membership, 'access.membership-ended', { reason });
  await told(context, membership, (event) => membershipEndedMail(event, reason));
}

function readReason(typed: string): string {
  const read = reasonSchema.safeParse(typed);
  if (!read.success) throw new InvalidInput({ reason: read.error.issues[0]?.message ?? '' });
  return read.data;
}
