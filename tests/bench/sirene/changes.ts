import { nameCompany, surname } from './names';
import { mixed } from './random';
import { type Sites, unitRow } from './rows';
import type { Unit } from './unit';

/** What may happen to a unit between two stocks; one thing at most. */
export type Change = 'closed' | 'renamed' | 'moved' | 'hidden';
export type ChangeShares = Readonly<Record<Change | 'created', number>>;

/** As a share of all units; closing, moving and a new name are of those in activity. */
export const usualShares: ChangeShares = {
  created: 0.01,
  closed: 0.006,
  renamed: 0.003,
  moved: 0.008,
  hidden: 0.001,
};

const day = '2026-01-15';
const treated = '2026-01-20T04:00:00';
const draws = -2;

/** What happens to this unit; always the same for a unit. */
export function changeOf(unit: Unit, shares: ChangeShares): Change | undefined {
  let share = mixed(unit.key, draws) / 0x1_0000_0000;
  const possible = { closed: unit.active, renamed: unit.active, moved: unit.active, hidden: true };
  for (const change of ['closed', 'renamed', 'moved', 'hidden'] as const) {
    if (share < shares[change]) return possible[change] && unit.diffusible ? change : undefined;
    share -= shares[change];
  }
  return undefined;
}

/** A unit as it is after its change; one object for all of them. */
export class Changed {
  private unit!: Unit;
  private sites!: Sites;
  private change: Change | undefined;
  private before = { treated: '', head: 1 };

  /** Changes the unit itself; nothing when nothing happened to it. */
  apply(unit: Unit, change: Change | undefined, sites: Sites): void {
    this.unit = unit;
    this.sites = sites;
    this.change = change;
    this.before.treated = unit.treated;
    this.before.head = unit.headRank;
    if (change === 'renamed') rename(unit);
    if (change === 'hidden') unit.diffusible = false;
    if (change === 'moved') {
      unit.sites += 1;
      unit.headRank = unit.sites;
      unit.movedOn = day;
    }
    if (change !== undefined && change !== 'hidden') unit.since = day;
  }

  unitRow(): string {
    const { unit, change } = this;
    unit.active = unit.active && change !== 'closed';
    unit.closedIn = change === 'closed' ? 2026 : unit.closedIn;
    unit.treated = change ? treated : this.before.treated;
    const row = unitRow(unit);
    // Its sites are written as those of a unit in activity of which each closes.
    unit.active = unit.active || change === 'closed';
    return row;
  }

  /** Whether the line of this site is another one than before. */
  touches(rank: number): boolean {
    const { change, unit } = this;
    if (change === 'hidden') return true;
    if (change === 'closed') return this.sites.isActive(unit, rank);
    return change === 'moved' && (rank === this.before.head || rank === unit.headRank);
  }

  siteRow(rank: number): string {
    const { change, unit } = this;
    const touched = this.touches(rank);
    unit.treated = touched ? treated : this.before.treated;
    const closes = touched && (change === 'closed' || (change === 'moved' && rank !== unit.headRank));
    return this.sites.row(unit, rank, closes ? day : '');
  }

  /** The head office left, then the one that follows it. */
  link(): string {
    const { siren } = this.unit;
    const [from, to] = [this.before.head, this.unit.headRank].map((rank) => siren.digits + siren.nic(rank));
    return `${from},${to},${day},true,true,${treated}\n`;
  }
}

/** A company takes another name and keeps its form and acronym; a person takes a name of use. */
function rename(unit: Unit): void {
  const { category, acronym, usualName } = unit;
  unit.random.restart(unit.key, 0x7fff_ffff);
  if (unit.soleTrader) {
    unit.useName = `${surname(unit.random)}-${unit.lastName}`;
    return;
  }
  nameCompany(unit);
  Object.assign(unit, { category, acronym, usualName });
}
