import { z } from 'zod';
import { type BehaviourContext, behaviour, personOf } from '../../platform/behaviour';
import { reasonSchema } from '../decide-account-request';
import { dueRequests } from '../due-requests';
import { errors } from '../errors';
import { mandateEndedMail } from '../mails/mandate-ended';
import { clientAdministrators, mandateOf, partnerAdministrators, seenMandateFields } from './managed-mandate';
import { closeMandate, type Mandate, mandatesOfClosedPartners, runningMandatesOn } from './store';
import { mandateFactsOf, noteMandate, tellClient, tellPartner } from './told';

/** The client takes its mandate back: nothing of it works at the next request. */
export const withdrawMandate = behaviour({
  name: 'access.withdraw-mandate',
  input: z.object({ mandateId: seenMandateFields.mandateId, reason: reasonSchema }),
  who: clientAdministrators,
  async run(context, { reason, mandateId }) {
    await takeMandateBack(context, await mandateOf(context, mandateId), reason);
  },
});

/** In the name of the client, who says why; the partner is told. */
export async function takeMandateBack(
  context: BehaviourContext,
  mandate: Mandate,
  reason: string,
): Promise<void> {
  const { actor, now, tx } = context;
  const closing = { by: personOf(actor).accountId, as: 'client', reason, now } as const;
  if (!(await closeMandate(tx, mandate, 'end', closing))) throw errors.mandateSettled();
  await noteMandate(context, mandate, 'access.mandate-withdrawn', { reason });
  const facts = await mandateFactsOf(context, mandate);
  await tellPartner(context, mandate, (to) => mandateEndedMail(to, facts, 'client', reason));
}

/** The partner gives it up, and says why. */
export const giveMandateUp = behaviour({
  name: 'access.give-mandate-up',
  input: z.object({ mandateId: seenMandateFields.mandateId, reason: reasonSchema }),
  who: partnerAdministrators,
  async run(context, { reason, mandateId }) {
    const mandate = await mandateOf(context, mandateId);
    const { actor, now, tx } = context;
    const closing = { by: personOf(actor).accountId, as: 'partner', reason, now } as const;
    if (!(await closeMandate(tx, mandate, 'end', closing))) throw errors.mandateSettled();
    await noteMandate(context, mandate, 'access.mandate-given-up', { reason });
    const facts = await mandateFactsOf(context, mandate);
    await tellClient(context, mandate, (to) => mandateEndedMail(to, facts, 'partner', reason));
  },
});

/** The partner takes its question back, before any answer. */
export const cancelMandate = behaviour({
  name: 'access.cancel-mandate',
  input: z.object({ mandateId: seenMandateFields.mandateId }),
  who: partnerAdministrators,
  async run(context, { mandateId }) {
    const mandate = await mandateOf(context, mandateId);
    const { actor, now, tx } = context;
    const closing = { by: personOf(actor).accountId, as: 'partner', reason: null, now } as const;
    if (!(await closeMandate(tx, mandate, 'cancel', closing))) throw errors.mandateSettled();
    await noteMandate(context, mandate, 'access.mandate-cancelled');
  },
});

/** All that run by or for a place that the OPCO refuses; both sides are told. */
export async function endMandatesOn(
  context: BehaviourContext,
  what: { siren: string } | { siret: string },
  reason: string,
): Promise<void> {
  for (const mandate of await runningMandatesOn(context.tx, what)) {
    await endForBoth(context, mandate, { as: 'opco', action: 'access.mandate-ended-by-opco', reason });
  }
}

/** Neither side wanted it; both are told. */
async function endForBoth(
  context: BehaviourContext,
  mandate: Mandate,
  { as, action, reason }: { as: 'opco' | null; action: string; reason: string },
): Promise<void> {
  const { tx, now, actor } = context;
  const by = actor.kind === 'person' ? actor.accountId : null;
  const step = mandate.state === 'asked' ? 'expire' : 'end';
  if (!(await closeMandate(tx, mandate, step, { by, as, reason, now }))) return;
  await noteMandate(context, mandate, action, { reason });
  const facts = await mandateFactsOf(context, mandate);
  await tellPartner(context, mandate, (to) => mandateEndedMail(to, facts, as, reason));
  await tellClient(context, mandate, (to) => mandateEndedMail(to, facts, as, reason));
}

/** An import of Sirene has closed the partner, or its establishment: nobody acts by its mandates any more. */
export const endMandatesOfClosed = dueRequests({
  name: 'access.end-mandates-of-closed',
  every: '47 * * * *',
  read: (db, _now, batch) => mandatesOfClosedPartners(db, batch),
  settle: (context, mandate) =>
    endForBoth(context, mandate, {
      as: null,
      action: 'access.mandate-partner-closed',
      reason: 'Le partenaire est fermé au répertoire Sirene',
    }),
});
