import { parseSiren, parseSiret } from '../rules';
import type { StockKind } from './layouts';

/** Facts of a legal unit, named as the columns of `company`. */
export interface UnitFacts {
  siren: string;
  name: string | null;
  usual_names: string[];
  acronym: string | null;
  legal_category: string | null;
  naf: string | null;
  headcount_band: string | null;
  active: boolean;
  diffusible: boolean;
}

/** Facts of an establishment, named as the columns of `establishment`. */
export interface EstablishmentFacts {
  siret: string;
  siren: string;
  sign: string | null;
  street: string | null;
  complement: string | null;
  postal_code: string | null;
  town: string | null;
  town_code: string | null;
  country: string | null;
  head_office: boolean;
  active: boolean;
  diffusible: boolean;
  closed_on: string | null;
  naf: string | null;
}

export type RowReading<T> = { facts: T } | { reason: string };

/** Gives a cell by its heading: trimmed, spaces folded; null when empty, absent or masked ("[ND]"). */
type Cells = (heading: string) => string | null;

/** Longest cell kept (characters): INSEE's longest names have 120. */
const longestCell = 500;

class Malformed extends Error {}

/** Prepares the reading of rows under these headings: pure, one call a row, the reason in French. */
export function rowReader(
  kind: 'units',
  columns: readonly string[],
): (row: string[]) => RowReading<UnitFacts>;
export function rowReader(
  kind: 'establishments',
  columns: readonly string[],
): (row: string[]) => RowReading<EstablishmentFacts>;
export function rowReader(kind: StockKind, columns: readonly string[]) {
  const position = new Map(columns.map((name, index) => [name, index]));
  const read: (cells: Cells) => UnitFacts | EstablishmentFacts =
    kind === 'units' ? readUnit : readEstablishment;
  return (row: string[]): RowReading<UnitFacts | EstablishmentFacts> => {
    if (row.length !== columns.length) {
      return { reason: `${columns.length} colonnes attendues, ${row.length} lues` };
    }
    if (row.some((cell) => cell.length > longestCell)) {
      return { reason: `une colonne de plus de ${longestCell} caractères` };
    }
    const cells: Cells = (heading) => {
      const index = position.get(heading);
      const cell = index === undefined ? '' : (row[index] ?? '').trim().replace(/\s+/g, ' ');
      return cell === '' || cell === '[ND]' ? null : cell;
    };
    try {
      return { facts: read(cells) };
    } catch (error) {
      if (error instanceof Malformed) return { reason: error.message };
      throw error;
    }
  };
}

function readUnit(cells: Cells): UnitFacts {
  const siren = number(cells('siren'), 'SIREN', parseSiren);
  const diffusible = isDiffusible(cells('statutDiffusionUniteLegale'), 'statutDiffusionUniteLegale');
  const active = oneOf(cells('etatAdministratifUniteLegale'), 'etatAdministratifUniteLegale', {
    A: true,
    C: false,
  });
  const usualNames = [1, 2, 3]
    .map((rank) => cells(`denominationUsuelle${rank}UniteLegale`))
    .filter((name) => name !== null);
  const acronym = cells('sigleUniteLegale');
  const name = cells('denominationUniteLegale') ?? personName(cells) ?? usualNames[0] ?? acronym;
  if (diffusible && name === null) throw new Malformed(`SIREN ${siren} sans nom ni dénomination`);
  return {
    siren,
    name: diffusible ? name : null,
    usual_names: diffusible ? usualNames : [],
    acronym: diffusible ? acronym : null,
    legal_category: cells('categorieJuridiqueUniteLegale'),
    naf: nafRev2(cells, 'UniteLegale'),
    headcount_band: cells('trancheEffectifsUniteLegale'),
    active,
    diffusible,
  };
}

/** A sole trader: usual first name and name of use first. */
function personName(cells: Cells): string | null {
  const last = cells('nomUsageUniteLegale') ?? cells('nomUniteLegale');
  if (last === null) return null;
  const first = cells('prenomUsuelUniteLegale') ?? cells('prenom1UniteLegale');
  return first === null ? last : `${first} ${last}`;
}

