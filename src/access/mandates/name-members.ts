import { z } from 'zod';
import { behaviour } from '../../platform/behaviour';
import { InvalidInput } from '../../platform/errors';
import { errors } from '../errors';
import { mandateOf, partnerAdministrators, seenMandateFields } from './managed-mandate';
import { holdMandate, mayActFor, membersOf, setMandateMembers } from './store';
import { noteMembers } from './told';

const memberships = z
  .array(z.string().max(100))
  .max(500, 'Pas plus de 500 personnes à la fois : cherchez-les par leur nom, puis enregistrez.');

/**
 * The partner's administrator says who of its people act for the client: of those who were shown, these and nobody
 * else. Who was not shown stays as they were. The histories say it once the mandate is accepted: before, whoever asks
 * would write in the history of a stranger.
 */
export const nameMandateMembers = behaviour({
  name: 'access.name-mandate-members',
  input: z.object({ mandateId: seenMandateFields.mandateId, shown: memberships, chosen: memberships }),
  who: partnerAdministrators,
  async run(context, { shown, chosen, mandateId }) {
    const { tx, now } = context;
    const mandate = await mandateOf(context, mandateId);
    if (!(await holdMandate(tx, mandate))) throw errors.mandateSettled();
    const before = new Set(await membersOf(tx, mandate));
    const may = await mayActFor(tx, mandate, chosen, now);
    if (!chosen.every((one) => may.has(one) || before.has(one))) {
      throw new InvalidInput({
        '': 'Une des personnes choisies n’est plus rattachée chez vous : relisez la liste, puis recommencez.',
      });
    }
    const wanted = new Set(chosen);
    const added = [...wanted].filter((one) => !before.has(one));
    const removed = shown.filter((one) => before.has(one) && !wanted.has(one));
    await setMandateMembers(tx, mandate, { added, removed });
    if (mandate.state === 'asked') return;
    await noteMembers(context, mandate, 'access.mandate-member-added', added);
    await noteMembers(context, mandate, 'access.mandate-member-removed', removed);
  },
});
