import { describe, expect, it } from 'vitest';
import {
  addCalendarDays,
  addWorkingDays,
  calendarDelayOverBefore,
  workingDaysBetween,
  workingDelayOverBefore,
} from './working-days';

/** Source: service-public.gouv.fr, "Jours fériés". */
const published = `
  2026-01-01 2026-04-06 2026-05-01 2026-05-08 2026-05-14 2026-05-25 2026-07-14 2026-08-15 2026-11-01 2026-11-11 2026-12-25
  2027-01-01 2027-03-29 2027-05-01 2027-05-06 2027-05-08 2027-05-17 2027-07-14 2027-08-15 2027-11-01 2027-11-11 2027-12-25
  2028-01-01 2028-04-17 2028-05-01 2028-05-08 2028-05-25 2028-06-05 2028-07-14 2028-08-15 2028-11-01 2028-11-11 2028-12-25`;
const holidays = new Set(published.trim().split(/\s+/));

const paris = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Paris',
  dateStyle: 'short',
  timeStyle: 'short',
});
const inParis = (instant: Date) => paris.format(instant);
const hours = (count: number) => count * 3_600_000;
const later = (from: Date, milliseconds: number) => new Date(from.getTime() + milliseconds);
const isOff = (date: string) => {
  const weekday = new Date(`${date}T12:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6 || holidays.has(date);
};

describe('working days', () => {
  it('are those without the eleven holidays that the State publishes, three years day by day', () => {
    const wrong: string[] = [];
    for (let noon = Date.parse('2026-01-02T11:00:00Z'); noon < Date.parse('2029-01-01'); noon += hours(24)) {
      const date = new Date(noon).toISOString().slice(0, 10);
      const counted = workingDaysBetween(new Date(noon - hours(24)), new Date(noon));
      if (counted !== (isOff(date) ? 0 : 1)) wrong.push(date);
    }
    expect(wrong).toEqual([]);
    expect(holidays.size).toBe(33);
  });

  it.each([
    ['an ordinary week', '2026-11-16T10:00:00Z', 3, '2026-11-19 08:00'],
    ['a week-end', '2026-11-19T10:00:00Z', 3, '2026-11-24 08:00'],
    ['a start on a Saturday', '2026-11-21T10:00:00Z', 1, '2026-11-23 08:00'],
    ['11 November', '2026-11-09T10:00:00Z', 3, '2026-11-13 08:00'],
    ['winter time, 25 October 2026', '2026-10-23T10:00:00Z', 3, '2026-10-28 08:00'],
    ['summer time, 28 March 2027, and Easter Monday', '2027-03-25T10:00:00Z', 3, '2027-03-31 08:00'],
    ['29 February 2028', '2028-02-25T10:00:00Z', 3, '2028-03-01 08:00'],
    ["year's end: 25 December and 1 January", '2026-12-24T10:00:00Z', 10, '2027-01-11 08:00'],
    ['1 May and 8 May on Saturdays, Ascension', '2027-04-30T10:00:00Z', 5, '2027-05-10 08:00'],
    ['Whit Monday', '2027-05-14T10:00:00Z', 1, '2027-05-18 08:00'],
    ['8 May on a Monday', '2028-05-05T10:00:00Z', 1, '2028-05-09 08:00'],
    ['Ascension on a Thursday', '2028-05-24T10:00:00Z', 1, '2028-05-26 08:00'],
    ['a start late on Sunday, already Monday in Paris', '2026-11-15T23:30:00Z', 1, '2026-11-17 08:00'],
    ['a start at the last second of a day', '2026-11-16T22:59:59.999Z', 1, '2026-11-17 08:00'],
  ])('pass %s', (_what, from, days, expected) => {
    const end = addWorkingDays(new Date(from), days);
    expect(inParis(end)).toBe(expected);
    expect(workingDaysBetween(new Date(from), end)).toBe(days);
  });

  it('count nothing backwards, and ask for a number of days', () => {
    expect(workingDaysBetween(new Date('2026-11-20T10:00:00Z'), new Date('2026-11-16T10:00:00Z'))).toBe(0);
    for (const days of [0, -1, 1.5]) {
      expect(() => addWorkingDays(new Date('2026-11-20T10:00:00Z'), days)).toThrow(RangeError);
    }
  });
});

describe('calendar days', () => {
  it.each([
    ['2026-10-20T10:00:00Z', '2026-12-19 08:00'],
    ['2027-01-31T10:00:00Z', '2027-04-01 08:00'],
    ['2027-12-31T23:30:00Z', '2028-03-01 08:00'],
  ])('are sixty from %s to %s', (from, expected) => {
    expect(inParis(addCalendarDays(new Date(from), 60))).toBe(expected);
  });
});

describe('over sixty days, hour by hour', () => {
  it.each(['2026-10-12', '2026-12-14', '2027-03-15', '2028-02-14', '2028-04-10'])(
    'from %s, what is over and what is asked of a query agree',
    (first) => {
      const disagree: string[] = [];
      const start = new Date(`${first}T04:59:59.999Z`);
      for (let hour = 0; hour < 60 * 24; hour++) {
        const now = later(start, hours(hour));
        const ends = addWorkingDays(now, 3);
        const before = workingDelayOverBefore(now, 10);
        const fits =
          !isOff(inParis(ends).slice(0, 10)) &&
          inParis(ends).endsWith(' 08:00') &&
          addWorkingDays(later(before, -1), 10) <= now &&
          addWorkingDays(before, 10) > now &&
          inParis(before).endsWith(' 00:00') &&
          addCalendarDays(later(calendarDelayOverBefore(now, 60), -1), 60) <= now &&
          addCalendarDays(calendarDelayOverBefore(now, 60), 60) > now;
        if (!fits) disagree.push(inParis(now));
      }
      expect(disagree).toEqual([]);
    },
  );

  it('a deadline is reached at 8:00 in Paris, on both sides of a change of hour', () => {
    const confirmed = new Date('2026-10-22T15:00:00Z');
    expect(workingDelayOverBefore(new Date('2026-10-27T06:59:59.999Z'), 3) > confirmed).toBe(false);
    expect(workingDelayOverBefore(new Date('2026-10-27T07:00:00Z'), 3) > confirmed).toBe(true);
    const inMarch = new Date('2027-03-25T15:00:00Z');
    expect(workingDelayOverBefore(new Date('2027-03-31T05:59:59.999Z'), 3) > inMarch).toBe(false);
    expect(workingDelayOverBefore(new Date('2027-03-31T06:00:00Z'), 3) > inMarch).toBe(true);
  });
});
