/** Codes of NAF rev. 2 with one of NAF 2025 for the same activity, frequent ones more than once. */
const pairs = (
  '68.20B/68.20G 68.20B/68.20G 68.20A/68.20G 94.99Z/94.99Y 94.99Z/94.99Y 70.22Z/70.20Y 56.10A/56.11G ' +
  '01.11Z/01.11Y 01.13Z/01.13Y 01.21Z/01.21Y 01.41Z/01.41Y 01.50Z/01.50Y 02.20Z/02.20Y 10.71C/10.71G ' +
  '10.71D/10.71G 11.02A/11.02G 13.92Z/13.92Y 14.13Z/14.10Y 16.23Z/16.23Y 18.12Z/18.12Y 22.29A/22.21Y ' +
  '23.70Z/23.70Y 24.51Z/24.51Y 25.11Z/25.11Y 25.50B/25.51Y 25.61Z/25.61Y 25.62B/25.62Y 26.51B/26.51Y ' +
  '27.12Z/27.12Y 28.22Z/28.22Y 28.29B/28.29Y 29.32Z/29.32Y 31.09B/31.00G 32.12Z/32.12Y 33.12Z/33.12Y ' +
  '33.20A/33.20Y 35.11Z/35.11Y 41.10A/41.00G 41.20A/41.00G 43.12A/43.12G 43.21A/43.21G 43.22A/43.22G ' +
  '43.22B/43.22G 43.31Z/43.31Y 43.32A/43.32G 43.33Z/43.33Y 43.34Z/43.34G 43.91B/43.91Y 43.99C/43.99G ' +
  '46.19B/46.19G 46.69B/46.61Y 46.90Z/46.90Y 47.11B/47.11G 47.11F/47.11G 47.22Z/47.22Y 47.24Z/47.24Y ' +
  '47.71Z/47.71Y 47.73Z/47.73Y 47.76Z/47.76Y 47.78A/47.78G 47.78C/47.78G 47.91B/47.91Y 49.32Z/49.32Y ' +
  '49.41A/49.41G 49.41B/49.41G 52.10B/52.10G 53.20Z/53.20G 55.10Z/55.10Y 55.20Z/55.20Y 56.10C/56.11G ' +
  '56.30Z/56.30Y 59.11A/59.11G 62.01Z/62.10Y 62.02A/62.10Y 62.09Z/62.10Y 63.11Z/63.10Y 64.20Z/64.21Y ' +
  '66.22Z/66.22Y 68.10Z/68.11Y 68.31Z/68.31Y 68.32A/68.32G 69.10Z/69.10Y 69.20Z/69.20Y 70.10Z/70.10Y ' +
  '71.11Z/71.11Y 71.12B/71.12Y 73.11Z/73.11Y 74.10Z/74.11Y 74.20Z/74.20Y 77.39Z/77.39Y 78.20Z/78.20G ' +
  '79.11Z/79.11Y 81.10Z/81.10Y 81.21Z/81.21Y 81.30Z/81.30Y 82.11Z/82.10Y 82.99Z/82.99Y 85.51Z/85.51Y ' +
  '85.59A/85.59G 85.59B/85.59G 86.21Z/86.21Y 86.23Z/86.23Y 86.90D/86.91Y 86.90E/86.91Y 87.10A/87.10G ' +
  '88.10A/88.10G 88.99B/88.99G 90.01Z/90.11Y 90.03A/90.11Y 93.12Z/93.12Y 96.02A/96.10G 96.02B/96.10G ' +
  '96.04Z/96.10G 96.09Z/96.10G'
).split(' ');

export interface Activity {
  /** Of those in activity: "code,NAFRev2". */
  readonly cells: string;
  /** The same, of those that do not employ or do: "code,NAFRev2,N,code of 2025", as a site's line ends. */
  readonly siteEnds: readonly [string, string];
  /** Of NAF 2025: those in activity only have one, since the end of 2025. */
  readonly code2025: string;
  /** Of those closed, by the year of their end since `oldestYear`. */
  readonly closed: readonly string[];
}

const oldestYear = 1960;

export const activities: readonly Activity[] = pairs.map((pair) => {
  const code = pair.slice(0, 6);
  const code2025 = pair.slice(7);
  return {
    cells: `${code},NAFRev2`,
    siteEnds: [`${code},NAFRev2,N,${code2025}\n`, `${code},NAFRev2,O,${code2025}\n`],
    code2025,
    closed: Array.from({ length: 70 }, (_, rank) => cellsAtEnd(code, oldestYear + rank)),
  };
});

/** Those closed before 2008 keep the code of their time: code and nomenclature, two cells. */
function cellsAtEnd(code: string, year: number): string {
  if (year >= 2008) return `${code},NAFRev2`;
  const short = code.slice(0, 4) + 'ABCDEZ'[year % 6];
  if (year >= 2003) return `${short},NAFRev1`;
  return year >= 1993 ? `${short},NAF1993` : `${code.slice(0, 2)}${code.slice(3, 5)},NAP`;
}

export const closedActivity = (activity: Activity, year: number): string =>
  activity.closed[year - oldestYear] as string;
