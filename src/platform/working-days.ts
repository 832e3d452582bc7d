import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import HolidaysParser from 'date-holidays-parser';

/**
 * Delays counted in days of Paris. A day is counted from the one after the start, and the deadline is
 * reached at 8:00, Paris time, of the last one: a mail that a deadline causes arrives in the morning.
 *
 * Working days ("jours ouvrés"): Monday to Friday without the eleven public holidays of metropolitan France.
 * Source: Code du travail, article L3133-1. Alsace-Moselle's two more, and those of overseas, are not counted.
 */
const openingHour = 8;

/** A calendar day of Paris, as the milliseconds of its midnight in UTC: days are then all 24 hours long. */
type Day = number;
const oneDay = 86_400_000;

const parisClock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Paris',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
});

/** What the clocks of Paris show at an instant, as if it were UTC. */
function clockOfParis(instant: Date): number {
  const shown = new Map(parisClock.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => shown.get(type) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

/** The calendar day of Paris at an instant: "2026-11-18". */
export const dayInParis = (instant: Date): string => new Date(dayOf(instant)).toISOString().slice(0, 10);

const lastTypedDay = '2100-01-01';

/**
 * A calendar day as a browser's calendar sends it or as people type it: "2026-11-18" of "18/11/2026", "18.11.2026"
 * or "2026-11-18". Null: nothing typed; undefined: something else, or a day of another century.
 */
export function typedDay(typed: string): string | null | undefined {
  const text = typed.trim();
  if (text === '') return null;
  const [, day, month, year] = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/.exec(text) ?? [];
  const iso = year ? `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}` : text;
  const parsed = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? new Date(`${iso}T00:00:00Z`) : null;
  const exists = parsed && !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(iso);
  return exists && iso >= '1900-01-01' && iso < lastTypedDay ? iso : undefined;
}

const dayOf = (instant: Date): Day => Math.floor(clockOfParis(instant) / oneDay) * oneDay;

/** The instant when the clocks of Paris show an hour (7.5: 7:30); not between 1:00 and 3:00, when they may change. */
function instantOf(day: Day, hour: number): Date {
  const shown = day + hour * 3_600_000;
  return new Date(shown - (clockOfParis(new Date(shown)) - shown));
}

const require = createRequire(import.meta.url);

/** The library with its data of France alone: those of the other countries would take 5 MB for good. */
function publicHolidays(): HolidaysParser {
  const folder = dirname(require.resolve('date-holidays/package.json'));
  const { holidays, names } = JSON.parse(readFileSync(join(folder, 'data', 'holidays.json'), 'utf8'));
  return new HolidaysParser({ holidays: { FR: holidays.FR }, names }, 'FR', { types: ['public'] });
}

const calendar = publicHolidays();
const holidaysByYear = new Map<number, ReadonlySet<string>>();

function isHoliday(day: Day): boolean {
  const iso = new Date(day).toISOString().slice(0, 10);
  const year = Number(iso.slice(0, 4));
  let dates = holidaysByYear.get(year);
  if (!dates) {
    dates = new Set(calendar.getHolidays(year).map((holiday) => holiday.date.slice(0, 10)));
    holidaysByYear.set(year, dates);
  }
  return dates.has(iso);
}

type Counts = (day: Day) => boolean;
const everyDay: Counts = () => true;
const workingDay: Counts = (day) => {
  const weekday = new Date(day).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !isHoliday(day);
};

/** The n-th day that counts, from the one after `start` (or, backwards, from the one before). */
function nthDay(start: Day, count: number, counts: Counts, step = oneDay): Day {
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`not a number of days: ${count}`);
  let day = start;
  for (let left = count; left > 0; ) {
    day += step;
    if (counts(day)) left--;
  }
  return day;
}

/** When a delay of so many working days (1 or more) from an instant is over: 8:00 in Paris of the last one. */
export const addWorkingDays = (from: Date, days: number): Date =>
  instantOf(nthDay(dayOf(from), days, workingDay), openingHour);

/** When a delay of so many calendar days (1 or more) from an instant is over: 8:00 in Paris of the last one. */
export const addCalendarDays = (from: Date, days: number): Date =>
  instantOf(nthDay(dayOf(from), days, everyDay), openingHour);

/** The latest instant at which a working day came to an hour of Paris (7.5: 7:30). */
export function lastWorkingDayAt(now: Date, hour: number): Date {
  const today = instantOf(dayOf(now), hour);
  if (workingDay(dayOf(now)) && today <= now) return today;
  return instantOf(nthDay(dayOf(now), 1, workingDay, -oneDay), hour);
}

/** The next one. */
export function nextWorkingDayAt(now: Date, hour: number): Date {
  const today = instantOf(dayOf(now), hour);
  if (workingDay(dayOf(now)) && today > now) return today;
  return instantOf(nthDay(dayOf(now), 1, workingDay), hour);
}

/** How many working days there are after the day of `from`, up to and with the day of `to`; 0 when none. */
export function workingDaysBetween(from: Date, to: Date): number {
  const last = dayOf(to);
  let count = 0;
  for (let day = dayOf(from) + oneDay; day <= last; day += oneDay) if (workingDay(day)) count++;
  return count;
}

/**
 * The other way round, for a query: what began before this instant, and nothing else, has reached at `now`
 * the end of its delay of so many working days.
 */
export const workingDelayOverBefore = (now: Date, days: number): Date => overBefore(now, days, workingDay);

/** The same for calendar days. */
export const calendarDelayOverBefore = (now: Date, days: number): Date => overBefore(now, days, everyDay);

function overBefore(now: Date, days: number, counts: Counts): Date {
  const today = dayOf(now);
  const tomorrow = today + oneDay;
  const firstNotOpen = now >= instantOf(today, openingHour) ? tomorrow : today;
  return instantOf(nthDay(firstNotOpen, days, counts, -oneDay), 0);
}
