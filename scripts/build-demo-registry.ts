/**
 * Builds the demonstration's stock files from public facts:
 *   node scripts/build-demo-registry.ts FOLDER_OF_SHARED_DATA
 * FOLDER/sirene holds answers of the State's interfaces; what is written here is INSEE's stock layout of
 * December 2025 in a shape of our own, with a few invented units that say so (see ATTRIBUTION.md beside them).
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

type Row = Record<string, string>;

const unitHeadings = (
  'siren statutDiffusionUniteLegale unitePurgeeUniteLegale dateCreationUniteLegale sigleUniteLegale ' +
  'sexeUniteLegale prenom1UniteLegale prenom2UniteLegale prenom3UniteLegale prenom4UniteLegale ' +
  'prenomUsuelUniteLegale pseudonymeUniteLegale identifiantAssociationUniteLegale ' +
  'trancheEffectifsUniteLegale anneeEffectifsUniteLegale dateDernierTraitementUniteLegale ' +
  'nombrePeriodesUniteLegale categorieEntreprise anneeCategorieEntreprise dateDebut ' +
  'etatAdministratifUniteLegale nomUniteLegale nomUsageUniteLegale denominationUniteLegale ' +
  'denominationUsuelle1UniteLegale denominationUsuelle2UniteLegale denominationUsuelle3UniteLegale ' +
  'categorieJuridiqueUniteLegale activitePrincipaleUniteLegale nomenclatureActivitePrincipaleUniteLegale ' +
  'nicSiegeUniteLegale economieSocialeSolidaireUniteLegale societeMissionUniteLegale ' +
  'caractereEmployeurUniteLegale activitePrincipaleNAF25UniteLegale'
).split(' ');

const address = (rank: '' | '2') =>
  [
    'complementAdresse',
    'numeroVoie',
    'indiceRepetition',
    ...(rank === '' ? ['dernierNumeroVoie', 'indiceRepetitionDernierNumeroVoie'] : []),
    'typeVoie',
    'libelleVoie',
    'codePostal',
    'libelleCommune',
    'libelleCommuneEtranger',
    'distributionSpeciale',
    'codeCommune',
    'codeCedex',
    'libelleCedex',
    'codePaysEtranger',
    'libellePaysEtranger',
    ...(rank === '' ? ['identifiantAdresse', 'coordonneeLambertAbscisse', 'coordonneeLambertOrdonnee'] : []),
  ].map((name) => `${name}${rank}Etablissement`);

const siteHeadings = [
  ...(
    'siren nic siret statutDiffusionEtablissement dateCreationEtablissement ' +
    'trancheEffectifsEtablissement anneeEffectifsEtablissement ' +
    'activitePrincipaleRegistreMetiersEtablissement dateDernierTraitementEtablissement ' +
    'etablissementSiege nombrePeriodesEtablissement'
  ).split(' '),
  ...address(''),
  ...address('2'),
  ...(
    'dateDebut etatAdministratifEtablissement enseigne1Etablissement enseigne2Etablissement ' +
    'enseigne3Etablissement denominationUsuelleEtablissement activitePrincipaleEtablissement ' +
    'nomenclatureActivitePrincipaleEtablissement caractereEmployeurEtablissement ' +
    'activitePrincipaleNAF25Etablissement'
  ).split(' '),
];

const units = new Map<string, Row>();
const sites = new Map<string, Row>();

/** An object of the national company search, of which any value may be absent. */
type Json = { readonly [key: string]: unknown };
const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (of: Json, key: string): string => (typeof of[key] === 'string' ? String(of[key]) : '');
const list = (of: Json, key: string): unknown[] => (Array.isArray(of[key]) ? (of[key] as unknown[]) : []);

/** Units are wherever an object has a SIREN and a head office: the answers come in several envelopes. */
function* unitsIn(value: unknown): Generator<Json> {
  if (Array.isArray(value)) for (const one of value) yield* unitsIn(one);
  if (!isJson(value)) return;
  if (typeof value.siren === 'string' && isJson(value.siege)) yield value;
  else for (const one of Object.values(value)) yield* unitsIn(one);
}

/** Names and places of private people: sole traders, firms named after their owners, "chez M. X". */
const isPrivatePerson = (unit: Json) =>
  text(unit, 'nature_juridique').startsWith('1') ||
  /[A-Z] & [A-Z]+ [A-Z]/.test(text(unit, 'nom_raison_sociale'));
const namesSomebody = (complement: string) => /\b(chez|c\/o|mme?|m\.)\b/i.test(complement);

