/** The value below which this share (0 to 1) of the values lies; NaN without values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** 99 answers of 100 come within, in milliseconds. */
export const p99 = (answers: readonly { readonly ms: number }[]): number =>
  quantile(
    answers.map(({ ms }) => ms),
    0.99,
  );

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Mann-Whitney: the chance that a value of `a` is greater than one of `b`; 0.5 when nothing tells them apart. */
export function areaUnderCurve(a: readonly number[], b: readonly number[]): number {
  let greater = 0;
  for (const x of a) for (const y of b) greater += x > y ? 1 : x === y ? 0.5 : 0;
  return greater / (a.length * b.length);
}
