import { closedActivity } from './activities';
import { dayText } from './dates';
import { cell, masked } from './layout';
import { placeName, signOf, surname } from './names';
import { fourDigits } from './numbers';
import { mixed, Random, zipf } from './random';
import type { Town, Towns } from './towns';
import type { Unit } from './unit';
import { countries, streetKinds } from './words';

const streets = zipf(streetKinds);
const counts: readonly string[] = Array.from({ length: 2_000 }, (_, count) => String(count));
const digits = (random: Random) => random.oneOf(fourDigits);
const nowhere: Town = { name: '', code: '', postalCode: '', thousands: 0, cells: '' };
const share = { closedSites: 0.35, signs: 0.2, abroad: 0.001, complements: 0.08, surnameStreets: 0.15 };

/** The line of a unit in StockUniteLegale, its end of line included. */
export function unitRow(unit: Unit): string {
  const { band, active } = unit;
  const nic = unit.siren.nic(unit.headRank);
  const employs = band !== 'NN';
  const size = employs ? (band >= '32' ? 'ETI,2023' : 'PME,2023') : ',';
  const activity = active
    ? `${unit.activity.cells},${nic},N,,${employs ? 'O' : 'N'},${unit.activity.code2025}`
    : `${closedActivity(unit.activity, unit.closedIn)},${nic},,,N,`;
  return (
    `${unit.siren.digits},${unit.diffusible ? 'O' : 'P'},,${unit.created},${who(unit)},` +
    `${band},${employs ? '2023' : ''},${unit.treated},${unit.periods},${size},` +
    `${unit.since},${active ? 'A' : 'C'},${names(unit)},${unit.category},${activity}\n`
  );
}

/** From the acronym to the number of an association. */
function who(unit: Unit): string {
  if (!unit.diffusible) {
    return unit.soleTrader ? `,${masked},${masked},,,,${masked},,` : `${masked},,,,,,,,`;
  }
  if (!unit.soleTrader) return `${unit.acronym},,,,,,,,`;
  return `,${unit.sex},${unit.firstName},${unit.otherFirstNames},${unit.firstName},,`;
}

/** From the family name to the usual names. */
function names(unit: Unit): string {
  if (!unit.diffusible) return unit.soleTrader ? `${masked},,,,,` : `,,${masked},,,`;
  return `${unit.lastName},${unit.useName},${cell(unit.denomination)},${cell(unit.usualName)},,`;
}

/** Writes the lines of one unit's sites; everything of a site comes from its unit and its rank. */
export class Sites {
  /** Of the last row written. */
  town: Town = nowhere;
  sign = '';
  private readonly random = new Random(0);

  constructor(private readonly towns: Towns) {}

  isActive(unit: Unit, rank: number): boolean {
    if (!unit.active) return false;
    if (rank === unit.headRank) return true;
    const { headRank, sites } = unit.stock;
    if (rank === headRank) return true;
    return !(headRank > 1 && sites <= 3) && mixed(unit.key, -rank) / 0x1_0000_0000 >= share.closedSites;
  }

  /** The line of a site in StockEtablissement; `closedOn` when it has closed since. */
  row(unit: Unit, rank: number, closedOn = ''): string {
    const { random } = this;
    random.restart(unit.key, rank);
    const nic = unit.siren.nic(rank);
    const head = rank === unit.headRank;
    const active = closedOn === '' && this.isActive(unit, rank);
    const openedDay =
      unit.createdDay + Math.floor(random.share() * Math.min(4_000, unit.sinceDay - unit.createdDay));
    const opened = rank === 1 ? unit.created : dayText(openedDay);
    const created = rank > unit.stock.sites ? unit.movedOn : opened;
    const since = closedOn || (unit.active ? created : unit.since);
    const band = head ? unit.band : 'NN';
    const employs = band !== 'NN';
    const address = this.address(unit);
    const signs = this.signs(unit);
    const activity = active
      ? unit.activity.siteEnds[employs ? 1 : 0]
      : `${closedActivity(unit.activity, unit.active ? 2010 : unit.closedIn)},${employs ? 'O' : 'N'},\n`;
    return (
      `${unit.siren.digits},${nic},${unit.siren.digits}${nic},${unit.diffusible ? 'O' : 'P'},${created},${band},` +
      `${employs ? '2023' : ''},,${unit.treated},${head ? 'true' : 'false'},${unit.periods},` +
      `${address},,,,,,,,,,,,,,,${since},${active ? 'A' : 'F'},${signs},${activity}`
    );
  }

  /** From the complement to the second ordinate; the second address is always empty. */
  private address(unit: Unit): string {
    const { random } = this;
    this.town = this.towns.weighted.draw(random);
    const { name, code } = this.town;
    const number = random.chance(0.85) ? counts[1 + random.below(random.chance(0.7) ? 60 : 1_500)] : '';
    const repeated = random.chance(0.04) ? 'BTQ'.charAt(random.below(3)) : '';
    const kind = random.chance(0.04) ? '' : streets.draw(random);
    const street = random.chance(share.surnameStreets) ? surname(random) : placeName(random);
    const complement = random.chance(share.complements) ? `BATIMENT ${'ABCDEF'.charAt(random.below(6))}` : '';
    if (random.chance(share.abroad)) {
      const [country = '', ...rest] = random.oneOf(countries).split(' ');
      const town = rest.pop() ?? '';
      this.town = { ...nowhere, name: town };
      const street = unit.diffusible ? 'MAIN STREET' : masked;
      return `,${unit.diffusible ? number : masked},,,,,${street},,,${town},,,,,${country},${rest.join(' ')},,,`;
    }
    if (!unit.diffusible) {
      return `${masked},${masked},,,,${masked},${masked},${masked},${name},,,${code},,,,,${masked},${masked},${masked}`;
    }
    return (
      `${complement},${number},${repeated},,,${kind},${street},${this.town.cells}${code}${digits(random)}_B,` +
      `${counts[30 + random.below(70)]}${digits(random)}.25,6${counts[100 + random.below(900)]}000.5`
    );
  }

  /** Three signs and the usual name of the place. */
  private signs(unit: Unit): string {
    const { random } = this;
    this.sign = '';
    if (!random.chance(unit.stock.sites > 20 ? 0.7 : share.signs)) return ',,,';
    if (!unit.diffusible) return `${masked},,,`;
    this.sign = signOf(unit, random);
    return random.chance(0.8) ? `${cell(this.sign)},,,` : `,,,${cell(this.sign)}`;
  }
}
