import { type Activity, activities } from './activities';
import { creationDay, dayCount, dayText, instants, stockDay, yearOfDay } from './dates';
import { unknownDate } from './layout';
import { type Names, nameCompany, namePerson } from './names';
import { Siren } from './numbers';
import { mixed, Random, Weighted } from './random';

/** Shares of all units, as in the national registry. */
const share = { soleTraders: 0.55, closed: 0.45, hidden: 0.08, unknownDates: 0.03, severalSites: 0.2 };

/** INSEE's headcount bands; most units employ nobody. */
const bands = new Weighted(
  'NN 00 01 02 03 11 12 21 22 31 32 41 42 51 52 53'.split(' '),
  (_, rank) => [80, 2, 8, 4, 2.5, 1.6, 1, 0.4, 0.25, 0.08, 0.09, 0.04, 0.02, 0.01, 0.004, 0.002][rank] ?? 0,
);

const mostSites = 6_000;
/** One unit of so many is a chain of a thousand sites or more. */
const chainEvery = 100_000;

/** Draws of the stock and of later creations must differ for one place. */
const creations = 0x5bd1e995;

/** One legal unit, filled again and again: millions are written without an object for each. */
export class Unit implements Names {
  readonly random = new Random(0);
  readonly siren = new Siren();
  key = 0;
  soleTrader = false;
  active = true;
  diffusible = true;
  createdDay = 0;
  created = '';
  /** Since when it is as it is. */
  since = '';
  sinceDay = 0;
  closedIn = 0;
  periods = 1;
  acronym = '';
  sex = '';
  firstName = '';
  otherFirstNames = ',,';
  lastName = '';
  useName = '';
  denomination = '';
  usualName = '';
  category = '';
  activity: Activity = activities[0] as Activity;
  band = '';
  sites = 1;
  headRank = 1;
  brand = '';
  /** As they were in the stock, before it moved its head office. */
  stock = { sites: 1, headRank: 1 };
  /** When its last site was opened, after the stock; '' when it has not moved. */
  movedOn = '';
  /** Written in a column of every row: when INSEE last touched it. */
  treated = '';

  /** What a screen would call it. */
  get name(): string {
    return this.soleTrader ? `${this.firstName} ${this.useName || this.lastName}` : this.denomination;
  }

  /** Fills it with the unit of a place: always the same for a seed, whatever was made before. */
  fill(seed: number, place: number, firstEight: number, later = false): void {
    const { random } = this;
    this.key = mixed(later ? seed ^ creations : seed, place);
    random.restart(this.key, 0);
    this.siren.set(firstEight);
    this.active = later || !random.chance(share.closed);
    this.diffusible = !random.chance(share.hidden);
    this.soleTrader = random.chance(this.diffusible ? share.soleTraders : 0.85);
    this.date(later);
    this.activity = random.oneOf(activities);
    this.periods = 1 + random.below(6);
    this.band = this.active ? bands.draw(random) : 'NN';
    this.acronym = this.usualName = this.useName = '';
    if (this.soleTrader) namePerson(this);
    else nameCompany(this);
    this.brand = this.usualName || this.denomination;
    this.sites = 1;
    this.settle();
    this.treated = later ? '2026-01-05T08:00:00' : random.oneOf(instants);
  }

  private date(later: boolean): void {
    const { random } = this;
    this.createdDay = later ? dayCount : creationDay(Number(this.siren.digits[0]), random.share());
    const unknown = !later && random.chance(share.unknownDates);
    this.created = unknown ? unknownDate : dayText(this.createdDay);
    this.sinceDay = this.createdDay + random.below(dayCount - this.createdDay + 1);
    this.since = later ? stockDay : dayText(this.sinceDay);
    this.closedIn = yearOfDay(this.sinceDay);
  }

  /**
   * How many sites it has: `behind` says that fewer were given so far than wanted, `left` how many may still
   * be given beyond one each.
   */
  spread(rank: number, behind: boolean, left: number): void {
    const { random } = this;
    const isChain = rank % chainEvery === chainEvery / 2;
    let more = 0;
    if (isChain) more = 1_000 + random.below(4_000);
    else if (random.chance(behind ? share.severalSites * 1.6 : share.severalSites * 0.4)) {
      more = Math.floor((1 - random.share()) ** (-1 / 1.6));
    }
    this.sites = 1 + Math.min(more, left, mostSites);
  }

  /** Once its sites are counted, says which is the head office: most of those that have two have moved. */
  settle(): void {
    this.headRank = this.sites < 20 && this.random.chance(0.6) ? this.sites : 1;
    this.stock.sites = this.sites;
    this.stock.headRank = this.headRank;
    this.movedOn = '';
  }
}
