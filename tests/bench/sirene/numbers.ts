/** Four digits, as they are written: "0000" to "9999". */
export const fourDigits: readonly string[] = Array.from({ length: 10_000 }, (_, value) =>
  String(value).padStart(4, '0'),
);

const doubled = (digit: number) => (digit < 5 ? 2 * digit : 2 * digit - 9);

/** Luhn's sums of four digits, doubling the first and the third, or the second and the fourth. */
const [sumsFirst, sumsSecond] = [0, 1].map((first) =>
  Uint8Array.from(fourDigits, (digits) =>
    [...digits].reduce((sum, digit, rank) => sum + (rank % 2 === first ? doubled(+digit) : +digit), 0),
  ),
) as [Uint8Array, Uint8Array];

const keyOf = (sum: number) => (10 - (sum % 10)) % 10;
const sumOf = (sums: Uint8Array, four: number) => sums[four] as number;
const text = (four: number) => fourDigits[four] as string;

/** The SIREN of these first eight digits, and what its key and those of its establishments are made of. */
export class Siren {
  digits = '';
  private sumInSiret = 0;

  set(firstEight: number): void {
    const high = Math.floor(firstEight / 10_000);
    const low = firstEight % 10_000;
    const key = keyOf(sumOf(sumsSecond, high) + sumOf(sumsSecond, low));
    this.digits = text(high) + text(low) + key;
    this.sumInSiret = sumOf(sumsFirst, high) + sumOf(sumsFirst, low) + doubled(key);
  }

  /** The five digits of an establishment's rank (1 to 9,999), key included. */
  nic(rank: number): string {
    return text(rank) + keyOf(this.sumInSiret + sumOf(sumsSecond, rank));
  }
}

const firstEightOf = { from: 500_000, to: 98_999_999 };

/**
 * Places for as many units in the order of their numbers, three numbers at least a place: units of today take
 * any but the last, a unit created later the last one. A place where a reserved SIREN stands is nobody's.
 */
export class Places {
  readonly size: number;
  private readonly taken: ReadonlySet<number>;

  constructor(units: number, reserved: ReadonlySet<string>) {
    this.size = Math.floor((firstEightOf.to - firstEightOf.from) / (units + reserved.size));
    if (this.size < 3) throw new Error(`${units} units: there are not enough numbers for so many`);
    this.taken = new Set(
      [...reserved].map((siren) => Math.floor((Number(siren.slice(0, 8)) - firstEightOf.from) / this.size)),
    );
  }

  /** The first place from this one that is free. */
  free(place: number): number {
    let next = place;
    while (this.taken.has(next)) next++;
    return next;
  }

  firstEight(place: number, offset: number): number {
    return firstEightOf.from + place * this.size + offset;
  }
}
