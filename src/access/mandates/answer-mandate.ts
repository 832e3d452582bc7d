import { z } from 'zod';
import { type BehaviourContext, behaviour, personOf } from '../../platform/behaviour';
import { reasonSchema } from '../decide-account-request';
import { errors } from '../errors';
import { mandateAcceptedMail } from '../mails/mandate-accepted';
import { mandateChangedMail } from '../mails/mandate-changed';
import { mandateRefusedMail } from '../mails/mandate-refused';
import {
  clientAdministrators,
  clientOf,
  daysOf,
  givenFields,
  mandateOf,
  partnerOf,
  seenMandate,
  seenMandateFields,
} from './managed-mandate';
import { closeMandate, giveMandate, type Mandate, membersOf, peopleOfMandate } from './store';
import { mandateFactsOf, noteMandate, noteMembers, tellPartner } from './told';

type Given = Pick<Mandate, 'permissions' | 'startsOn' | 'endsOn'>;

/** An administrator of the client gives what was asked, or less, or other days. */
export const acceptMandate = behaviour({
  name: 'access.accept-mandate',
  input: z.object({ ...seenMandateFields, ...givenFields }),
  who: clientAdministrators,
  async run(context, { permissions, startsOn, endsOn, ...seen }) {
    const mandate = await seenMandate(context, seen);
    await refuseOwn(context, mandate);
    if (mandate.state !== 'asked') throw errors.mandateSettled();
    const given = { permissions, ...daysOf({ startsOn, endsOn }, context.now) };
    await give(context, mandate, 'accept', given);
    await noteMandate(context, mandate, 'access.mandate-accepted', given);
    await noteMembers(context, mandate, 'access.mandate-member-added', await membersOf(context.tx, mandate));
    const facts = await mandateFactsOf(context, { ...mandate, ...given });
    await tellPartner(context, mandate, (to) => mandateAcceptedMail(to, facts));
  },
});

/** With a reason, that the partner reads. */
export const refuseMandate = behaviour({
  name: 'access.refuse-mandate',
  input: z.object({ mandateId: seenMandateFields.mandateId, reason: reasonSchema }),
  who: clientAdministrators,
  async run(context, { reason, mandateId }) {
    const mandate = await mandateOf(context, mandateId);
    if (mandate.askedBy === personOf(context.actor).accountId) throw errors.ownRequest();
    const { actor, now, tx } = context;
    const closing = { by: personOf(actor).accountId, as: 'client', reason, now } as const;
    if (!(await closeMandate(tx, mandate, 'refuse', closing))) throw errors.mandateSettled();
    await noteMandate(context, mandate, 'access.mandate-refused', { reason });
    const facts = await mandateFactsOf(context, mandate);
    await tellPartner(context, mandate, (to) => mandateRefusedMail(to, facts, reason));
  },
});

/** Other rights, other days, at once. What stays the same is not told. */
export const changeMandate = behaviour({
  name: 'access.change-mandate',
  input: z.object({ ...seenMandateFields, ...givenFields }),
  who: clientAdministrators,
  async run(context, { permissions, startsOn, endsOn, ...seen }) {
    const mandate = await seenMandate(context, seen);
    await refuseOwn(context, mandate);
    const given = { permissions, ...daysOf({ startsOn, endsOn }, context.now) };
    const before = { permissions: mandate.permissions, startsOn: mandate.startsOn, endsOn: mandate.endsOn };
    if (isSame(before, given)) return;
    await give(context, mandate, 'change', given);
    await noteMandate(context, mandate, 'access.mandate-changed', { before, ...given });
    const facts = await mandateFactsOf(context, { ...mandate, ...given });
    await tellPartner(context, mandate, (to) => mandateChangedMail(to, facts));
  },
});

const isSame = (one: Given, other: Given) =>
  one.startsOn === other.startsOn &&
  one.endsOn === other.endsOn &&
  one.permissions.length === other.permissions.length &&
  one.permissions.every((permission) => other.permissions.includes(permission));

/**
 * Nobody gives to themselves: neither who asked, nor who is named, nor who could name themselves, since they administer
 * the partner too. Another administrator of the client answers.
 */
async function refuseOwn({ tx, kernel, actor, now }: BehaviourContext, mandate: Mandate): Promise<void> {
  const { accountId } = personOf(actor);
  const atPartner = await kernel.rights.permissionsOn(tx, accountId, partnerOf(mandate));
  const named = (await peopleOfMandate(tx, mandate, now)).some(
    (one) => one.chosen && one.accountId === accountId,
  );
  if (mandate.askedBy === accountId || named || atPartner.has('users.manage')) throw errors.ownRequest();
}

/** Nobody gives more than they hold. */
async function give(
  { tx, now, kernel, actor }: BehaviourContext,
  mandate: Mandate,
  step: 'accept' | 'change',
  given: Given,
): Promise<void> {
  const { accountId } = personOf(actor);
  const held = await kernel.rights.permissionsOn(tx, accountId, clientOf(mandate));
  if (!given.permissions.every((permission) => held.has(permission))) throw errors.grantsTooMuch();
  if (!(await giveMandate(tx, mandate, step, given, { accountId, now }))) throw errors.mandateSettled();
}
