const NARROW = '\u202f';
const NO_BREAK = '\u00a0';

/** Between a number and what it counts, or the month it is a day of. */
const UNIT =
  /(?<=\d) (?=(?:minutes?|heures?|jours?|mois|ans?|caractères|chiffres|Mo|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)(?!\p{L}))/gu;

// The sentences of the source are few, and each page has dozens: those already set are kept.
const setBefore = new Map<string, string>();
const mostKept = 2_000;

function typeset(text: string): string {
  const known = setBefore.get(text);
  if (known !== undefined) return known;
  // Some are composed, with numbers in them: whatever these are, what is kept stays small.
  if (setBefore.size === mostKept) setBefore.clear();
  const set = typesetNow(text);
  setBefore.set(text, set);
  return set;
}

// Looking behind keeps a long run of spaces from being read again from each of its own.
function typesetNow(text: string): string {
  return text
    .replace(/(?<=[\p{L}\p{N}])'(?=[\p{L}\p{N}«])/gu, '’')
    .replace(/(?<![ \u00a0\u202f])[ \u00a0\u202f]+([;!?])/g, `${NARROW}$1`)
    .replace(/(?<![ \u00a0\u202f])[ \u00a0\u202f]+:/g, `${NO_BREAK}:`)
    .replace(/«[ \u00a0\u202f]*/g, `«${NO_BREAK}`)
    .replace(/(?<![ \u00a0\u202f])[ \u00a0\u202f]*»/g, `${NO_BREAK}»`)
    .replace(/(?<=\d)[ \u00a0\u202f]+(?=[%€])/g, NO_BREAK)
    .replace(UNIT, NO_BREAK);
}

/**
 * French typography for sentences written in the source: curly apostrophe, narrow no-break space before
 * ; ! ?, no-break space before : % € and inside « », between a number and its unit or month. Applying it twice changes nothing.
 *
 * Never for what a person typed. As a tag (typo`Bonjour ${name} !`) only the written parts are set, the
 * inserted values stay as they are.
 */
export function typo(text: string): string;
export function typo(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string;
export function typo(text: string | TemplateStringsArray, ...values: readonly (string | number)[]): string {
  if (typeof text === 'string') return typeset(text);
  // A mark of the private use area stands for each value, so that "d'${name}" or "${name} :" are set too.
  const marks = values.map((_, index) => String.fromCharCode(0xe000 + index));
  const sentence = text.map((part, index) => part + (marks[index] ?? '')).join('');
  return typeset(sentence.replace(/'(?=[\ue000-\uf8ff])/g, '’')).replace(/[\ue000-\uf8ff]/g, (mark) =>
    String(values[mark.charCodeAt(0) - 0xe000] ?? ''),
  );
}

/** Sets a child when it is a plain sentence of the source; anything composed is left to its author. */
export function typoChild<T>(child: T): T | string {
  return typeof child === 'string' ? typeset(child) : child;
}

/** "de Claire", "d’Isabelle": the preposition before a name as typed, elided before a vowel or an h. */
export const ofName = (name: string): string =>
  /^[aeiouhàâäéèêëîïôöûüœæ]/iu.test(name) ? `d’${name}` : `de ${name}`;