function readEstablishment(cells: Cells): EstablishmentFacts {
  const siret = number(cells('siret'), 'SIRET', parseSiret);
  const siren = cells('siren');
  if (siren !== siret.slice(0, 9)) throw new Malformed(`SIRET ${siret} d'un autre SIREN que ${shown(siren)}`);
  const nic = cells('nic');
  if (nic !== null && nic !== siret.slice(9))
    throw new Malformed(`SIRET ${siret} d'un autre NIC que ${shown(nic)}`);
  const diffusible = isDiffusible(cells('statutDiffusionEtablissement'), 'statutDiffusionEtablissement');
  const state = 'etatAdministratifEtablissement';
  const active = oneOf(cells(state), state, { A: true, F: false });
  const since = date(cells('dateDebut'));
  const sign = joined(cells, ['enseigne1Etablissement', 'enseigne2Etablissement', 'enseigne3Etablissement']);
  const abroad = cells('libellePaysEtrangerEtablissement');
  return {
    siret,
    siren,
    sign: diffusible ? (sign ?? cells('denominationUsuelleEtablissement')) : null,
    street: diffusible ? street(cells) : null,
    complement: diffusible
      ? joined(cells, ['complementAdresseEtablissement', 'distributionSpecialeEtablissement'])
      : null,
    postal_code: cells('codePostalEtablissement') ?? cells('codeCedexEtablissement'),
    town:
      cells('libelleCommuneEtablissement') ??
      cells('libelleCommuneEtrangerEtablissement') ??
      cells('libelleCedexEtablissement'),
    town_code: cells('codeCommuneEtablissement'),
    country: abroad,
    head_office: oneOf(cells('etablissementSiege'), 'etablissementSiege', { true: true, false: false }),
    active,
    diffusible,
    closed_on: active ? null : since,
    naf: nafRev2(cells, 'Etablissement'),
  };
}

const street = (cells: Cells) =>
  joined(cells, [
    'numeroVoieEtablissement',
    'indiceRepetitionEtablissement',
    'typeVoieEtablissement',
    'libelleVoieEtablissement',
  ]);

function joined(cells: Cells, headings: readonly string[]): string | null {
  return headings.map(cells).filter(Boolean).join(' ') || null;
}

function number(cell: string | null, label: string, parse: typeof parseSiren): string {
  if (cell === null) throw new Malformed(`${label} absent`);
  const read = parse(cell);
  if (!read.ok) throw new Malformed(`${label} ${shown(cell)} : ${read.reason}`);
  if (read.value !== cell)
    throw new Malformed(`${label} ${shown(cell)} écrit avec autre chose que des chiffres`);
  return cell;
}

/** O = public. P (and N before 2023) = the person asked not to be. */
const isDiffusible = (cell: string | null, heading: string) =>
  oneOf(cell, heading, { O: true, P: false, N: false });

function oneOf(cell: string | null, heading: string, values: Readonly<Record<string, boolean>>): boolean {
  const value = cell === null ? undefined : values[cell];
  if (value === undefined) {
    throw new Malformed(`${heading} ${shown(cell)} au lieu de ${Object.keys(values).join(' ou ')}`);
  }
  return value;
}

/** ISO date; INSEE writes 1900-01-01 where it does not know. */
function date(cell: string | null): string | null {
  if (cell === null || cell === '1900-01-01') return null;
  const real = /^\d{4}-\d{2}-\d{2}$/.test(cell) && !Number.isNaN(Date.parse(cell));
  if (!real || new Date(cell).toISOString().slice(0, 10) !== cell) {
    throw new Malformed(`dateDebut ${shown(cell)} n'est pas une date`);
  }
  return cell;
}

/** The column mixes five nomenclatures over the years; only NAF rev. 2 is kept. */
function nafRev2(cells: Cells, of: 'UniteLegale' | 'Etablissement'): string | null {
  const nomenclature = cells(`nomenclatureActivitePrincipale${of}`);
  return nomenclature === null || nomenclature === 'NAFRev2' ? cells(`activitePrincipale${of}`) : null;
}

const shown = (cell: string | null) => `« ${(cell ?? '').slice(0, 40)} »`;
