import { z } from 'zod';
import { behaviour, personOf } from '../../platform/behaviour';
import type { Queryable } from '../../platform/database';
import { InvalidInput } from '../../platform/errors';
import { calendarDelayOverBefore, dayInParis } from '../../platform/working-days';
import { findCompany, findEstablishment, parseSiren, parseSiret } from '../../registry';
import { errors } from '../errors';
import { mandateAskedMail } from '../mails/mandate-asked';
import { liveMembershipsOn } from '../store';
import { mandateDelays } from './lifecycle';
import { daysOf, givenFields } from './managed-mandate';
import { insertMandate, setMandateMembers, wasMandateRefused } from './store';
import { mandateFactsOf, noteMandate, tellClient } from './told';

/** Numbers of a place, by its SIRET or its SIREN. */
const numbersOf = (place: string) => ({
  siren: place.slice(0, 9),
  siret: place.length === 14 ? place : null,
});

/** A number as people write it: a SIRET, or a SIREN when it has 9 digits. */
export const readClientNumber = (typed: string) =>
  typed.replace(/\D/g, '').length === 9 ? parseSiren(typed) : parseSiret(typed);

/**
 * A partner asks a client for a mandate: the client's administrators are told at once, and nothing opens before one of
 * them accepts. Who asks is the first to act by it.
 */
export const askMandate = behaviour({
  name: 'access.ask-mandate',
  input: z.object({
    /** Where who asks manages the users: SIRET or SIREN. */
    partner: z.string().max(20),
    client: z.string().transform((typed, context) => {
      const read = readClientNumber(typed.slice(0, 100));
      if (read.ok) return read.value;
      context.addIssue({ code: 'custom', message: read.reason });
      return z.NEVER;
    }),
    ...givenFields,
  }),
  who: {
    kind: 'permission-on',
    permission: 'users.manage',
    placeOf: async (_tx, { partner }) => partner,
  },
  async run(context, { partner, client, permissions, ...typed }): Promise<{ id: string }> {
    const { tx, now, actor } = context;
    const { accountId } = personOf(actor);
    const { siren: partnerSiren, siret: partnerSiret } = numbersOf(partner);
    const sides = { partnerSiren, partnerSiret, ...numbersOf(client) };
    if (!(await isInUse(tx, partner))) throw errors.mandatePartnerNotValid();
    await refuseClient(tx, partnerSiren, client);
    const days = daysOf(typed, now);
    if (await wasMandateRefused(tx, sides, calendarDelayOverBefore(now, mandateDelays.afterRefusal)))
      throw errors.mandateRefused();
    const asked = {
      id: crypto.randomUUID(),
      ...sides,
      permissions,
      ...days,
      askedBy: accountId,
      askedAt: now,
    };
    if (!(await insertMandate(tx, asked, dayInParis(now)))) throw errors.mandateRunning();
    await noteMandate(context, asked, 'access.mandate-asked', { permissions, ...days });
    const [own] = (await liveMembershipsOn(tx, accountId, partner, now)).filter(
      ({ state, role }) => state === 'active' && role === 'establishment_administrator',
    );
    if (own) {
      await setMandateMembers(tx, asked, { added: [own.id], removed: [] });
    }
    const facts = await mandateFactsOf(context, { ...asked, version: 1 });
    await tellClient(context, asked, (to) => mandateAskedMail(to, facts));
    return { id: asked.id };
  },
});

/** Whether the OPCO has validated a place (SIRET or SIREN), and it is open. */
export async function isInUse(db: Queryable, place: string): Promise<boolean> {
  const company = await findCompany(db, place.slice(0, 9));
  if (company?.state !== 'valid' || !company.active) return false;
  if (place.length !== 14) return true;
  const site = await findEstablishment(db, place);
  return site?.state === 'valid' && site.active;
}

async function refuseClient(tx: Queryable, partnerSiren: string, client: string): Promise<void> {
  const refuse = (sentence: string) => {
    throw new InvalidInput({ client: sentence });
  };
  if (client.startsWith(partnerSiren))
    refuse('C’est votre propre entreprise : donnez le numéro de votre client.');
  if (!(await isInUse(tx, client)))
    refuse(
      'Ce numéro n’est pas celui d’une entreprise ou d’un établissement ouvert que nous connaissons : vérifiez-le avec votre client.',
    );
}
