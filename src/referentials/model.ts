/** The lists, by the key that the database knows; their French names, in the order of the agents' page. */
export const referentialNames = {
  'naf-rev2': 'Activités (NAF rév. 2)',
  'naf-2025': 'Activités (NAF 2025)',
  'idcc-opco2i': "Conventions collectives d'OPCO 2i (IDCC)",
  idcc: 'Conventions collectives de tous les OPCO (IDCC)',
  'idcc-opco': "OPCO d'une convention collective",
  'legal-forms': 'Formes juridiques',
  'headcount-bands': "Tranches d'effectif",
  regions: 'Régions',
  departments: 'Départements',
  communes: 'Communes',
  'postal-codes': 'Codes postaux',
  'pcs-ese': 'Professions (PCS-ESE)',
  diplomas: 'Diplômes',
  'diploma-levels': 'Niveaux de diplôme',
  rncp: 'Fiches RNCP',
  'rncp-opco2i': 'Fiches RNCP suivies par OPCO 2i',
  'training-providers': 'Organismes de formation déclarés',
  'apprenticeship-providers': "Organismes de l'apprentissage",
} as const;
export type Referential = keyof typeof referentialNames;
export const isReferential = (key: string): key is Referential => Object.hasOwn(referentialNames, key);
export const referentials = Object.keys(referentialNames).filter(isReferential);

export type Details = Readonly<Record<string, unknown>>;

/** A code as an edition says it. What it does not say (null, or absent) stays as it was. */
export interface Entry {
  readonly code: string;
  /** Null only where an edition completes codes that are known. */
  readonly label: string | null;
  /** 1 where the list has no levels. */
  readonly level: number;
  readonly parent: string | null;
  /** Its own first and last day (ISO), where the source says them. */
  readonly from: string | null;
  readonly to: string | null;
  readonly details: Details;
}

/** What an edition says of one list. */
export interface Edition {
  readonly referential: Referential;
  /** ISO date. */
  readonly edition: string;
  /** False: it completes codes that are known, and ends none. */
  readonly complete: boolean;
  readonly source: string;
  readonly licence: string;
  readonly file: string;
  readonly fingerprint: string;
  /** Lines read, those left out included. */
  readonly lines: number;
  readonly rejected: readonly Reject[];
  readonly entries: readonly Entry[];
}

export interface Reject {
  /** In the file, headings included, from 1; null in a file without lines (JSON). */
  readonly line: number | null;
  /** In French. */
  readonly reason: string;
}

/** What an edition changed. */
export interface Changes {
  readonly added: number;
  readonly ended: number;
  readonly renamed: number;
  readonly changed: number;
  readonly unchanged: number;
}
