import { parse } from 'csv-parse/sync';

/** INSEE's legal units, establishments and links of succession; the OPCO's own list of members. */
export type FileKind = 'units' | 'establishments' | 'successions' | 'members';

interface Layout {
  readonly name: string;
  readonly separator: ',' | ';';
  /** What a file must have to be recognised; INSEE adds columns over the years, all other ones are optional. */
  readonly required: readonly string[];
}

export const layouts: Readonly<Record<FileKind, Layout>> = {
  units: {
    name: 'StockUniteLegale',
    separator: ',',
    required: [
      'siren',
      'statutDiffusionUniteLegale',
      'etatAdministratifUniteLegale',
      'denominationUniteLegale',
      'nomUniteLegale',
      'categorieJuridiqueUniteLegale',
      'activitePrincipaleUniteLegale',
    ],
  },
  establishments: {
    name: 'StockEtablissement',
    separator: ',',
    required: [
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
  },
  successions: {
    name: 'StockEtablissementLiensSuccession',
    separator: ',',
    required: [
      'siretEtablissementPredecesseur',
      'siretEtablissementSuccesseur',
      'dateLienSuccession',
      'transfertSiege',
      'continuiteEconomique',
    ],
  },
  members: {
    name: 'adhérents',
    separator: ';',
    required: ['SIRET', 'IDCC', "numéro d'adhérent", 'état'],
  },
};
export const fileKinds: readonly FileKind[] = ['members', 'units', 'establishments', 'successions'];

/** What `text` holds when cut at its separator, quotes honoured; undefined when the quotes don't pair. */
export function cutRow(text: string, separator: ',' | ';' = ','): string[] | undefined {
  if (!text.includes('"')) return text.split(separator);
  try {
    const [row] = parse(text, { relaxColumnCount: true, delimiter: separator }) as string[][];
    return row;
  } catch {
    return undefined;
  }
}

export type Recognised =
  | { ok: true; kind: FileKind; columns: readonly string[] }
  | { ok: false; reason: string };

/** Tells a file by its headings, or says in French what was expected. */
export function recognise(headings: string): Recognised {
  const columnsIn = (kind: FileKind) =>
    (cutRow(headings, layouts[kind].separator) ?? []).map((name) => name.trim());
  const missing = (kind: FileKind) =>
    layouts[kind].required.filter((name) => !columnsIn(kind).includes(name));
  for (const kind of fileKinds) {
    if (missing(kind).length === 0) return { ok: true, kind, columns: columnsIn(kind) };
  }
  if (headings.trim() === '') return refuse('le fichier est vide.');
  const share = (kind: FileKind) => missing(kind).length / layouts[kind].required.length;
  const nearest = fileKinds.reduce((best, kind) => (share(kind) < share(best) ? kind : best));
  if (!headings.includes(',') && headings.includes(';') && share('members') === 1) {
    return refuse(
      "ses colonnes sont séparées par des points-virgules ; l'INSEE les sépare par des virgules.",
    );
  }
  if (share(nearest) === 1) return refuse('sa première ligne ne porte aucune des colonnes attendues.');
  return refuse(`il ressemble à ${layouts[nearest].name}, sans les colonnes ${missing(nearest).join(', ')}.`);
}

const { units, establishments } = layouts;

export const refuse = (what: string): Recognised & { ok: false } => ({
  ok: false,
  reason:
    `${what} Attendu : le fichier StockUniteLegale (colonnes ${units.required.slice(0, 3).join(', ')}…) ` +
    `ou StockEtablissement (colonnes ${establishments.required.slice(1, 4).join(', ')}…) de l'INSEE, ` +
    "en CSV, ZIP ou gzip, avec ses en-têtes d'origine.",
});
