import { findAccount } from '../../accounts';
import type { Queryable } from '../../platform/database';
import { findCompany, findEstablishment } from '../../registry';
import { administratorsBut } from '../queries/administrators';
import { type LiveMembership, liveMembershipsOn } from '../store';
import type { Takeover } from './store';

/**
 * What somebody who asks for the administration of an establishment holds there: validated, in use, without
 * administering it. Null: they have no part there, are suspended, or administer it already.
 */
export async function heldBy(
  db: Queryable,
  { accountId, siret }: Pick<Takeover, 'accountId' | 'siret'>,
  now: Date,
): Promise<readonly LiveMembership[] | null> {
  const account = await findAccount(db, accountId);
  const site = await findEstablishment(db, siret);
  const company = site && (await findCompany(db, site.siren));
  if (account?.state !== 'active' || site?.state !== 'valid' || !site.active || company?.state !== 'valid')
    return null;
  const live = await liveMembershipsOn(db, accountId, siret, now);
  if (live.some((one) => one.state === 'suspended')) return null;
  const held = live.filter((one) => one.state === 'active');
  const administers = held.some((one) => one.role === 'establishment_administrator');
  return held.length === 0 || administers ? null : held;
}

/**
 * What who asked still holds, as it was when they asked. Null: somebody has decided about them since, and a request
 * from before does not undo it.
 */
export async function heldSince(
  db: Queryable,
  takeover: Pick<Takeover, 'accountId' | 'siret' | 'askedAt'>,
  now: Date,
): Promise<readonly LiveMembership[] | null> {
  const held = await heldBy(db, takeover, now);
  return held?.every((one) => one.updated_at <= takeover.askedAt) ? held : null;
}

/**
 * Whether somebody is a colleague whose word counts: attached to the establishment since before the request, and
 * neither who asks nor an administrator, who has other ways. One working day must have gone by without objection
 * from administrators who were told and are still there: with none, nobody could object. What is with the agents
 * is theirs to decide.
 */
export async function mayConfirm(
  db: Queryable,
  takeover: Pick<
    Takeover,
    'accountId' | 'siret' | 'state' | 'askedAt' | 'administratorsTold' | 'confirmableAt'
  >,
  accountId: string,
  now: Date,
): Promise<boolean> {
  if (takeover.state !== 'open' || takeover.administratorsTold === 0 || takeover.confirmableAt > now)
    return false;
  if (accountId === takeover.accountId) return false;
  const held = await heldBy(db, { accountId, siret: takeover.siret }, now);
  if (!held?.some((one) => one.updated_at < takeover.askedAt)) return false;
  return (await administratorsBut(db, takeover, now)).some(({ activated }) => activated);
}

/** Whether the agents may be asked: nobody administers the establishment, or nobody has answered in time. */
export const mayHandOver = async (
  db: Queryable,
  takeover: Pick<Takeover, 'accountId' | 'siret' | 'confirmableAt'>,
  now: Date,
): Promise<boolean> =>
  takeover.confirmableAt <= now || (await administratorsBut(db, takeover, now)).length === 0;