/** Sites closed before 2008 keep the code of their time: 51.5L is not of NAF rev. 2, 68.20B is. */
const nomenclature = (code: string) => (/^\d\d\.\d\d[A-Z]$/.test(code) ? 'NAFRev2' : 'NAFRev1');

function addUnit(unit: Json): void {
  if (text(unit, 'statut_diffusion') !== 'O' || isPrivatePerson(unit)) return;
  const siren = text(unit, 'siren');
  const name = text(unit, 'nom_raison_sociale') || text(unit, 'nom_complet');
  const usual = /\(([^()]+)\)$/.exec(text(unit, 'nom_complet'))?.[1] ?? '';
  const head = unit.siege as Json;
  units.set(siren, {
    siren,
    statutDiffusionUniteLegale: 'O',
    dateCreationUniteLegale: text(unit, 'date_creation'),
    sigleUniteLegale: text(unit, 'sigle'),
    trancheEffectifsUniteLegale: text(unit, 'tranche_effectif_salarie'),
    anneeEffectifsUniteLegale: text(unit, 'annee_tranche_effectif_salarie'),
    categorieEntreprise: text(unit, 'categorie_entreprise'),
    dateDebut: text(unit, 'date_fermeture'),
    etatAdministratifUniteLegale: text(unit, 'etat_administratif'),
    denominationUniteLegale: name,
    denominationUsuelle1UniteLegale: usual === text(unit, 'sigle') || name.includes(usual) ? '' : usual,
    categorieJuridiqueUniteLegale: text(unit, 'nature_juridique'),
    activitePrincipaleUniteLegale: text(unit, 'activite_principale'),
    nomenclatureActivitePrincipaleUniteLegale: 'NAFRev2',
    nicSiegeUniteLegale: text(head, 'siret').slice(9),
    activitePrincipaleNAF25UniteLegale: text(unit, 'activite_principale_naf25'),
  });
  addSite(siren, head, true);
  for (const other of list(unit, 'matching_etablissements')) {
    if (isJson(other) && text(other, 'siret') !== text(head, 'siret')) addSite(siren, other, false);
  }
}

function addSite(siren: string, site: Json, headOffice: boolean): void {
  const siret = text(site, 'siret');
  if (text(site, 'statut_diffusion_etablissement') === 'P' || (sites.has(siret) && !headOffice)) return;
  const complement = text(site, 'complement_adresse');
  // The short answers have one line of address only: what is before the postal code is the street.
  const postalCode = text(site, 'code_postal');
  const wholeStreet = text(site, 'adresse').split(` ${postalCode} `)[0] ?? '';
  const signs = list(site, 'liste_enseignes').filter((sign) => typeof sign === 'string');
  sites.set(siret, {
    siren,
    nic: siret.slice(9),
    siret,
    statutDiffusionEtablissement: 'O',
    dateCreationEtablissement: text(site, 'date_creation'),
    trancheEffectifsEtablissement: text(site, 'tranche_effectif_salarie'),
    etablissementSiege: String(headOffice),
    complementAdresseEtablissement: namesSomebody(complement) ? '' : complement,
    numeroVoieEtablissement: text(site, 'numero_voie'),
    indiceRepetitionEtablissement: text(site, 'indice_repetition'),
    typeVoieEtablissement: text(site, 'type_voie'),
    libelleVoieEtablissement: text(site, 'libelle_voie') || (namesSomebody(wholeStreet) ? '' : wholeStreet),
    codePostalEtablissement: postalCode,
    libelleCommuneEtablissement: text(site, 'libelle_commune'),
    libelleCommuneEtrangerEtablissement: text(site, 'libelle_commune_etranger'),
    codeCommuneEtablissement: text(site, 'commune'),
    codePaysEtrangerEtablissement: text(site, 'code_pays_etranger'),
    libellePaysEtrangerEtablissement: text(site, 'libelle_pays_etranger'),
    dateDebut: text(site, 'date_fermeture') || text(site, 'date_debut_activite'),
    etatAdministratifEtablissement: text(site, 'etat_administratif'),
    enseigne1Etablissement: String(signs[0] ?? ''),
    denominationUsuelleEtablissement: text(site, 'nom_commercial'),
    activitePrincipaleEtablissement: text(site, 'activite_principale'),
    nomenclatureActivitePrincipaleEtablissement: nomenclature(text(site, 'activite_principale')),
    activitePrincipaleNAF25Etablissement: text(site, 'activite_principale_naf25'),
  });
}

