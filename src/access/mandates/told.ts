import { findAccount } from '../../accounts';
import { record, recordEach } from '../../journal';
import type { BehaviourContext } from '../../platform/behaviour';
import { type OutgoingMail, queueMail } from '../../platform/mail';
import { placeFactOf } from '../mails/facts';
import type { MandateFacts } from '../mails/mandate-facts';
import { administratorsBut } from '../queries/administrators';
import { clientOf } from './managed-mandate';
import { type Mandate, peopleOfMandate } from './store';

type Sides = Pick<Mandate, 'id' | 'partnerSiren' | 'partnerSiret' | 'siren' | 'siret'>;
type To = { readonly accountId: string; readonly email: string };

const partnerPlace = ({ partnerSiren, partnerSiret }: Sides) => ({
  siren: partnerSiren,
  siret: partnerSiret,
});

/** Writes a step of a mandate in the history of the client and in that of the partner: each reads who the other is. */
export async function noteMandate(
  context: BehaviourContext,
  mandate: Sides,
  action: string,
  details: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  for (const { place, other } of await bothSides(context, mandate)) {
    const subject = { subjectKind: 'mandate', subjectId: mandate.id };
    await record(context, { action, ...subject, ...place, details: { ...details, with: other } });
  }
}

/** The same of the people who begin, or cease, to act by it. */
export async function noteMembers(
  context: BehaviourContext,
  mandate: Sides,
  action: string,
  membershipIds: readonly string[],
): Promise<void> {
  for (const { place, other } of await bothSides(context, mandate)) {
    const line = { action, subjectKind: 'membership', ...place, details: { with: other } };
    await recordEach(context, membershipIds, line);
  }
}

async function bothSides({ tx }: BehaviourContext, mandate: Sides) {
  const partner = partnerPlace(mandate);
  const client = { siren: mandate.siren, siret: mandate.siret };
  const [[, partnerLabel], [, clientLabel]] = [await placeFactOf(tx, partner), await placeFactOf(tx, client)];
  return [
    { place: client, other: partnerLabel },
    { place: partner, other: clientLabel },
  ];
}

export async function mandateFactsOf(
  { tx, kernel }: BehaviourContext,
  mandate: Sides & Pick<Mandate, 'permissions' | 'startsOn' | 'endsOn' | 'askedBy' | 'version'>,
): Promise<MandateFacts> {
  const { id, version, permissions, startsOn, endsOn, siren, siret } = mandate;
  const asker = await findAccount(tx, mandate.askedBy);
  const [, partner] = await placeFactOf(tx, partnerPlace(mandate));
  return {
    ...{ id, version, permissions, startsOn, endsOn, partner, publicUrl: kernel.publicUrl },
    client: await placeFactOf(tx, { siren, siret }),
    asker: [asker?.firstName, asker?.lastName].filter(Boolean).join(' '),
    askerEmail: asker?.email ?? '',
  };
}

/** Writes to the client's administrators of this moment, each once. */
export async function tellClient(
  { tx, now, actor }: BehaviourContext,
  mandate: Sides,
  mail: (to: To) => OutgoingMail,
): Promise<void> {
  const accountId = actor.kind === 'person' ? actor.accountId : null;
  const place = { accountId, siret: clientOf(mandate) };
  for (const one of await administratorsBut(tx, place, now)) await queueMail(tx, mail(one), now);
}

/** Writes to who asked and to who acts, as long as they belong to the partner; each once. */
export async function tellPartner(
  { tx, now }: BehaviourContext,
  mandate: Sides & Pick<Mandate, 'askedBy'>,
  mail: (to: To) => OutgoingMail,
): Promise<void> {
  const people = await peopleOfMandate(tx, mandate, now);
  const told = people.filter(
    ({ chosen, paused, accountId }) => !paused && (chosen || accountId === mandate.askedBy),
  );
  const each = new Map(told.map(({ accountId, email }) => [accountId, { accountId, email }]));
  for (const one of each.values()) await queueMail(tx, mail(one), now);
}
