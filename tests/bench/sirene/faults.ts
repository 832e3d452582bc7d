import { Random } from './random';
import { brokenBytes } from './sink';

/** A number of cells, a key, a date or bytes that no import may take; units' dates are nobody's concern. */
export const faultKinds = ['cells', 'key', 'date', 'bytes'] as const;
export type FaultKind = (typeof faultKinds)[number];

const dateColumn = 44;

/** Bad lines to follow good ones: each is one of the good ones, spoilt in one way. */
export class Faults {
  readonly counts = { units: 0, establishments: 0 };
  private readonly random: Random;

  constructor(
    seed: number,
    private readonly share: number,
    private readonly kinds: readonly FaultKind[] = faultKinds,
  ) {
    this.random = new Random(seed, 0xfa017);
  }

  /** Whether a bad line is to follow the next good one. */
  next(): boolean {
    return this.share > 0 && this.random.chance(this.share);
  }

  of(file: 'units' | 'establishments', line: string): string {
    this.counts[file] += 1;
    const kind = this.random.oneOf(this.kinds);
    if (kind === 'cells') return `${line.slice(0, -1)},,\n`;
    if (kind === 'bytes') return `${line.slice(0, -1)}${brokenBytes}\n`;
    const cells = line.split(',');
    if (kind === 'date' && file === 'establishments') cells[dateColumn] = '2024-02-30';
    else for (const column of file === 'units' ? [0] : [1, 2]) cells[column] = spoilt(cells[column] ?? '');
    return cells.join(',');
  }
}

/** The number with another key. */
const spoilt = (number: string) => number.slice(0, -1) + ((Number(number.at(-1)) + 1) % 10);
