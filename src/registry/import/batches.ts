import { type Database, inTransaction, sql } from '../../platform/database';
import { rememberWords } from '../store';
import type { EstablishmentFacts, UnitFacts } from './rows';

export interface Written {
  created: number;
  updated: number;
  unchanged: number;
}

/**
 * Writes units' facts in one transaction. Rows whose facts are already these are left alone: most of a
 * monthly file is. State, declaration and decision are never touched. SIRENs must be distinct.
 */
export function writeUnits(db: Database, units: readonly UnitFacts[]): Promise<Written> {
  return inTransaction(db, async (tx) => {
    const { rows } = await sql<{ siren: string; created: boolean }>`
      insert into company (siren, name, usual_names, acronym, legal_category, naf, headcount_band, active,
        diffusible)
      select * from jsonb_to_recordset(${JSON.stringify(units)}::jsonb) as unit(siren text, name text,
        usual_names text[], acronym text, legal_category text, naf text, headcount_band text, active boolean,
        diffusible boolean)
      on conflict (siren) do update set
        name = excluded.name, usual_names = excluded.usual_names, acronym = excluded.acronym,
        legal_category = excluded.legal_category, naf = excluded.naf,
        headcount_band = excluded.headcount_band, active = excluded.active,
        diffusible = excluded.diffusible, updated_at = now()
      where (company.name, company.usual_names, company.acronym, company.legal_category, company.naf,
          company.headcount_band, company.active, company.diffusible)
        is distinct from (excluded.name, excluded.usual_names, excluded.acronym, excluded.legal_category,
          excluded.naf, excluded.headcount_band, excluded.active, excluded.diffusible)
      returning siren, xmax = 0 as created`.execute(tx);
    if (rows.length > 0)
      await rememberWords(
        tx,
        rows.map((row) => row.siren),
      );
    return countOf(rows, units.length);
  });
}

/** The same for establishments; those whose unit is not in the database are not written but given back. */
export function writeEstablishments(
  db: Database,
  establishments: readonly EstablishmentFacts[],
): Promise<Written & { orphans: ReadonlySet<string> }> {
  return inTransaction(db, async (tx) => {
    const known = await sql<{ siren: string }>`
      select company.siren from company
      where company.siren = any(${[...new Set(establishments.map((one) => one.siren))]})`.execute(tx);
    const sirens = new Set(known.rows.map((row) => row.siren));
    const facts = establishments.filter((one) => sirens.has(one.siren));
    const orphans = new Set(establishments.filter((one) => !sirens.has(one.siren)).map((one) => one.siret));
    const { rows } = await sql<{ created: boolean }>`
      insert into establishment (siret, siren, sign, street, complement, postal_code, town, town_code, country,
        head_office, active, diffusible, closed_on, naf)
      select * from jsonb_to_recordset(${JSON.stringify(facts)}::jsonb) as site(siret text, siren text,
        sign text, street text, complement text, postal_code text, town text, town_code text, country text,
        head_office boolean, active boolean, diffusible boolean, closed_on date, naf text)
      on conflict (siret) do update set
        sign = excluded.sign, street = excluded.street, complement = excluded.complement,
        postal_code = excluded.postal_code, town = excluded.town, town_code = excluded.town_code,
        country = excluded.country, head_office = excluded.head_office, active = excluded.active,
        diffusible = excluded.diffusible, closed_on = excluded.closed_on, naf = excluded.naf,
        updated_at = now()
      where (establishment.sign, establishment.street, establishment.complement, establishment.postal_code,
          establishment.town, establishment.town_code, establishment.country, establishment.head_office,
          establishment.active, establishment.diffusible, establishment.closed_on, establishment.naf)
        is distinct from (excluded.sign, excluded.street, excluded.complement, excluded.postal_code,
          excluded.town, excluded.town_code, excluded.country, excluded.head_office, excluded.active,
          excluded.diffusible, excluded.closed_on, excluded.naf)
      returning xmax = 0 as created`.execute(tx);
    return { ...countOf(rows, facts.length), orphans };
  });
}

function countOf(changed: readonly { created: boolean }[], given: number): Written {
  const created = changed.filter((row) => row.created).length;
  return { created, updated: changed.length - created, unchanged: given - changed.length };
}
