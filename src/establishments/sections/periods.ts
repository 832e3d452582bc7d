/** A collective agreement applied from one day to another, both included; `to` null: still applied. */
export interface AgreementPeriod {
  readonly idcc: string;
  readonly from: string;
  readonly to: string | null;
}

const dayBefore = (day: string) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
const endless = '9999-12-31';
const overlap = (a: AgreementPeriod, b: AgreementPeriod) =>
  a.from <= (b.to ?? endless) && b.from <= (a.to ?? endless);

/**
 * The periods with one more, in order, none over another; the one still applied ends the day before a new one that has
 * no end begins. Else the period that stands in its way: one for a time does not silently end what applies after it.
 */
export function addPeriod(
  periods: readonly AgreementPeriod[],
  added: AgreementPeriod,
): { periods: AgreementPeriod[] } | { inTheWay: AgreementPeriod } {
  const closed = periods.map((one) =>
    one.to === null && added.to === null && one.from < added.from
      ? { ...one, to: dayBefore(added.from) }
      : one,
  );
  const inTheWay = closed.find((one) => overlap(one, added));
  if (inTheWay) return { inTheWay };
  return { periods: [...closed, added].sort((a, b) => (a.from < b.from ? -1 : 1)) };
}
