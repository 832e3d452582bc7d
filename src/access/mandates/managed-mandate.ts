import { z } from 'zod';
import type { BehaviourContext, BehaviourWho } from '../../platform/behaviour';
import type { Transaction } from '../../platform/database';
import { InvalidInput, notFound } from '../../platform/errors';
import { dayInParis } from '../../platform/working-days';
import { errors } from '../errors';
import { endDay, refuseEndedDay, startDay } from '../right-days';
import { mandatePermissions } from './rules';
import { findMandate, type Mandate } from './store';

/** A mandate as its page showed it. */
export const seenMandateFields = { mandateId: z.string().max(100), version: z.number() };
export interface SeenMandate {
  readonly mandateId: string;
  readonly version: number;
}

/** What is given, and between which days. */
export const givenFields = { permissions: mandatePermissions, startsOn: startDay, endsOn: endDay };

/** An establishment by its SIRET, a whole company by its SIREN. */
export const clientOf = ({ siren, siret }: Pick<Mandate, 'siren' | 'siret'>) => siret ?? siren;
export const partnerOf = ({ partnerSiren, partnerSiret }: Pick<Mandate, 'partnerSiren' | 'partnerSiret'>) =>
  partnerSiret ?? partnerSiren;

const administratorsAt = (
  side: (mandate: Mandate) => string,
): BehaviourWho<Pick<SeenMandate, 'mandateId'>> => ({
  kind: 'permission-on',
  permission: 'users.manage',
  placeOf: async (tx: Transaction, { mandateId }) => {
    const mandate = await findMandate(tx, mandateId);
    return mandate && side(mandate);
  },
});

/** The administrators of the client's establishment, or of its whole company. */
export const clientAdministrators = administratorsAt(clientOf);
/** Those of the partner's. */
export const partnerAdministrators = administratorsAt(partnerOf);

export async function mandateOf({ tx }: BehaviourContext, mandateId: string): Promise<Mandate> {
  const mandate = await findMandate(tx, mandateId);
  if (!mandate) throw notFound();
  return mandate;
}

/** The mandate, once it is sure that it is as it was seen. */
export async function seenMandate(
  context: BehaviourContext,
  { mandateId, version }: SeenMandate,
): Promise<Mandate> {
  const mandate = await mandateOf(context, mandateId);
  if (mandate.version !== version) throw errors.mandateChanged();
  return mandate;
}

/** The days that are given: from today unless told. Throws for those that make no sense. */
export function daysOf(
  { startsOn, endsOn }: { startsOn: string | null; endsOn: string | null },
  now: Date,
): { startsOn: string; endsOn: string | null } {
  refuseEndedDay(endsOn, now);
  const from = startsOn ?? dayInParis(now);
  if (endsOn !== null && endsOn < from) {
    throw new InvalidInput({ endsOn: 'La fin vient avant le début : choisissez un jour plus tardif.' });
  }
  return { startsOn: from, endsOn };
}
