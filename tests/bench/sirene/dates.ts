/** Days as the files write them, from the first of January 1960 to the day of the stock. */
const firstYear = 1960;
const start = Date.UTC(firstYear, 0, 1);
const dayLong = 86_400_000;

export const stockDay = '2025-12-01';

const lastDay = (Date.parse(stockDay) - start) / dayLong;
const days: readonly string[] = Array.from({ length: lastDay + 1 }, (_, day) =>
  new Date(start + day * dayLong).toISOString().slice(0, 10),
);

/** Rank of the first day of a year, the first of January 1960 being 0. */
const dayOfYear = (year: number): number => (Date.UTC(year, 0, 1) - start) / dayLong;
const yearOf = Uint16Array.from(days, (day) => Number(day.slice(0, 4)));

export const yearOfDay = (day: number): number => yearOf[day] as number;
export const dayText = (day: number): string => days[Math.min(day, lastDay)] as string;
export const dayCount = lastDay;

/** Instants of the last two years, as INSEE writes when it last touched a line. */
export const instants: readonly string[] = Array.from(
  { length: 600 },
  (_, rank) => `${dayText(lastDay - rank)}T0${rank % 10}:${10 + (rank % 49)}:13`,
);

/** Numbers are given in the order of time, more or less: years of creation by the first figure of a SIREN. */
const years: readonly (readonly [number, number])[] = [
  [1960, 1985],
  [2024, 2025],
  [1960, 1990],
  [1966, 1986],
  [1986, 2004],
  [2003, 2013],
  [1960, 1995],
  [1960, 1990],
  [2012, 2021],
  [2021, 2025],
];

const spans = years.map(([from, to]) => [dayOfYear(from), dayOfYear(to) - dayOfYear(from) + 300] as const);

/** Rank of a day of creation for this first figure, `share` (0 to 1) of the way. */
export function creationDay(firstFigure: number, share: number): number {
  const [from, length] = spans[firstFigure] as readonly [number, number];
  return from + Math.floor(share * length);
}
