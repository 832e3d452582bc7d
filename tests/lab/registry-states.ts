// Two states of a registry that nobody can take for one another, and how to tell which one is in place.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate, generateChanges } from '../bench/sirene/index';
import { siteHeadings, unitHeadings } from '../bench/sirene/layout';
import { Siren } from '../bench/sirene/numbers';

export type StateName = 'alpha' | 'beta';

/** INSEE's files of a state, with its landmarks. */
export interface State {
  readonly name: StateName;
  readonly files: readonly string[];
}

/** Below the numbers of invented companies. */
const number = (place: number) => {
  const siren = new Siren();
  siren.set(1_000 + place);
  return { siren: siren.digits, siret: siren.digits + siren.nic(1) };
};

/** In both states, under another name, in another town, its site open or closed. */
export const lighthouse = number(0);
const beacons = 12;
/** What finds more beacons than are shown: of one state in one statement, nothing else. */
export const beaconQuery = 'balise';

const facts = {
  alpha: { first: 100, town: 'ALPHAVILLE', siteState: 'A' },
  beta: { first: 200, town: 'BETAVILLE', siteState: 'F' },
} as const;

/** Writes a state of this many establishments. */
export async function writeState(name: StateName, into: string, establishments: number): Promise<State> {
  const size = { units: Math.round(establishments * 0.7), establishments, into };
  const { units, establishments: sites } = await (name === 'alpha'
    ? generate({ ...size, seed: 1 })
    : generateChanges({ ...size, seed: 2 }));
  const [landmarks, places] = [join(into, 'reperes.csv'), join(into, 'sites des reperes.csv')];
  const { first, town, siteState } = facts[name];
  const label = name.toUpperCase();
  const numbers = Array.from({ length: beacons }, (_, place) => number(first + place));
  const unit = (siren: string, denomination: string) => ({
    ...{ siren, statutDiffusionUniteLegale: 'O', etatAdministratifUniteLegale: 'A' },
    ...{ denominationUniteLegale: denomination, categorieJuridiqueUniteLegale: '5710' },
  });
  await writeFile(
    landmarks,
    csv(unitHeadings, [
      unit(lighthouse.siren, `PHARE ${label}`),
      ...numbers.map(({ siren }, place) => unit(siren, `BALISE ${label} ${place + 10}`)),
    ]),
  );
  const site = (siret: string, state: string) => ({
    ...{ siren: siret.slice(0, 9), nic: siret.slice(9), siret, statutDiffusionEtablissement: 'O' },
    ...{
      etablissementSiege: 'true',
      etatAdministratifEtablissement: state,
      codePostalEtablissement: '90000',
    },
    ...{ libelleCommuneEtablissement: town, codeCommuneEtablissement: '90010' },
  });
  await writeFile(
    places,
    csv(siteHeadings, [site(lighthouse.siret, siteState), ...numbers.map(({ siret }) => site(siret, 'A'))]),
  );
  return { name, files: [units, sites, landmarks, places] };
}

function csv(headings: string, rows: readonly Readonly<Record<string, string>>[]): string {
  const columns = headings.split(',');
  const lines = rows.map((row) => columns.map((column) => row[column] ?? '').join(','));
  return `${[headings, ...lines].join('\n')}\n`;
}

/** What the product answers to a search. */
export interface Suggested {
  readonly label: string;
  readonly detail: string;
  readonly disabled?: string;
}

/** Of which state these answers are: those to the lighthouse's SIRET, or those to `beaconQuery`. */
export function stateOfAnswer(answers: readonly Suggested[]): StateName | 'neither' {
  for (const name of ['alpha', 'beta'] as const) {
    const { town, siteState } = facts[name];
    const label = name.toUpperCase();
    const [first] = answers;
    if (answers.length === 1 && first?.label === `PHARE ${label} - ${lighthouse.siren}`) {
      const closed = first.disabled === 'établissement fermé';
      if (first.detail === town && closed === (siteState === 'F')) return name;
    }
    const isBeacon = (one: Suggested) => one.label.startsWith(`BALISE ${label} `) && one.detail === town;
    if (answers.length === 10 && answers.every(isBeacon)) return name;
  }
  return 'neither';
}

/**
 * One statement that gives a digest of all that an import puts in place: each table in the order of its keys, the
 * indexes, and what the portal holds of the lighthouse. A tier may cut companies of the same rank here or there.
 */
export const digestStatement = `
  select md5(concat_ws(' ',
    ${[
      ['unit', 'one', 'siren'],
      ['site', 'one', 'siret'],
      ['succession', 'one', 'siret, successor, since'],
      ['member', 'one', 'siret'],
      [
        'search',
        `(one.siren, one.rank, one.name, one.town, one.active, one.search_name, one.search_acronym, one.names,
          one.places)`,
        'siren',
      ],
      ['word', 'one', 'word'],
    ]
      .map(
        ([table, row, order]) =>
          `(select md5(string_agg(md5((${row})::text), '' order by ${order})) from sirene.${table} as one)`,
      )
      .join(',\n    ')},
    (select string_agg(indexname, ' ' order by indexname) from pg_indexes where schemaname = 'sirene'),
    (select company.name || company.active from company where siren = '${lighthouse.siren}'),
    (select establishment.town || establishment.active from establishment where siret = '${lighthouse.siret}')
  )) as digest`;
