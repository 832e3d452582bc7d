import { codeOf, labelOf, Malformed, type Said, says, shown } from './cells';
import { type Format, insee, mostly } from './format';

/** "SECTION A" → A, "0111Z" → 01.11Z: INSEE's files write them both ways. */
function nafCode(text: string): { code: string; level: number } {
  const bare = text.replace(/^SECTION /, '').replace('.', '');
  if (!/^([A-V]|\d{2,4}|\d{4}[A-Z])$/.test(bare)) throw new Malformed(`code NAF ${shown(text)} mal écrit`);
  const level = /^[A-V]$/.test(bare) ? 1 : bare.length;
  return { code: bare.length > 2 ? `${bare.slice(0, 2)}.${bare.slice(2)}` : bare, level };
}

/** The code of the level above; a division's section is not in its number. */
function nafParent(code: string, level: number): string | null {
  if (level < 3) return null;
  return level === 3 ? code.slice(0, 2) : code.slice(0, -1);
}

function nafSays(text: string, label: string): Said[] {
  const { code, level } = nafCode(text);
  const said = level === 1 ? sectionLabel(label) : labelOf(label);
  return [says('naf-rev2', code, said, { level, parent: nafParent(code, level) })];
}

/** Some files have the sections in capitals. */
const sectionLabel = (text: string) => {
  const label = labelOf(text);
  return label === label.toUpperCase() ? label.charAt(0) + label.slice(1).toLowerCase() : label;
};

const rev2Heading = 'Intitulés de la NAF rév. 2, version finale';
const nafLike = mostly(/^(SECTION [A-V]|[A-V]|\d{2}\.?(\d{1,2}[A-Z]?)?)$/);

const naf: readonly Format[] = [
  {
    ...{ name: 'NAF rév. 2, tous les niveaux', kind: 'csv', headings: ['ligne', 'Code', rev2Heading] },
    ...{ complete: true, source: insee },
    // Blank lines stand between the divisions.
    read: (cell) => (cell('Code') === '' ? [] : nafSays(cell('Code'), cell(rev2Heading))),
  },
  {
    ...{ name: 'NAF rév. 2, un niveau', kind: 'csv', headings: ['Code', rev2Heading] },
    ...{ complete: true, source: insee },
    read: (cell) => nafSays(cell('Code'), cell(rev2Heading)),
  },
  {
    ...{ name: 'NAF rév. 2, sous-classes', kind: 'csv', headings: ['Code', 'Libellé'], fits: nafLike },
    ...{ complete: true, source: insee },
    read: (cell) => nafSays(cell('Code'), cell('Libellé')),
  },
  {
    ...{ name: 'NAF rév. 2, codes ou sections en JSON', kind: 'json', headings: ['code', 'libellé'] },
    ...{ complete: true, source: insee },
    fits: (codes) => mostly(/^\d{2}\.\d{2}[A-Z]$/)(codes) || mostly(/^[A-V]$/)(codes),
    read: (cell) => nafSays(cell('code'), cell('libellé')),
  },
  {
    ...{ name: 'NAF rév. 2, sections des sous-classes', kind: 'csv', headings: ['n5', 'n1'] },
    ...{ complete: false, source: insee },
    read: (cell) => [
      says('naf-rev2', nafCode(cell('n5')).code.slice(0, 2), null, {
        level: 2,
        parent: nafCode(cell('n1')).code,
      }),
    ],
  },
  {
    ...{ name: 'NAF 2025', kind: 'csv', headings: ['niv5', 'niv1', 'niv1_libelle', 'niv5_libelle'] },
    ...{ complete: true, source: insee },
    read(cell) {
      const section = codeOf(cell('niv1'), /^[A-V]$/, 'section');
      const code = codeOf(cell('niv5'), /^\d{2}\.\d{2}[A-Z]$/, 'code NAF');
      return [
        says('naf-2025', section, sectionLabel(cell('niv1_libelle'))),
        says('naf-2025', code, labelOf(cell('niv5_libelle')), { level: 5, parent: section }),
      ];
    },
  },
];

const fourDigits = mostly(/^\d{4}$/);
const legalForm = (code: string, label: string) => {
  const of = codeOf(code, /^\d{4}$/, 'catégorie juridique');
  return says('legal-forms', of, labelOf(label), { level: 3, parent: of.slice(0, 2) });
};

