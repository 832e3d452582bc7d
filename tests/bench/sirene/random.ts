/** Draws that the same two numbers always give again: small, fast, not for secrets (mulberry32). */
export class Random {
  private state: number;

  constructor(seed: number, stream = 0) {
    this.state = mixed(seed, stream);
  }

  /** Begins again, at the place of these two numbers. */
  restart(seed: number, stream: number): void {
    this.state = mixed(seed, stream);
  }

  /** 32 bits, without sign. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let bits = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return (bits ^ (bits >>> 14)) >>> 0;
  }

  /** From 0 (included) to 1 (excluded). */
  share(): number {
    return this.next() / 0x1_0000_0000;
  }

  /** A whole number from 0 to `count` - 1. */
  below(count: number): number {
    return Math.floor(this.share() * count);
  }

  /** True that share of the times. */
  chance(share: number): boolean {
    return this.share() < share;
  }

  /** One of them, all alike. */
  oneOf<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }
}

/** Two numbers in one of 32 bits, where neighbours are far apart. */
export function mixed(seed: number, stream: number): number {
  let bits = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(stream + 0x7f4a7c15, 0xc2b2ae35);
  bits = Math.imul(bits ^ (bits >>> 16), 0x7feb352d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b);
  return (bits ^ (bits >>> 16)) >>> 0;
}

const finest = 1 << 18;

/** Draws among values of unequal weights with one look in a table; every value is in it at least once. */
export class Weighted<T> {
  private readonly table: Uint32Array;

  constructor(
    readonly values: readonly T[],
    weightOf: (value: T, rank: number) => number,
  ) {
    const weights = values.map(weightOf);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const table: number[] = [];
    weights.forEach((weight, rank) => {
      const places = Math.max(1, Math.round((weight / sum) * finest));
      for (let place = 0; place < places; place++) table.push(rank);
    });
    this.table = Uint32Array.from(table);
  }

  draw(random: Random): T {
    return this.values[this.table[random.below(this.table.length)] as number] as T;
  }
}

/** As words of a text: the second half as often as the first, the third a third… */
export const zipf = <T>(values: readonly T[]): Weighted<T> =>
  new Weighted(values, (_, rank) => 1 / (rank + 3));
