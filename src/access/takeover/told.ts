import { findAccount } from '../../accounts';
import { record } from '../../journal';
import type { BehaviourContext } from '../../platform/behaviour';
import { queueMail } from '../../platform/mail';
import { placeFactOf } from '../mails/facts';
import { takeoverAskedMail } from '../mails/takeover-asked';
import type { TakeoverFacts } from '../mails/takeover-facts';
import { administratorsBut } from '../queries/administrators';
import type { Takeover } from './store';

export async function takeoverFactsOf(
  { tx, kernel }: BehaviourContext,
  takeover: Pick<Takeover, 'id' | 'accountId' | 'siren' | 'siret' | 'reason' | 'confirmableAt'>,
): Promise<TakeoverFacts> {
  const account = await findAccount(tx, takeover.accountId);
  const { id, reason, confirmableAt } = takeover;
  return {
    ...{ id, reason, confirmableAt, publicUrl: kernel.publicUrl, email: account?.email ?? '' },
    person: `${account?.firstName ?? ''} ${account?.lastName ?? ''}`.trim(),
    place: await placeFactOf(tx, takeover),
  };
}

/** Writes to the administrators of this moment, each once; gives how many they are. */
export async function tellAdministrators(
  { tx, now }: BehaviourContext,
  takeover: Pick<Takeover, 'accountId' | 'siret'>,
  facts: TakeoverFacts,
): Promise<number> {
  const administrators = await administratorsBut(tx, takeover, now);
  for (const one of administrators) await queueMail(tx, takeoverAskedMail(one, facts), now);
  return administrators.length;
}

/** Writes a step of a takeover in the history. */
export const noteTakeover = (
  context: BehaviourContext,
  { id, siren, siret }: Pick<Takeover, 'id' | 'siren' | 'siret'>,
  action: string,
  details: Readonly<Record<string, unknown>> = {},
) => record(context, { action, subjectKind: 'takeover', subjectId: id, siren, siret, details });
