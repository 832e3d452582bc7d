import { sql, type Transaction } from '../platform/database';
import type { NewCompany, NewEstablishment } from './input';
import type { RegistryState } from './model';

/** The only SQL that writes this module's tables, with import/apply.ts for INSEE's facts. */

/**
 * Inserts a declared company, or re-opens a refused one with what is said now.
 * False, and nothing changed, when the number is already known in another state.
 */
export async function insertDeclaredCompany(tx: Transaction, of: NewCompany, now: Date): Promise<boolean> {
  const declared = {
    name: of.name,
    activity: of.activity,
    agreement: of.agreement,
    headcount: of.headcount,
  };
  const { rows } = await sql<{ siren: string }>`
    insert into company (siren, name, kind, state, declared, declared_at, created_at, updated_at)
    values (${of.siren}, ${of.name}, ${of.kind}, 'to_validate', ${JSON.stringify(declared)}::jsonb,
      ${now}, ${now}, ${now})
    on conflict (siren) do update set
      name = case when company.diffusible then excluded.name end, kind = excluded.kind,
      state = 'to_validate', declared = excluded.declared, declared_at = excluded.declared_at,
      decided_at = null, decided_by = null, refusal_reason = null, updated_at = excluded.updated_at
    where company.state = 'refused'
    returning siren`.execute(tx);
  return rows.length > 0;
}

/** The same for an establishment; its company must exist. */
export async function insertDeclaredEstablishment(
  tx: Transaction,
  of: Omit<NewEstablishment, 'siren'> & { headOffice: boolean },
  now: Date,
): Promise<boolean> {
  const { rows } = await sql<{ siret: string }>`
    insert into establishment (siret, siren, sign, street, postal_code, town, head_office, state, declared,
      declared_at, created_at, updated_at)
    values (${of.siret}, ${of.siret.slice(0, 9)}, ${of.sign}, ${of.street}, ${of.postalCode}, ${of.town},
      ${of.headOffice}, 'to_validate', ${JSON.stringify({ activity: of.activity })}::jsonb,
      ${now}, ${now}, ${now})
    on conflict (siret) do update set
      sign = case when establishment.diffusible then excluded.sign end,
      street = case when establishment.diffusible then excluded.street end,
      postal_code = excluded.postal_code, town = excluded.town, head_office = excluded.head_office,
      state = 'to_validate', declared = excluded.declared, declared_at = excluded.declared_at,
      decided_at = null, decided_by = null, refusal_reason = null, updated_at = excluded.updated_at
    where establishment.state = 'refused'
    returning siret`.execute(tx);
  return rows.length > 0;
}

export interface DecisionValues {
  state: 'valid' | 'refused';
  by: string;
  reason: string | null;
  now: Date;
}

/** Compare-and-set on `to_validate`; false when somebody has already decided, or the number is unknown. */
export async function decideCompany(tx: Transaction, siren: string, to: DecisionValues): Promise<boolean> {
  const { rows } = await sql`
    update company set state = ${to.state}, decided_at = ${to.now}, decided_by = ${to.by},
      refusal_reason = ${to.reason}, updated_at = ${to.now}
    where siren = ${siren} and state = 'to_validate' returning siren`.execute(tx);
  return rows.length > 0;
}

/** The same for an establishment. */
export async function decideEstablishment(
  tx: Transaction,
  siret: string,
  to: DecisionValues,
): Promise<boolean> {
  const { rows } = await sql`
    update establishment set state = ${to.state}, decided_at = ${to.now}, decided_by = ${to.by},
      refusal_reason = ${to.reason}, updated_at = ${to.now}
    where siret = ${siret} and state = 'to_validate' returning siret`.execute(tx);
  return rows.length > 0;
}

/** The declared sites of a company that is refused go with it; those already decided stay as they are. */
export async function refuseDeclaredSites(
  tx: Transaction,
  siren: string,
  { by, reason, now }: Omit<DecisionValues, 'state'>,
): Promise<void> {
  await sql`
    update establishment set state = 'refused', decided_at = ${now}, decided_by = ${by},
      refusal_reason = ${reason}, updated_at = ${now}
    where siren = ${siren} and state = 'to_validate'`.execute(tx);
}

export interface DecisionRow {
  state: RegistryState;
  decidedAt: Date | null;
  decidedBy: string | null;
}

/** Makes these companies, with their sites, as the search finds them: a declared one that was accepted is found now. */
export async function refreshSearch(tx: Transaction, sirens: readonly string[]): Promise<void> {
  await sql`select public.sirene_refresh_search(${sirens}::text[])`.execute(tx);
}

/** Copies what INSEE says of a company, and of one of its sites, into what the portal holds. */
export async function hold(tx: Transaction, siren: string, siret: string): Promise<void> {
  await sql`select public.hold_place(${siren}, ${siret})`.execute(tx);
}
