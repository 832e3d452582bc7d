import { sql, type Transaction } from '../platform/database';
import {
  type DecisionRow,
  decideCompany,
  decideEstablishment,
  refreshSearch,
  refuseDeclaredSites,
} from './store';

/** Done, or who decided before and what; `state` null when the number is unknown. */
export type DecisionOutcome =
  | { done: true }
  | ({ done: false } & (DecisionRow | { state: null; decidedAt: null; decidedBy: null }));

export interface DecisionBy {
  /** Account of the agent. */
  by: string;
  now: Date;
}

/** Accepts a company to validate; its establishments are decided separately. */
export async function acceptCompany(
  tx: Transaction,
  { siren, by, now }: DecisionBy & { siren: string },
): Promise<DecisionOutcome> {
  if (!(await decideCompany(tx, siren, { state: 'valid', by, reason: null, now }))) {
    return alreadyDecided(tx, 'company', siren);
  }
  await refreshSearch(tx, [siren]);
  return { done: true };
}

/** Refuses a company to validate, and its declared sites with it; the reason is shown to the person. */
export async function refuseCompany(
  tx: Transaction,
  { siren, by, now, reason }: DecisionBy & { siren: string; reason: string },
): Promise<DecisionOutcome> {
  const done = await decideCompany(tx, siren, { state: 'refused', by, reason, now });
  if (done) await refuseDeclaredSites(tx, siren, { by, reason, now });
  return done ? { done } : alreadyDecided(tx, 'company', siren);
}

/** Accepts an establishment to validate. */
export async function acceptEstablishment(
  tx: Transaction,
  { siret, by, now }: DecisionBy & { siret: string },
): Promise<DecisionOutcome> {
  const done = await decideEstablishment(tx, siret, { state: 'valid', by, reason: null, now });
  if (done) await refreshSearch(tx, [siret.slice(0, 9)]);
  return done ? { done } : alreadyDecided(tx, 'establishment', siret);
}

/** Refuses an establishment to validate; the reason is shown to the person. */
export async function refuseEstablishment(
  tx: Transaction,
  { siret, by, now, reason }: DecisionBy & { siret: string; reason: string },
): Promise<DecisionOutcome> {
  const done = await decideEstablishment(tx, siret, { state: 'refused', by, reason, now });
  return done ? { done } : alreadyDecided(tx, 'establishment', siret);
}

async function alreadyDecided(
  tx: Transaction,
  table: 'company' | 'establishment',
  number: string,
): Promise<DecisionOutcome> {
  const key = table === 'company' ? 'siren' : 'siret';
  const { rows } = await sql<DecisionRow>`
    select state, decided_at as "decidedAt", decided_by as "decidedBy"
    from ${sql.table(table)} where ${sql.ref(key)} = ${number}`.execute(tx);
  return { done: false, ...(rows[0] ?? { state: null, decidedAt: null, decidedBy: null }) };
}
