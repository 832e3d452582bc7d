/** Lower case, accents removed: how a list and a password are compared. */
export const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

let listed: Promise<ReadonlySet<string>> | null = null;

/**
 * Passwords seen in leaks and the commonest French words and names (zxcvbn-ts, MIT), about 130,000 entries.
 * Read at the first need: it takes a tenth of a second and some memory.
 */
function commonWords(): Promise<ReadonlySet<string>> {
  listed ??= readLists();
  return listed;
}

async function readLists(): Promise<ReadonlySet<string>> {
  const [common, french] = await Promise.all([
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-fr'),
  ]);
  const words = new Set<string>();
  for (const list of [...Object.values(common.dictionary), ...Object.values(french.dictionary)]) {
    for (const word of list) words.add(fold(word));
  }
  return words;
}

const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  'azertyuiopqsdfghjklmwxcvbn',
  'qwertyuiopasdfghjklzxcvbnm',
  '0123456789',
  '1234567890',
].map((row) => row + row);
const sequences = [...rows, ...rows.map((row) => [...row].reverse().join(''))];

/** The shortest text that, repeated, gives this one: "soleil" for "soleilsoleil". */
function unitOf(text: string): string {
  const again = `${text}${text}`.indexOf(text, 1);
  return text.slice(0, again);
}

const plainLetters: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};
const withoutDisguise = (text: string) => text.replace(/[013457@$!]/g, (sign) => plainLetters[sign] ?? sign);

/**
 * True for a password that guessing programs try early: an entry of the list, alone, repeated, or lengthened
 * by digits and signs; a few characters repeated; a run of the alphabet, of digits or of a keyboard's row.
 * Several listed words that differ are a good password.
 */
export async function isCommonPassword(password: string): Promise<boolean> {
  const words = await commonWords();
  const folded = fold(password);
  const compact = folded.replace(/[^\p{L}\p{Nd}]/gu, '');
  // Signs that only stand between the letters are seen through; signs that make the password are not.
  const readings = compact.length * 2 >= folded.length ? [folded, compact] : [folded];
  for (const text of readings) {
    if ([...unitOf(text)].length <= 4 || sequences.some((sequence) => sequence.includes(text))) return true;
    if (words.has(text) || words.has(unitOf(text))) return true;
  }
  const letterRuns = new Set((folded.match(/\p{L}+/gu) ?? []).map(unitOf));
  if (letterRuns.size === 1 && words.has([...letterRuns][0] ?? '')) return true;
  return readings.some((text) =>
    cores(text).some(
      (core) => words.has(core) || words.has(unitOf(core)) || words.has(withoutDisguise(core)),
    ),
  );
}

/** What may be left once digits and signs are taken off both ends, in every length; always with a letter. */
function cores(text: string): string[] {
  const letters = [...text.matchAll(/\p{L}/gu)];
  const [first, last] = [letters[0]?.index, letters.at(-1)];
  if (first === undefined || !last) return [];
  const found: string[] = [];
  for (let start = 0; start <= first; start++) {
    for (let end = last.index + last[0].length; end <= text.length; end++) found.push(text.slice(start, end));
  }
  return found;
}
