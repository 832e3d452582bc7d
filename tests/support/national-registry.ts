import { type Database, inTransaction, sql } from '../../src/platform/database/index';

/** Puts what an import wrote in `company` and `establishment` in the national registry, and makes it findable. */
export const fillNationalRegistry = (owner: Database): Promise<void> =>
  inTransaction(owner, async (tx) => {
    await sql`
      insert into sirene.unit
      select siren, name, usual_names, acronym, legal_category, naf, null, headcount_band, null, active, diffusible, 0
      from company where declared is null on conflict do nothing`.execute(tx);
    await sql`
      insert into sirene.site
      select siret, sign, street, complement, postal_code, town, town_code, country, head_office, active, diffusible,
        closed_on, naf, null, null, 0
      from establishment where declared is null on conflict do nothing`.execute(tx);
    await sql`delete from sirene.search`.execute(tx);
    await sql`delete from sirene.word`.execute(tx);
    await sql`set local search_path = sirene, public`.execute(tx);
    await sql`select public.sirene_fill_search(null), public.sirene_fill_words(null)`.execute(tx);
  });
