/** Letters that Unicode does not decompose; the others lose their accent. */
const letters: Readonly<Record<string, string>> = {
  ...{
    æ: 'ae',
    œ: 'oe',
    ß: 'ss',
    ø: 'o',
    đ: 'd',
    ð: 'd',
    ħ: 'h',
    ı: 'i',
    ĸ: 'q',
    ł: 'l',
    ŋ: 'n',
    þ: 'th',
    ŧ: 't',
  },
};

/** The same as the database's search_key of what French names are written with. */
export const searchKey = (text: string): string =>
  text
    .replace(/[Ŀŀ]/g, 'l')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[æœßøđðħıĸłŋþŧ]/g, (letter) => letters[letter] ?? '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** Words that people write in several ways: whichever is typed finds the others of its line. */
const spellings = `
societe societes ste soc
etablissement etablissements ets etab
saint st
sainte ste
compagnie cie
association associations asso assoc
entreprise entreprises ent entr
groupe group grp gpe
freres frs
docteur dr
international internationale intl inter
transports transport transp
constructions construction const
batiment batiments bat
travaux trvx
boulangerie boul
patisserie pat
pharmacie pharma phie
restaurant restaurants resto rest
services service serv
distribution distrib
electricite elec
general generale gal gle
national nationale nat
cooperative coop
syndicat synd
centre center ctre
garage gge
imprimerie impr
laboratoires laboratoire labo
immobilier immobiliere immo
industries industrie ind
departemental departementale dep dept
departement dep dept
communaute com
federation fed
formation formations form
gestion gest
technologies technologie techno
automobiles automobile autos auto
notre nd
premier 1er
et and
`;

const sameAs = new Map<string, string[]>();
for (const line of spellings.trim().split('\n')) {
  const words = line.split(' ');
  for (const word of words)
    sameAs.set(word, [...(sameAs.get(word) ?? [word]), ...words.filter((one) => one !== word)]);
}

/** The word, and the other ways to write it; a postal code that a spreadsheet has taken its zero from, whole. */
export const spellingsOf = (word: string): readonly string[] =>
  /^[1-9]\d{3}$/.test(word) ? [word, `0${word}`] : (sameAs.get(word) ?? [word]);

const smallWords = new Set('a au aux cedex d de des du en et l la le les n par pour sous sur'.split(' '));

const legalForms = new Set(
  (
    'sa sas sasu sarl eurl snc sci scp scea scm gie gaec earl ei eirl selarl selas scop scic ste societe ets ' +
    'etablissement etablissements entreprise groupe association asso assoc cie compagnie monsieur madame mr mme'
  ).split(' '),
);

/** What remains unless nothing does. */
const without = (words: readonly string[], left: (word: string) => boolean): readonly string[] => {
  const kept = words.filter((word) => !left(word));
  return kept.length > 0 ? kept : words;
};

/** Words without articles and the like. */
export const withoutSmallWords = (words: readonly string[]) => without(words, (word) => smallWords.has(word));

/** And without legal forms, which Sirene's names mostly leave out. */
export const withoutLegalForms = (words: readonly string[]) =>
  without(withoutSmallWords(words), (word) => legalForms.has(word));
