/**
 * Builds the editions of the small referentials that come with the product, from public facts:
 *   node scripts/build-referential-editions.ts FOLDER
 * FOLDER holds the files of the State's nomenclatures (naf, idcc, categories-juridiques, small-lists, communes). What
 * is written is in the product's own shape; see src/referentials/editions/ATTRIBUTION.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { firstLevels, opco2iAgreements, secondLevels } from './referential-facts.ts';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('Usage: node scripts/build-referential-editions.ts FOLDER');
const target = join(import.meta.dirname, '../src/referentials/editions');
/** The day when the sources were read. */
const edition = '2026-11-01';
const licence = 'Licence Ouverte 2.0';

type Code = readonly [code: string, label: string];
interface Line {
  readonly code: string;
  readonly label: string;
  readonly level?: number;
  readonly parent?: string;
  readonly from?: string;
  readonly to?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

const textOf = (path: string) => readFileSync(join(folder, path), 'utf8');
const rowsOf = (path: string, delimiter: string): string[][] =>
  parse(textOf(path), { delimiter, bom: true, fromLine: 2 }) as string[][];
const codesOf = (path: string): Code[] =>
  Object.entries(JSON.parse(textOf(path)) as Record<string, string>).map(([code, label]) => [
    code,
    tidy(label),
  ]);
const tidy = (text: string) => text.trim().replace(/\s+/gu, ' ').replace(/’/gu, "'");

const dotted = (code: string) => `${code.slice(0, 2)}.${code.slice(2)}`;

function nafRev2(): Line[] {
  const sectionOf = new Map(
    rowsOf('naf/rev2-5to1.csv', ';').map(([code = '', section = '']) => [code, section]),
  );
  const divisionSection = (division: string) =>
    [...sectionOf].find(([code]) => code.startsWith(division))?.[1] ?? '';
  return [
    ...codesOf('naf/naf-rev2-sections.json').map(([code, label]) => ({ code, label, level: 1 })),
    ...rowsOf('naf/rev2-naf2.csv', ';').map(([code = '', label = '']) => ({
      ...{ code, label: tidy(label), level: 2, parent: divisionSection(code) },
    })),
    ...rowsOf('naf/rev2-naf5.csv', ';').map(([code = '', label = '']) => ({
      ...{ code: dotted(code), label: tidy(label), level: 5, parent: dotted(code).slice(0, 5) },
    })),
  ];
}

function naf2025(): Line[] {
  const rows = rowsOf('naf/naf-2025-codes.csv', ',');
  const sections = new Map(rows.map((row) => [row[4] ?? '', row[5] ?? '']));
  const sentence = (label: string) => label.charAt(0) + label.slice(1).toLowerCase();
  return [
    ...[...sections].map(([code, label]) => ({ code, label: tidy(sentence(label)), level: 1 })),
    ...rows.map((row) => ({ code: row[0] ?? '', label: tidy(row[6] ?? ''), level: 5, parent: row[4] ?? '' })),
  ];
}

function legalForms(): Line[] {
  const levels = (list: Readonly<Record<string, string>>, level: number) =>
    Object.entries(list).map(([code, label]) => ({
      ...{ code, label, level, ...(level > 1 && { parent: code.slice(0, 1) }) },
    }));
  return [
    ...levels(firstLevels, 1),
    ...levels(secondLevels, 2),
    ...codesOf('categories-juridiques/natures-juridiques.json').map(([code, label]) => ({
      ...{ code, label, level: 3, parent: code.slice(0, 2) },
    })),
  ];
}

function headcountBands(): Line[] {
  const bounds = new Map(
    rowsOf('small-lists/TranchesEffectif.csv', ',').map(([code = '', band = '']) => [code, band]),
  );
  return codesOf('small-lists/tranches-effectifs.json').map(([code, label]) => {
    const [, min, to, max] = /^(\d+)(-(\d+)|\+)?$/.exec(bounds.get(code) ?? '') ?? [];
    const details = min ? { min: Number(min), max: to === '+' ? null : Number(max ?? min) } : undefined;
    return { code, label, ...(details && { details }) };
  });
}

/** OPCO 2i's agreements: the national ones by hand, the former ones of the métallurgie as the list titles them. */
function agreements(): Line[] {
  const metal = /m[ée]ta(l|ux)|microtech/i;
  const known = new Set(opco2iAgreements.map(({ code }) => code));
  const former = rowsOf('idcc/idcc-opco2i.csv', ',')
    .map(([code = '', title = '']) => ({ code, title: tidy(title) }))
    .filter(({ code, title }) => metal.test(title) && !known.has(code));
  return [
    ...opco2iAgreements,
    ...former.map(({ code, title }) => ({
      code,
      label: territorial(title),
      to: '2023-12-31',
      parent: '3248',
    })),
  ].sort((a, b) => (a.code < b.code ? -1 : 1));
}
const territorial = (title: string) =>
  title.replace(/^(Conventions?) collectives? /, '$1 ').replace(' )', ')');

const regions = () => codesOf('communes/regions.json').map(([code, label]) => ({ code, label }));
function departments(): Line[] {
  const regionOf = new Map(codesOf('communes/dep_to_reg.json'));
  return codesOf('communes/departements.json').map(([code, label]) => {
    const parent = regionOf.get(code);
    return { code, label, ...(parent && { parent }) };
  });
}

const places = 'geo.api.gouv.fr (code officiel géographique, INSEE)';
const lists: readonly { referential: string; source: string; lines: readonly Line[] }[] = [
  { referential: 'naf-rev2', source: 'INSEE', lines: nafRev2() },
  { referential: 'naf-2025', source: 'INSEE', lines: naf2025() },
  { referential: 'idcc-opco2i', source: 'DILA, base KALI, et DARES', lines: agreements() },
  { referential: 'legal-forms', source: 'INSEE', lines: legalForms() },
  { referential: 'headcount-bands', source: 'INSEE', lines: headcountBands() },
  { referential: 'regions', source: places, lines: regions() },
  { referential: 'departments', source: places, lines: departments() },
];

for (const { referential, lines } of lists) {
  const rows = [...lines]
    .sort((a, b) => (a.level ?? 1) - (b.level ?? 1) || (a.code < b.code ? -1 : 1))
    .map(({ code, label, level, parent, from, to, details }) => [
      ...[code, label, level, parent, from, to, details && JSON.stringify(details)],
    ]);
  const columns = [referential, 'label', 'level', 'parent', 'from', 'to', 'details'];
  writeFileSync(join(target, `${referential}.csv`), stringify([columns, ...rows], { delimiter: ';' }));
}
const index = lists.map(({ referential, source }) => ({ referential, edition, source, licence }));
writeFileSync(join(target, 'index.json'), `${JSON.stringify(index, null, 2)}\n`);
