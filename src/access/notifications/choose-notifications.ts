import { z } from 'zod';
import { lockAccount } from '../../accounts';
import { record } from '../../journal';
import { behaviour, personOf } from '../../platform/behaviour';
import { InvalidInput, notFound } from '../../platform/errors';
import { membershipsOf } from '../queries/my-establishments';
import { choicesOf, fieldOf, notificationKinds, notificationOffers, samePlace } from './kinds';
import { chosenBy, writeChoice } from './store';

/** Chooses when to be told of what others wait for; what stays as it was leaves no trace. */
export const chooseNotifications = behaviour({
  name: 'access.choose-notifications',
  input: z.object({
    choices: z.array(
      z.object({
        kind: z.enum(notificationKinds),
        siren: z.string().nullable(),
        siret: z.string().nullable(),
        choice: z.string(),
      }),
    ),
  }),
  who: { kind: 'signed-in' },
  async run(context, { choices }): Promise<void> {
    const { tx, now, actor } = context;
    const person = personOf(actor);
    const { accountId } = person;
    await lockAccount(tx, accountId);
    const offers = notificationOffers(person, await membershipsOf(tx, accountId, now));
    const known = await chosenBy(tx, accountId);
    const errors: Record<string, string> = {};
    for (const { kind, choice: typed, ...place } of choices) {
      if (!offers.some((one) => samePlace(one.place, place) && one.kinds.includes(kind))) throw notFound();
      const choice = choicesOf(kind).find((one) => one === typed);
      if (!choice) {
        errors[fieldOf(place, kind)] = 'Choisissez une des réponses proposées.';
        continue;
      }
      const before = known.find((one) => samePlace(one, place) && one.kind === kind)?.choice ?? 'now';
      if (before === choice) continue;
      await writeChoice(tx, accountId, { ...place, kind, choice }, now);
      await record(context, {
        action: 'access.notifications-chosen',
        subjectKind: 'account',
        subjectId: accountId,
        details: { kind, ...place, before, after: choice },
      });
    }
    if (Object.keys(errors).length > 0) throw new InvalidInput(errors);
  },
});
