import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Change, Changed, type ChangeShares, changeOf, usualShares } from './changes';
import { type FaultKind, Faults } from './faults';
import { linkHeadings, siteHeadings, unitHeadings } from './layout';
import { Places } from './numbers';
import { mixed } from './random';
import { Sites, unitRow } from './rows';
import { Sink } from './sink';
import { readTowns, type Town, type Towns } from './towns';
import { Unit } from './unit';

/** What is asked: the same answers for the same question, byte for byte. */
export interface Stock {
  readonly units: number;
  /** One for each unit at least. */
  readonly establishments: number;
  readonly seed: number;
  /** A folder, made when it is not there. */
  readonly into: string;
  /** A CSV file of communes (see readTowns); large towns only without it. */
  readonly communes?: string | undefined;
  /** SIRENs that no invented unit may have: those of real companies. */
  readonly reserved?: ReadonlySet<string>;
}

/** Hears of every unit that a search may find, with its head office; `unit` is another one afterwards. */
export type Watch = (unit: Unit, town: Town, sign: string) => void;

export interface Written {
  readonly units: string;
  readonly establishments: string;
  readonly towns: Towns['source'];
  /** Lines that no import may take, beside the good ones, of both files. */
  readonly faults: { readonly units: number; readonly establishments: number };
}

export interface WrittenChanges {
  readonly units: string;
  readonly establishments: string;
  readonly links: string;
  readonly counts: Readonly<Record<Change | 'created', number>>;
  /** Lines without headings. */
  readonly lines: { readonly units: number; readonly establishments: number; readonly links: number };
}

/**
 * Writes a stock of invented companies as INSEE publishes it. `faults` is the share of the lines after which a
 * bad one follows: the good ones stay whole, so that exactly the bad ones are to be refused.
 */
export async function generate(
  stock: Stock & { faults?: number; faultKinds?: readonly FaultKind[]; watch?: Watch },
): Promise<Written> {
  const files = await openFiles(stock.into);
  const towns = readTowns(stock.communes);
  const sites = new Sites(towns);
  const faults = new Faults(stock.seed, stock.faults ?? 0, stock.faultKinds);
  const addWithFault = async (kind: keyof Faults['counts'], line: string) => {
    await files[kind].add(line);
    await files[kind].add(faults.of(kind, line));
  };
  const add = (kind: keyof Faults['counts'], line: string) =>
    faults.next() ? addWithFault(kind, line) : files[kind].add(line);
  try {
    for (const { unit } of everyUnit(stock)) {
      let full = add('units', unitRow(unit));
      if (full) await full;
      for (let rank = 1; rank <= unit.sites; rank++) {
        const row = sites.row(unit, rank);
        const isFound = rank === unit.headRank && unit.active && unit.diffusible;
        if (isFound) stock.watch?.(unit, sites.town, sites.sign);
        full = add('establishments', row);
        if (full) await full;
      }
    }
  } finally {
    await files.units.close();
    await files.establishments.close();
  }
  return { ...files.paths, towns: towns.source, faults: faults.counts };
}

/**
 * Writes a later state of the stock of the same question: the whole of it, or the lines that changed only; and
 * the links between the head offices left and those that follow them.
 */
export async function generateChanges(
  stock: Stock & { shares?: Partial<ChangeShares>; only?: 'all' | 'changed' },
): Promise<WrittenChanges> {
  const files = await openFiles(stock.into);
  const linksPath = join(stock.into, 'StockEtablissementLiensSuccession_utf8.csv');
  const links = await Sink.create(linksPath, linkHeadings);
  const sites = new Sites(readTowns(stock.communes));
  const shares = { ...usualShares, ...stock.shares };
  const counts = { closed: 0, renamed: 0, moved: 0, hidden: 0, created: 0 };
  const everything = stock.only !== 'changed';
  const created = new Unit();
  const changed = new Changed();
  const write = async (unit: Unit, change?: Change) => {
    changed.apply(unit, change, sites);
    if (everything || change) await files.units.add(changed.unitRow());
    for (let rank = 1; rank <= unit.sites; rank++) {
      if (everything || changed.touches(rank)) await files.establishments.add(changed.siteRow(rank));
    }
    if (change === 'moved') await links.add(changed.link());
    if (change) counts[change] += 1;
  };
  try {
    for (const { unit, place, firstEight } of everyUnit(stock)) {
      const change = changeOf(unit, shares);
      if (everything || change) await write(unit, change);
      if (mixed(unit.key, -1) / 0x1_0000_0000 >= shares.created) continue;
      created.fill(stock.seed, place, firstEight.later, true);
      counts.created += 1;
      await files.units.add(unitRow(created));
      await files.establishments.add(sites.row(created, 1));
    }
  } finally {
    await files.units.close();
    await files.establishments.close();
    await links.close();
  }
  const lines = { units: files.units.lines, establishments: files.establishments.lines, links: links.lines };
  return { ...files.paths, links: linksPath, counts, lines };
}

interface Standing {
  readonly unit: Unit;
  readonly place: number;
  /** The first digits of the unit created later beside it, where one is. */
  readonly firstEight: { later: number };
}

/** Every unit in the order of the numbers: one and the same object, filled anew each time. */
function* everyUnit({ units, establishments, seed, reserved }: Stock): Generator<Standing> {
  if (establishments < units) throw new Error('each unit has an establishment at least');
  const places = new Places(units, reserved ?? new Set());
  const unit = new Unit();
  const standing = { unit, place: -1, firstEight: { later: 0 } };
  const wanted = (establishments - units) / units;
  let left = establishments - units;
  for (let rank = 0; rank < units; rank++) {
    const place = places.free(standing.place + 1);
    standing.place = place;
    standing.firstEight.later = places.firstEight(place, places.size - 1);
    unit.fill(seed, place, places.firstEight(place, mixed(seed, place) % (places.size - 1)));
    const given = establishments - units - left;
    unit.spread(rank, given < wanted * (rank + 1), left);
    // The last ones take what nobody had.
    if (rank >= units - 20) unit.sites = 1 + Math.ceil(left / (units - rank));
    left -= unit.sites - 1;
    unit.settle();
    yield standing;
  }
}

async function openFiles(into: string) {
  await mkdir(into, { recursive: true });
  const paths = {
    units: join(into, 'StockUniteLegale_utf8.csv'),
    establishments: join(into, 'StockEtablissement_utf8.csv'),
  };
  const units = await Sink.create(paths.units, unitHeadings);
  return { paths, units, establishments: await Sink.create(paths.establishments, siteHeadings) };
}
