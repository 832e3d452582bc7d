import type { Queryable } from '../platform/database';
import { notFound } from '../platform/errors';
import type { Call } from '../platform/http';
import { findCompany, findEstablishment } from '../registry';

/** Where users are managed: an establishment, or a company as a whole. */
export interface Place {
  readonly siren: string;
  /** Null: the whole company. */
  readonly siret: string | null;
  readonly name: string;
  /** Its address; of a company, its number. */
  readonly detail: string;
  /** "…/donnees" of an establishment; null of a company. */
  readonly dataPath: string | null;
  /** "…/utilisateurs" of the place. */
  readonly usersPath: string;
  /** "…/historique" of the place. */
  readonly historyPath: string;
}

/** The place that the parameters of a route name; null when it is unknown. */
export async function placeOf(
  db: Queryable,
  { siret, siren }: Readonly<Record<string, string>>,
): Promise<Place | null> {
  if (siret !== undefined) {
    const site = await findEstablishment(db, siret);
    if (!site) return null;
    const { name, address } = site;
    const path = `/etablissements/${siret}`;
    const dataPath = `${path}/donnees`;
    return { siren: site.siren, siret, name, detail: address, dataPath, ...pathsUnder(path) };
  }
  const company = await findCompany(db, siren ?? '');
  if (!company) return null;
  return {
    siren: company.siren,
    siret: null,
    name: company.name,
    detail: `SIREN ${company.siren}, tous ses établissements`,
    dataPath: null,
    ...pathsUnder(`/entreprises/${company.siren}`),
  };
}

const pathsUnder = (path: string) => ({
  usersPath: `${path}/utilisateurs`,
  historyPath: `${path}/historique`,
});

/** The place that the address of a page names. */
export async function placeIn({ kernel, params }: Call): Promise<Place> {
  const place = await placeOf(kernel.db, params);
  if (!place) throw notFound();
  return place;
}
