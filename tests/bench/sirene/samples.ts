import type { Watch } from './index';
import { Random } from './random';
import { misspelt } from './typos';

export const sampleKinds = [
  'beginning of 3 letters',
  'beginning of 6 letters',
  'word inside',
  'two words',
  'whole name',
  'word and town',
  'typo',
  'SIREN',
  'SIRET',
] as const;
export type SampleKind = (typeof sampleKinds)[number];

/** What is typed to find an invented company. */
export interface Sample {
  readonly kind: SampleKind;
  readonly query: string;
  readonly siren: string;
  /** Whoever is called the same is as good an answer, except to a number. */
  readonly name: string;
}

interface Candidate {
  readonly siren: string;
  readonly siret: string;
  readonly name: string;
  readonly words: readonly string[];
  readonly town: string;
}

/** Units kept for each sample that is wanted: not every name has two words, or a long one. */
const spare = 4;

/** Keeps some of the units that go by, each as likely as any other, and makes queries of them at the end. */
export class Sampler {
  private readonly random: Random;
  private readonly kept: Candidate[] = [];
  private seen = 0;

  constructor(
    seed: number,
    private readonly each = 200,
  ) {
    this.random = new Random(seed, 0x5a391e);
  }

  /** Given to `generate`. */
  readonly watch: Watch = (unit, town) => {
    this.seen += 1;
    const room = this.each * sampleKinds.length * spare;
    const place = this.kept.length < room ? this.kept.length : this.random.below(this.seen);
    if (place >= room) return;
    const { name, siren } = unit;
    const words = name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    const siret = siren.digits + siren.nic(unit.headRank);
    this.kept[place] = { siren: siren.digits, siret, name, words, town: town.name.toLowerCase() };
  };

  /** So many queries of each kind, fewer only where too few units went by. */
  samples(): Sample[] {
    const shuffled = [...this.kept];
    for (let at = shuffled.length - 1; at > 0; at--) {
      const other = this.random.below(at + 1);
      [shuffled[at], shuffled[other]] = [shuffled[other] as Candidate, shuffled[at] as Candidate];
    }
    let next = 0;
    return sampleKinds.flatMap((kind) => {
      const samples: Sample[] = [];
      for (let left = shuffled.length; left > 0 && samples.length < this.each; left--) {
        const candidate = shuffled[next++ % shuffled.length] as Candidate;
        const query = queryOf[kind](candidate, this.random);
        if (query !== undefined) samples.push({ kind, query, siren: candidate.siren, name: candidate.name });
      }
      return samples;
    });
  }
}

const spaced = (number: string) => number.replace(/(\d{3})(\d{3})(\d{3})/, '$1 $2 $3 ').trimEnd();
const longest = (words: readonly string[]) =>
  words.reduce((best, word) => (word.length > best.length ? word : best), '');
const beginning = (letters: number) => (of: Candidate) => {
  const name = of.name.toLowerCase();
  return name.length > letters ? name.slice(0, letters) : undefined;
};

/** What is typed for this company; undefined when its name does not lend itself to it. */
const queryOf: Readonly<Record<SampleKind, (of: Candidate, random: Random) => string | undefined>> = {
  'beginning of 3 letters': beginning(3),
  'beginning of 6 letters': beginning(6),
  'word inside': ({ words }) => longest(words.slice(1).filter((word) => word.length >= 4)) || undefined,
  'two words': ({ words }, random) => {
    const long = words.filter((word) => word.length >= 3);
    if (long.length < 2) return undefined;
    const first = random.below(long.length - 1);
    const pair = [long[first], long[first + 1 + random.below(long.length - first - 1)]];
    return (random.chance(0.3) ? pair.reverse() : pair).join(' ');
  },
  'whole name': ({ name }, random) => (random.chance(0.3) ? name : name.toLowerCase()),
  'word and town': ({ words, town }, random) => {
    const word = longest(words);
    if (word.length < 4) return undefined;
    return random.chance(0.7) ? `${word} ${town}` : `${town} ${word}`;
  },
  typo: ({ words }, random) => {
    const word = longest(words);
    if (word.length < 6) return undefined;
    const wrong = misspelt(word, random.chance(0.3) ? 2 : 1, random);
    return words.map((one) => (one === word ? wrong : one)).join(' ');
  },
  SIREN: ({ siren }, random) => (random.chance(0.5) ? siren : spaced(siren)),
  SIRET: ({ siret }, random) => (random.chance(0.5) ? siret : spaced(siret)),
};
