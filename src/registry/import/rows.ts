import { type Cell, cellAt, date, firstOf, joined, Malformed, oneOf, shown, sirenOf, siretOf } from './cells';
import type { FileKind } from './layouts';

/** What a row says, in the order of `columnsOf`. */
export type Value = string | boolean | null | readonly string[];
export type Values = readonly Value[];
export type RowReading = { readonly values: Values } | { readonly reason: string };

/** Columns of the tables of `sirene` that each kind of file fills, in the order of what its readers give. */
export const columnsOf: Readonly<Record<FileKind, readonly string[]>> = {
  units: [
    ...['siren', 'name', 'usual_names', 'acronym', 'legal_category', 'naf', 'naf_2025', 'headcount_band'],
    ...['created_on', 'active', 'diffusible'],
  ],
  establishments: [
    ...[
      'siret',
      'sign',
      'street',
      'complement',
      'postal_code',
      'town',
      'town_code',
      'country',
      'head_office',
    ],
    ...['active', 'diffusible', 'closed_on', 'naf', 'naf_2025', 'headcount_band'],
  ],
  successions: ['siret', 'successor', 'since', 'head_office', 'continued'],
  members: ['siret', 'idcc', 'member_number', 'active'],
};

/** Prepares the reading of rows under these headings: pure, one call a row, the reason in French. */
export function rowReader(
  kind: FileKind,
  columns: readonly string[],
): (row: readonly string[]) => RowReading {
  const read = readers[kind]((heading) => cellAt(columns.indexOf(heading)));
  return (row) => {
    if (row.length !== columns.length) {
      return { reason: `${columns.length} colonnes attendues, ${row.length} lues` };
    }
    try {
      return { values: read(row) };
    } catch (error) {
      if (error instanceof Malformed) return { reason: error.message };
      throw error;
    }
  };
}

type Reader = (cell: (heading: string) => Cell) => (row: readonly string[]) => Values;

const unitReader: Reader = (cell) => {
  const siren = cell('siren');
  const isPublic = diffusion(cell('statutDiffusionUniteLegale'), 'statutDiffusionUniteLegale');
  const isOpen = oneOf(cell('etatAdministratifUniteLegale'), 'etatAdministratifUniteLegale', {
    A: true,
    C: false,
  });
  const usual = [1, 2, 3].map((rank) => cell(`denominationUsuelle${rank}UniteLegale`));
  const acronym = cell('sigleUniteLegale');
  const denomination = cell('denominationUniteLegale');
  const person = personReader(cell);
  const naf = nafRev2(cell, 'UniteLegale');
  const others = [
    cell('activitePrincipaleNAF25UniteLegale'),
    cell('trancheEffectifsUniteLegale'),
    date(cell('dateCreationUniteLegale'), 'dateCreationUniteLegale'),
  ] as const;
  const category = cell('categorieJuridiqueUniteLegale');
  return (row) => {
    const number = sirenOf(siren(row));
    const diffusible = isPublic(row);
    const active = isOpen(row);
    const facts = [category(row), naf(row), ...others.map((read) => read(row)), active, diffusible];
    if (!diffusible) return [number, null, [], null, ...facts];
    const names = usual.map((read) => read(row)).filter((name) => name !== null);
    const short = acronym(row);
    const name = denomination(row) ?? person(row) ?? names[0] ?? short;
    if (name === null) throw new Malformed(`SIREN ${number} sans nom ni dénomination`);
    return [number, name, names, short, ...facts];
  };
};

/** A sole trader: usual first name and name of use first. */
function personReader(cell: (heading: string) => Cell): Cell {
  const [used, last] = [cell('nomUsageUniteLegale'), cell('nomUniteLegale')];
  const [usual, first] = [cell('prenomUsuelUniteLegale'), cell('prenom1UniteLegale')];
  return (row) => {
    const surname = used(row) ?? last(row);
    if (surname === null) return null;
    const given = usual(row) ?? first(row);
    return given === null ? surname : `${given} ${surname}`;
  };
}

