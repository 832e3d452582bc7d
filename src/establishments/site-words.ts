import type { Queryable } from '../platform/database';
import { dayInParis } from '../platform/working-days';
import { headcountBand, legalForm, nafLabel } from '../referentials';
import type { Company, Establishment } from '../registry';

/** What the registry says of an establishment by codes, in words; null where it says nothing. */
export interface SiteWords {
  /** "25.62B – Mécanique industrielle": people know the code too. */
  readonly naf: string | null;
  readonly naf2025: string | null;
  readonly legalForm: string | null;
  readonly headcount: string | null;
}

export async function siteWordsOf(
  db: Queryable,
  { site, company }: { readonly site: Establishment; readonly company: Company },
  now: Date,
): Promise<SiteWords> {
  const on = dayInParis(now);
  const naf = await nafLabel(db, site.naf, { nomenclature: 'naf-rev2', on });
  const naf2025 = await nafLabel(db, site.naf2025, { nomenclature: 'naf-2025', on });
  return {
    naf: withCode(site.naf, naf),
    naf2025: withCode(site.naf2025, naf2025),
    legalForm: (await legalForm(db, company.legalCategory, on)) ?? company.legalCategory,
    headcount: (await headcountBand(db, site.headcountBand, on)) ?? site.headcountBand,
  };
}

const withCode = (code: string | null, label: string | null) =>
  label === null ? code : `${code} – ${label}`;
