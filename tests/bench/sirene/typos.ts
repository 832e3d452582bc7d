import type { Random } from './random';

/** Keys side by side on a French keyboard. */
const keyboard = ['azertyuiop', 'qsdfghjklm', 'wxcvbn'];
const neighbours = new Map(
  keyboard.flatMap((row) =>
    [...row].map((key, at) => [key, [row[at - 1], row[at + 1]].filter((one) => one !== undefined)] as const),
  ),
);

/** Letters that sound the same. */
const alike = [
  'ph>f',
  'qu>k',
  'an>en',
  'en>an',
  'au>o',
  'eau>o',
  'ai>e',
  'ss>s',
  'll>l',
  'nn>n',
  'tt>t',
  'ce>se',
  'y>i',
];

type Mistake = (word: string, at: number, random: Random) => string;

const mistakes: readonly Mistake[] = [
  // Two letters swapped.
  (word, at) => word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2),
  // One missing.
  (word, at) => word.slice(0, at) + word.slice(at + 1),
  // One doubled.
  (word, at) => word.slice(0, at + 1) + word.slice(at),
  // The key beside.
  (word, at, random) => {
    const keys = neighbours.get(word[at] ?? '');
    return keys ? word.slice(0, at) + random.oneOf(keys) + word.slice(at + 1) : word;
  },
  // As it sounds.
  (word, _, random) => {
    const [from = '', to = ''] = random.oneOf(alike).split('>');
    return word.replace(from, to);
  },
];

/** The word in small letters, changed by so many errors; the first letter is seldom missed. */
export function misspelt(word: string, errors: number, random: Random): string {
  let written = word;
  for (let made = 0; made < errors || written === word; ) {
    const at = random.chance(0.05) ? 0 : 1 + random.below(written.length - 2);
    const next = random.oneOf(mistakes)(written, at, random);
    if (next !== written) made++;
    written = next;
  }
  return written;
}
