import { z } from 'zod';
import { behaviour } from '../../platform/behaviour';
import { InvalidInput } from '../../platform/errors';
import { errors } from '../errors';
import { partnerAdministrators, seenMandate, seenMandateFields } from './managed-mandate';
import { holdMandate, peopleOfMandate, setMandateMembers } from './store';
import { noteMembers } from './told';

/** The partner's administrator says who of its people act for the client: these, and nobody else. */
export const nameMandateMembers = behaviour({
  name: 'access.name-mandate-members',
  input: z.object({ ...seenMandateFields, membershipIds: z.array(z.string().max(100)).max(500) }),
  who: partnerAdministrators,
  async run(context, { membershipIds, ...seen }) {
    const { tx, now } = context;
    const mandate = await seenMandate(context, seen);
    if (!(await holdMandate(tx, mandate))) throw errors.mandateSettled();
    const people = await peopleOfMandate(tx, mandate, now);
    const known = new Set(people.map(({ membershipId }) => membershipId));
    if (!membershipIds.every((one) => known.has(one))) {
      throw new InvalidInput({
        '': 'Une des personnes choisies n’est plus rattachée chez vous : relisez la liste, puis recommencez.',
      });
    }
    const wanted = new Set(membershipIds);
    const added = people.filter((one) => !one.chosen && wanted.has(one.membershipId));
    const removed = people.filter((one) => one.chosen && !wanted.has(one.membershipId));
    const idsOf = (list: typeof people) => list.map(({ membershipId }) => membershipId);
    await setMandateMembers(tx, mandate, { added: idsOf(added), removed: idsOf(removed) });
    await noteMembers(context, mandate, 'access.mandate-member-added', idsOf(added));
    await noteMembers(context, mandate, 'access.mandate-member-removed', idsOf(removed));
  },
});