const establishmentReader: Reader = (cell) => {
  const [siren, nic, siret] = [cell('siren'), cell('nic'), cell('siret')];
  const isPublic = diffusion(cell('statutDiffusionEtablissement'), 'statutDiffusionEtablissement');
  const state = 'etatAdministratifEtablissement';
  const isOpen = oneOf(cell(state), state, { A: true, F: false });
  const since = date(cell('dateDebut'), 'dateDebut');
  const seat = 'etablissementSiege';
  const isSeat = oneOf(cell(seat), seat, { true: true, false: false });
  const signs = joined(
    ['enseigne1Etablissement', 'enseigne2Etablissement', 'enseigne3Etablissement'].map(cell),
  );
  const usualName = cell('denominationUsuelleEtablissement');
  const street = joined(
    [
      ...['numeroVoieEtablissement', 'indiceRepetitionEtablissement'],
      ...['typeVoieEtablissement', 'libelleVoieEtablissement'],
    ].map(cell),
  );
  const complement = joined(
    ['complementAdresseEtablissement', 'distributionSpecialeEtablissement'].map(cell),
  );
  const postalCode = [cell('codePostalEtablissement'), cell('codeCedexEtablissement')];
  const town = [
    cell('libelleCommuneEtablissement'),
    cell('libelleCommuneEtrangerEtablissement'),
    cell('libelleCedexEtablissement'),
  ];
  const townCode = cell('codeCommuneEtablissement');
  const country = cell('libellePaysEtrangerEtablissement');
  const naf = nafRev2(cell, 'Etablissement');
  const naf2025 = cell('activitePrincipaleNAF25Etablissement');
  const headcount = cell('trancheEffectifsEtablissement');
  return (row) => {
    const number = siretOf(siret(row));
    const company = siren(row);
    if (!number.startsWith(company ?? '?')) {
      throw new Malformed(`SIRET ${number} d'un autre SIREN que ${shown(company)}`);
    }
    const own = nic(row);
    if (own !== null && !number.endsWith(own)) {
      throw new Malformed(`SIRET ${number} d'un autre NIC que ${shown(own)}`);
    }
    const diffusible = isPublic(row);
    const active = isOpen(row);
    const began = since(row);
    return [
      number,
      ...(diffusible ? [signs(row) ?? usualName(row), street(row), complement(row)] : [null, null, null]),
      ...[firstOf(postalCode, row), firstOf(town, row), townCode(row), country(row)],
      ...[isSeat(row), active, diffusible, active ? null : began, naf(row), naf2025(row), headcount(row)],
    ];
  };
};

const successionReader: Reader = (cell) => {
  const heading = {
    siret: 'siretEtablissementPredecesseur',
    successor: 'siretEtablissementSuccesseur',
    since: 'dateLienSuccession',
  };
  const [siret, successor] = [cell(heading.siret), cell(heading.successor)];
  const since = date(cell(heading.since), heading.since);
  const isSeat = oneOf(cell('transfertSiege'), 'transfertSiege', { true: true, false: false });
  const isSame = oneOf(cell('continuiteEconomique'), 'continuiteEconomique', { true: true, false: false });
  return (row) => {
    const on = since(row);
    if (on === null) throw new Malformed(`${heading.since} absente`);
    return [siretOf(siret(row)), siretOf(successor(row)), on, isSeat(row), isSame(row)];
  };
};

const memberReader: Reader = (cell) => {
  const [siret, idcc, number, state] = ['SIRET', 'IDCC', "numéro d'adhérent", 'état'].map(cell);
  return (row) => {
    const agreement = idcc?.(row) ?? null;
    if (agreement !== null && !/^\d{1,4}$/.test(agreement)) {
      throw new Malformed(`IDCC ${shown(agreement)} au lieu de 4 chiffres`);
    }
    const said = (state?.(row) ?? 'actif').toLowerCase();
    if (!['actif', 'radié', 'radie'].includes(said)) {
      throw new Malformed(`état ${shown(said)} au lieu de actif ou radié`);
    }
    const siretRead = siretOf(siret?.(row) ?? null);
    return [siretRead, agreement?.padStart(4, '0') ?? null, number?.(row) ?? null, said === 'actif'];
  };
};

const readers: Readonly<Record<FileKind, Reader>> = {
  units: unitReader,
  establishments: establishmentReader,
  successions: successionReader,
  members: memberReader,
};

/** O = public. P (and N before 2023) = the person asked not to be. */
const diffusion = (cell: Cell, heading: string) => oneOf(cell, heading, { O: true, P: false, N: false });

/** The column mixes five nomenclatures over the years; only NAF rev. 2 is kept. */
function nafRev2(cell: (heading: string) => Cell, of: 'UniteLegale' | 'Etablissement'): Cell {
  const nomenclature = cell(`nomenclatureActivitePrincipale${of}`);
  const code = cell(`activitePrincipale${of}`);
  return (row) => {
    const named = nomenclature(row);
    return named === null || named === 'NAFRev2' ? code(row) : null;
  };
}
