import { activePerson } from '../accounts';
import type { Queryable } from '../platform/database';
import { administratorsOf, agentsWithRole } from './store';

export interface Decider {
  readonly accountId: string;
  readonly email: string;
}

/**
 * Who is told of a request: the administrators of the establishment; if none, those of the whole
 * company; if none, the agents in charge of accounts. Never the person who asks.
 */
export async function decidersOf(
  db: Queryable,
  siret: string,
  requesterEmail: string,
  now: Date,
): Promise<{ deciders: Decider[]; byAgents: boolean }> {
  const administrators = await administratorsOf(db, siret, now);
  const groups = [
    administrators.filter((one) => !one.wholeCompany),
    administrators.filter((one) => one.wholeCompany),
  ];
  for (const group of groups) {
    const deciders = await withAddress(
      db,
      group.map((one) => one.accountId),
      requesterEmail,
    );
    if (deciders.length > 0) return { deciders, byAgents: false };
  }
  return { deciders: await agentsInCharge(db, requesterEmail), byAgents: true };
}

/** The agents in charge of accounts, but for the person who asks. */
export const agentsInCharge = async (db: Queryable, requesterEmail: string): Promise<Decider[]> =>
  withAddress(db, await agentsWithRole(db, 'account_manager'), requesterEmail);

async function withAddress(db: Queryable, accountIds: readonly string[], except: string): Promise<Decider[]> {
  const deciders: Decider[] = [];
  for (const accountId of new Set(accountIds)) {
    const person = await activePerson(db, accountId);
    if (person && person.email !== except) deciders.push({ accountId, email: person.email });
  }
  return deciders;
}
