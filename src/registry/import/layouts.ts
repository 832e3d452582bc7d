import { parse } from 'csv-parse/sync';

export type StockKind = 'units' | 'establishments';

/** What a file must have to be recognised; INSEE adds columns over the years, all other ones are optional. */
const required: Readonly<Record<StockKind, readonly string[]>> = {
  units: [
    'siren',
    'statutDiffusionUniteLegale',
    'etatAdministratifUniteLegale',
    'denominationUniteLegale',
    'nomUniteLegale',
    'categorieJuridiqueUniteLegale',
    'activitePrincipaleUniteLegale',
  ],
  establishments: [
    'siren',
    'siret',
    'statutDiffusionEtablissement',
    'etablissementSiege',
    'etatAdministratifEtablissement',
    'libelleVoieEtablissement',
    'codePostalEtablissement',
    'libelleCommuneEtablissement',
    'codeCommuneEtablissement',
    'activitePrincipaleEtablissement',
  ],
};

const stockNames: Readonly<Record<StockKind, string>> = {
  units: 'StockUniteLegale',
  establishments: 'StockEtablissement',
};

/** What `text` holds when cut at commas, quotes honoured; undefined when the quotes don't pair. */
export function cutRow(text: string): string[] | undefined {
  if (!text.includes('"')) return text.split(',');
  try {
    const [row] = parse(text, { relaxColumnCount: true }) as string[][];
    return row;
  } catch {
    return undefined;
  }
}

export type Recognised =
  | { ok: true; kind: StockKind; columns: readonly string[] }
  | { ok: false; reason: string };

/** Tells a stock file by its headings, or says in French what was expected. */
export function recognise({ text: headings, fault }: { text: string; fault?: string }): Recognised {
  if (fault !== undefined) return refuse(`sa première ligne est illisible (${fault}).`);
  const columns = (cutRow(headings) ?? []).map((name) => name.trim());
  const missing = (kind: StockKind) => required[kind].filter((name) => !columns.includes(name));
  for (const kind of ['units', 'establishments'] as const) {
    if (missing(kind).length === 0) return { ok: true, kind, columns };
  }
  if (headings.trim() === '') return refuse('le fichier est vide.');
  if (!headings.includes(',') && headings.includes(';')) {
    return refuse(
      "ses colonnes sont séparées par des points-virgules ; l'INSEE les sépare par des virgules.",
    );
  }
  const nearest = (['units', 'establishments'] as const).reduce((best, kind) =>
    missing(kind).length / required[kind].length < missing(best).length / required[best].length ? kind : best,
  );
  if (missing(nearest).length === required[nearest].length) {
    return refuse('sa première ligne ne porte aucune des colonnes attendues.');
  }
  return refuse(`il ressemble à ${stockNames[nearest]}, sans les colonnes ${missing(nearest).join(', ')}.`);
}

const refuse = (what: string): Recognised => ({
  ok: false,
  reason:
    `${what} Attendu : le fichier StockUniteLegale (colonnes ${required.units.slice(0, 3).join(', ')}…) ` +
    `ou StockEtablissement (colonnes ${required.establishments.slice(1, 4).join(', ')}…) de l'INSEE, ` +
    "en CSV ou en ZIP, avec ses en-têtes d'origine.",
});
