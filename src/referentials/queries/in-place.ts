import { type Queryable, sql } from '../../platform/database';
import { type Referential, referentialNames, referentials } from '../model';
import type { Report } from '../store';

/** A list, and the edition of it that is in place; what completed it since is in its codes. */
export interface InPlace {
  readonly referential: Referential;
  readonly name: string;
  /** Codes in force on the day. */
  readonly inForce: number;
  /** Null: nothing was imported yet. */
  readonly last: {
    /** ISO date. */
    readonly edition: string;
    readonly source: string;
    readonly licence: string;
    readonly file: string;
    readonly importedAt: Date;
    readonly report: Report;
  } | null;
}

type Row = NonNullable<InPlace['last']> & { readonly referential: string; readonly inForce: number };

/** Every list that the product knows, imported or not, on a day (ISO). */
export async function referentialsInPlace(db: Queryable, on: string): Promise<readonly InPlace[]> {
  const { rows } = await sql<Row>`
    with last as (
      select distinct on (referential) referential, edition, source, licence, file, imported_at, report
      from referential_edition order by referential, complete desc, id desc
    )
    select last.referential, last.edition, last.source, last.licence, last.file, last.imported_at as "importedAt",
      last.report, (
        select count(*)::integer from referential_entry as entry
        where entry.referential = last.referential
          and ${on} between entry.valid_from and coalesce(entry.valid_to, 'infinity')
      ) as "inForce"
    from last`.execute(db);
  return referentials.map((referential) => {
    const row = rows.find((one) => one.referential === referential);
    return {
      referential,
      name: referentialNames[referential],
      inForce: row?.inForce ?? 0,
      last: row ?? null,
    };
  });
}
