import { sql, type Transaction } from '../platform/database';
import type { NewCompany, NewEstablishment } from './input';
import type { RegistryState } from './model';
import { hold, insertDeclaredCompany, insertDeclaredEstablishment } from './store';

/** What a proposal led to: `known` when the number already existed, and was selected instead. */
export interface ProposedCompany {
  siren: string;
  known: boolean;
  state: RegistryState;
  /** False when Sirene says it is closed: it can't be chosen. */
  active: boolean;
  headOffice: ProposedEstablishment;
}

export interface ProposedEstablishment {
  siret: string;
  known: boolean;
  state: RegistryState;
  active: boolean;
}

/**
 * Records a company that Sirene does not know, with its head office, both "à valider".
 * Known numbers are returned as they are, nothing of them changes; refused ones are proposed anew.
 * A known company keeps the site typed: it is selected when known, declared otherwise.
 */
export async function proposeCompany(
  tx: Transaction,
  input: NewCompany,
  now: Date,
): Promise<ProposedCompany> {
  await hold(tx, input.siren, input.siret);
  const inserted = await insertDeclaredCompany(tx, input, now);
  const { rows } = await sql<{ state: RegistryState; active: boolean }>`
    select company.state, company.active from company where company.siren = ${input.siren}`.execute(tx);
  const company = only(rows);
  const site = { ...input, sign: null, headOffice: inserted };
  return { siren: input.siren, known: !inserted, ...company, headOffice: await propose(tx, site, now) };
}

/**
 * Records an establishment that Sirene does not know, "à valider".
 * A known number is returned as it is; a refused one is proposed anew. Its company must exist.
 */
export async function proposeEstablishment(
  tx: Transaction,
  input: NewEstablishment,
  now: Date,
): Promise<ProposedEstablishment> {
  await hold(tx, input.siren, input.siret);
  return propose(tx, { ...input, headOffice: false }, now);
}

async function propose(
  tx: Transaction,
  site: Omit<NewEstablishment, 'siren'> & { headOffice: boolean },
  now: Date,
): Promise<ProposedEstablishment> {
  const inserted = await insertDeclaredEstablishment(tx, site, now);
  const { rows } = await sql<{ state: RegistryState; active: boolean }>`
    select establishment.state, establishment.active from establishment
    where establishment.siret = ${site.siret}`.execute(tx);
  return { siret: site.siret, known: !inserted, ...only(rows) };
}

function only<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (!row) throw new Error('the row just inserted or found is not there');
  return row;
}