const companies: readonly Format[] = [
  {
    ...{
      name: 'catégories juridiques',
      kind: 'csv',
      headings: ['code', 'libelle'],
      complete: true,
      source: insee,
    },
    fits: (codes, labels) => fourDigits(codes) && !areAgreements(labels),
    read: (cell) => [legalForm(cell('code'), cell('libelle'))],
  },
  {
    ...{
      name: 'catégories juridiques en JSON',
      kind: 'json',
      headings: ['code', 'libellé'],
      fits: fourDigits,
    },
    ...{ complete: true, source: insee },
    read: (cell) => [legalForm(cell('code'), cell('libellé'))],
  },
  {
    ...{
      name: 'catégories juridiques du secteur public',
      kind: 'csv',
      headings: ['CATEGJURID', 'LIBELLE', 'SIASP'],
    },
    ...{ complete: false, source: insee },
    read(cell) {
      const { referential, entry } = legalForm(cell('CATEGJURID'), cell('LIBELLE'));
      return [{ referential, entry: { ...entry, details: { publicSector: cell('SIASP') } } }];
    },
  },
  {
    ...{ name: "tranches d'effectif en JSON", kind: 'json', headings: ['code', 'libellé'] },
    ...{ complete: true, source: insee },
    fits: (codes) => codes.includes('NN'),
    read: (cell) => [
      says('headcount-bands', codeOf(cell('code'), band, 'tranche'), labelOf(cell('libellé'))),
    ],
  },
  {
    ...{ name: "bornes des tranches d'effectif", kind: 'csv', headings: ['Code', 'TrancheEffectif'] },
    ...{ complete: false, source: insee },
    read(cell) {
      const [, min, to, max] = /^(\d+)(-(\d+)|\+)?$/.exec(cell('TrancheEffectif')) ?? [];
      const bounds =
        min === undefined ? {} : { min: Number(min), max: to === '+' ? null : Number(max ?? min) };
      return [says('headcount-bands', codeOf(cell('Code'), band, 'tranche'), null, { details: bounds })];
    },
  },
];
const band = /^(NN|\d{2})$/;

/** Two lists have the same headings, and codes of four digits. */
export const areAgreements = (labels: readonly string[]) =>
  labels.filter((label) => /convention|accord|statut/i.test(label)).length * 2 > labels.length;

const geo = 'geo.api.gouv.fr (code officiel géographique, INSEE)';
const department = /^(\d{2}|2[AB]|9[78]\d)$/;
/** Both are small lists of names: only departments have Corsica's letters. */
const haveCorsica = (codes: readonly string[]) => codes.includes('2A');
const isNumber = (text: string) => /^\d+$/.test(text);

/** Some islands have none. */
const postalCode = (text: string, commune: string, name: string) =>
  text === ''
    ? []
    : [
        says('postal-codes', `${codeOf(text, /^\d{5}$/, 'code postal')} ${commune}`, name, {
          parent: commune,
        }),
      ];

const places: readonly Format[] = [
  {
    ...{ name: 'communes et codes postaux', kind: 'csv', complete: true, source: geo },
    headings: ['code_commune', 'nom', 'code_postal', 'departement', 'region'],
    read(cell) {
      const code = codeOf(cell('code_commune'), /^(\d{2}|2[AB])\d{3}$/, 'code de la commune');
      const name = labelOf(cell('nom'));
      return [
        says('communes', code, name, {
          parent: cell('departement') || null,
          details: { region: cell('region') },
        }),
        ...postalCode(cell('code_postal'), code, name),
      ];
    },
  },
  {
    ...{
      name: 'régions des départements',
      kind: 'json',
      headings: ['code', 'libellé'],
      complete: false,
      source: geo,
    },
    fits: (codes, labels) => haveCorsica(codes) && labels.every(isNumber),
    read: (cell) => [
      says('departments', codeOf(cell('code'), department, 'département'), null, { parent: cell('libellé') }),
    ],
  },
  {
    ...{ name: 'départements', kind: 'json', headings: ['code', 'libellé'], complete: true, source: geo },
    fits: (codes, labels) => haveCorsica(codes) && !labels.some(isNumber),
    read: (cell) => [
      says('departments', codeOf(cell('code'), department, 'département'), labelOf(cell('libellé'))),
    ],
  },
  {
    ...{ name: 'régions', kind: 'json', headings: ['code', 'libellé'], complete: true, source: geo },
    fits: (codes, labels) => mostly(/^\d{2}$/)(codes) && labels.includes('Bretagne'),
    read: (cell) => [says('regions', codeOf(cell('code'), /^\d{2}$/, 'région'), labelOf(cell('libellé')))],
  },
];

const professions: Format = {
  ...{ name: 'PCS-ESE', kind: 'csv', headings: ['code', 'libelle', 'categorie_principale'] },
  ...{ complete: true, source: insee },
  read: (cell) => [
    says('pcs-ese', codeOf(cell('code'), /^\d{3}[a-z]$/, 'code PCS'), labelOf(cell('libelle')), {
      parent: cell('categorie_principale') || null,
    }),
  ],
};

/** Of INSEE, and of the State's map; the more exact first where headings are alike. */
export const inseeFormats: readonly Format[] = [...naf, professions, ...companies, ...places];
