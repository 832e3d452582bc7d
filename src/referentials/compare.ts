import { isDeepStrictEqual } from 'node:util';
import type { Changes, Details, Edition, Entry } from './model';

/** The latest period of a code, as the database has it; see `referential_entry`. */
export interface Period {
  readonly code: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly label: string;
  readonly level: number;
  readonly parent: string | null;
  readonly details: Details;
}

export interface Comparison {
  /** Periods of which the database keeps the first day: their last day or what they say is other now. */
  readonly updated: readonly Period[];
  readonly inserted: readonly Period[];
  readonly changes: Changes;
  /** Codes that an edition completes, and that nobody knows. */
  readonly unknown: readonly string[];
}

/** Of a day that nobody said; PostgreSQL's own word, before any other as text too. */
const always = '-infinity';
const dayBefore = (day: string) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

/**
 * What becomes of the codes when an edition takes the place of the former one: a new code begins, one that is no
 * longer there ends the day before the edition, one that says something else goes on as a new period.
 */
export function compare(
  known: ReadonlyMap<string, Period>,
  { edition, complete, entries }: Pick<Edition, 'edition' | 'complete' | 'entries'>,
): Comparison {
  const first = known.size === 0;
  const updated: Period[] = [];
  const inserted: Period[] = [];
  const unknown: string[] = [];
  const count = { added: 0, ended: 0, renamed: 0, changed: 0, unchanged: 0 };
  const end = (period: Period) => {
    const lastDay = period.valid_from < edition ? dayBefore(edition) : period.valid_from;
    updated.push({ ...period, valid_to: lastDay });
  };

  for (const entry of entries) {
    const period = known.get(entry.code);
    if (!period) {
      if (entry.label === null) {
        unknown.push(entry.code);
        continue;
      }
      const from = entry.from ?? (first || !complete ? always : edition);
      inserted.push(periodOf(entry, entry.label, earliest(from, entry.to), entry.to));
      count.added++;
      continue;
    }
    const said = saidOf(period, entry, complete);
    const comesBack = complete && isOver(period, edition) && entry.to !== period.valid_to;
    if (comesBack && (entry.to === null || entry.to >= edition)) {
      inserted.push({ ...said, valid_from: edition, valid_to: entry.to });
      count.added++;
    } else if (sameSayings(said, period)) {
      const to = complete ? endOf(entry, period) : period.valid_to;
      if (to === period.valid_to) count.unchanged++;
      else {
        updated.push({ ...period, valid_to: to });
        count[to !== null && to < edition ? 'ended' : 'changed']++;
      }
    } else {
      count[said.label === period.label ? 'changed' : 'renamed']++;
      // A correction of what began that day or is over; else the former words keep their days.
      if (!complete || period.valid_from >= edition || isOver(period, edition)) {
        updated.push({ ...said, valid_to: complete ? endOf(entry, period) : period.valid_to });
      } else if (entry.to !== null && entry.to < edition) {
        updated.push({ ...said, valid_to: endOf(entry, period) });
      } else {
        end(period);
        inserted.push({ ...said, valid_from: edition, valid_to: entry.to });
      }
    }
  }

  if (complete) {
    const listed = new Set(entries.map(({ code }) => code));
    for (const period of known.values()) {
      if (listed.has(period.code) || isOver(period, edition)) continue;
      end(period);
      count.ended++;
    }
  }
  return { updated, inserted, unknown, changes: count };
}

const isOver = (period: Period, edition: string) => period.valid_to !== null && period.valid_to < edition;

/** A source may say an end that is before the beginning: the code then had one day. */
const earliest = (from: string, to: string | null) => (to !== null && to < from ? to : from);
const endOf = (entry: Entry, period: Period) =>
  entry.to !== null && entry.to < period.valid_from ? period.valid_from : entry.to;

const periodOf = (
  { code, level, parent, details }: Entry,
  label: string,
  from: string,
  to: string | null,
) => ({
  ...{ code, label, level, parent, details, valid_from: from, valid_to: to },
});

/** What completes a list gives it details, and no other name. */
const saidOf = (period: Period, { label, parent, level, details }: Entry, complete: boolean): Period => ({
  ...period,
  label: complete ? (label ?? period.label) : period.label,
  parent: parent ?? period.parent,
  level,
  details: { ...period.details, ...details },
});

const sameSayings = (one: Period, other: Period) =>
  one.label === other.label &&
  one.parent === other.parent &&
  one.level === other.level &&
  isDeepStrictEqual(one.details, other.details);