/** The second interface gives one site a line; units that the search already told are left as they are. */
function addFlatRow(row: Row): void {
  const { siren = '', siret = '' } = row;
  const isPublic = /^[47]/.test(row.forme_juridique ?? '');
  if (isPublic || (units.has(siren) && !flatUnits.has(siren))) return;
  flatUnits.add(siren);
  const headOffice = row.siege === 'True';
  const unit = units.get(siren);
  units.set(siren, {
    siren,
    statutDiffusionUniteLegale: 'O',
    sigleUniteLegale: row.sigle ?? '',
    // The figure is the site's own: it stands for the unit where it is the head office's.
    trancheEffectifsUniteLegale: headOffice
      ? (row.tranche_effectif ?? '')
      : (unit?.trancheEffectifsUniteLegale ?? ''),
    etatAdministratifUniteLegale: 'A',
    denominationUniteLegale: (row.raison_sociale ?? '').trim(),
    categorieJuridiqueUniteLegale: row.forme_juridique ?? '',
    activitePrincipaleUniteLegale: row.naf ?? '',
    nomenclatureActivitePrincipaleUniteLegale: 'NAFRev2',
    nicSiegeUniteLegale: headOffice ? siret.slice(9) : (unit?.nicSiegeUniteLegale ?? ''),
  });
  sites.set(siret, {
    siren,
    nic: siret.slice(9),
    siret,
    statutDiffusionEtablissement: 'O',
    trancheEffectifsEtablissement: row.tranche_effectif ?? '',
    etablissementSiege: String(headOffice),
    numeroVoieEtablissement: row.numero_voie ?? '',
    typeVoieEtablissement: row.type_voie ?? '',
    libelleVoieEtablissement: row.libelle_voie ?? '',
    codePostalEtablissement: row.code_postal ?? '',
    libelleCommuneEtablissement: row.commune ?? '',
    codeCommuneEtablissement: row.code_commune ?? '',
    etatAdministratifEtablissement: row.etat_administratif ?? '',
    activitePrincipaleEtablissement: row.naf ?? '',
    nomenclatureActivitePrincipaleEtablissement: 'NAFRev2',
  });
}
const flatUnits = new Set<string>();

const cell = (value: string) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
const csv = (headings: readonly string[], rows: readonly Row[]) =>
  [headings, ...rows.map((row) => headings.map((heading) => cell(row[heading] ?? '')))]
    .map((cells) => `${cells.join(',')}\n`)
    .join('');

/** Private companies, then associations and others, then public bodies; by SIREN inside each. */
const rank = (unit: Row) => {
  const form = unit.categorieJuridiqueUniteLegale ?? '';
  return /^[356]/.test(form) ? 0 : /^[47]/.test(form) ? 2 : 1;
};

const folder = process.argv[2];
if (folder === undefined) {
  console.error('Usage: node scripts/build-demo-registry.ts FOLDER_OF_SHARED_DATA');
  process.exit(1);
}
const sirene = join(folder, 'sirene');
const answers = join(sirene, 'recherche-entreprises', 'json');
for (const file of readdirSync(answers).sort()) {
  const answer: unknown = JSON.parse(readFileSync(join(answers, file), 'utf8'));
  for (const unit of unitsIn(answer)) addUnit(unit);
}
const flat = join(sirene, 'api-entreprise-and-insee-v3.11', 'api-entreprise-v3-flat.csv');
for (const row of parse(readFileSync(flat), { columns: true, bom: true }) as Row[]) addFlatRow(row);
const invented = JSON.parse(
  readFileSync(join(import.meta.dirname, 'demo-registry-invented.json'), 'utf8'),
) as { units: Row[]; sites: Row[] };
for (const unit of invented.units) units.set(unit.siren ?? '', unit);
for (const site of invented.sites) sites.set(site.siret ?? '', site);

const sortedUnits = [...units.values()].sort(
  (a, b) => rank(a) - rank(b) || (a.siren ?? '').localeCompare(b.siren ?? ''),
);
const order = new Map(sortedUnits.map((unit, index) => [unit.siren, index]));
const sortedSites = [...sites.values()].sort(
  (a, b) =>
    (order.get(a.siren ?? '') ?? 0) - (order.get(b.siren ?? '') ?? 0) ||
    (a.siret ?? '').localeCompare(b.siret ?? ''),
);
const target = join(import.meta.dirname, '..', 'src', 'demo', 'registry');
writeFileSync(join(target, 'StockUniteLegale.csv'), csv(unitHeadings, sortedUnits));
writeFileSync(join(target, 'StockEtablissement.csv'), csv(siteHeadings, sortedSites));
console.log(`${sortedUnits.length} units, ${sortedSites.length} establishments`);
