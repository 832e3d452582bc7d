import { inventedSurname, inventedWord } from './invented-words';
import { largeTowns } from './large-towns';
import { type Random, zipf } from './random';
import { clubs, firstNames, places, sectors, surnames, trades } from './words';

/** What is said of a unit to name it. */
export interface Names {
  readonly random: Random;
  /** How many sites it has. */
  readonly stock: { readonly sites: number };
  /** What its many shops are called: the name of the day of the stock. */
  readonly brand: string;
  category: string;
  acronym: string;
  /** F or M. */
  sex: string;
  firstName: string;
  /** Three cells. */
  otherFirstNames: string;
  lastName: string;
  useName: string;
  denomination: string;
  usualName: string;
}

const words = {
  trade: zipf(trades),
  sector: zipf(sectors),
  firstName: zipf(firstNames),
  surname: zipf(surnames),
  place: zipf(places),
  club: zipf(clubs),
  town: zipf(largeTowns.map((line) => line.slice(0, line.indexOf('/')))),
};

const draw = (kind: keyof typeof words, random: Random): string => words[kind].draw(random);
export const placeName = (random: Random): string => draw('place', random);
/** A third of the people have one of the commonest names. */
export const surname = (random: Random): string =>
  random.chance(0.35) ? draw('surname', random) : inventedSurname(random);

/** What a shop's front says. */
export const signOf = (unit: Names, random: Random): string => {
  if (unit.stock.sites > 20 && random.chance(0.8)) return unit.brand;
  if (random.chance(0.3)) return inventedWord(random);
  return `${draw('trade', random)} ${random.chance(0.6) ? placeName(random) : surname(random)}`;
};

export function namePerson(unit: Names): void {
  const { random } = unit;
  unit.category = '1000';
  unit.sex = random.chance(0.42) ? 'F' : 'M';
  unit.firstName = draw('firstName', random);
  unit.otherFirstNames = random.chance(0.6)
    ? `${draw('firstName', random)},${random.chance(0.4) ? draw('firstName', random) : ''},`
    : ',,';
  unit.lastName = surname(random);
  unit.useName = random.chance(0.1) ? surname(random) : '';
  unit.denomination = '';
  if (random.chance(0.08)) unit.usualName = signOf(unit, random);
}

const vowel = /^[AEIOUYH]/;
const letters = 'ABCDEFGHILMNOPRST';
const forms = ['SARL', 'SAS', 'EURL', 'SASU', 'SA', 'STE', 'ETS'];

interface Pattern {
  readonly weight: number;
  readonly category: string;
  name(random: Random): string;
}

const companies = ['5710', '5710', '5499', '5499', '5499', '5599', '5720', '5498', '6599'] as const;

/** How companies are called, with INSEE's code of the legal form; '' is any of the trading companies. */
const patterns: readonly Pattern[] = [
  { weight: 10, category: '6540', name: (random) => `SCI ${landlord(random)}` },
  { weight: 10, category: '6540', name: landlord },
  {
    weight: 11,
    category: '9220',
    name: (random) => `${draw('club', random)} ${ofTown(townName(random))}`,
  },
  {
    weight: 4,
    category: '9110',
    name: (random) => `SYND COPROP ${1 + random.below(120)} RUE ${placeName(random)}`,
  },
  { weight: 6, category: '', name: (random) => `${draw('trade', random)} ${placeName(random)}` },
  { weight: 3, category: '', name: (random) => `${draw('trade', random)} ${ofTown(townName(random))}` },
  { weight: 7, category: '', name: (random) => `${draw('trade', random)} ${surname(random)}` },
  { weight: 8, category: '', name: (random) => `${draw('trade', random)} ${inventedWord(random)}` },
  { weight: 10, category: '', name: inventedWord },
  { weight: 9, category: '', name: (random) => `${inventedWord(random)} ${draw('sector', random)}` },
  { weight: 4, category: '', name: (random) => `${surname(random)} ${draw('sector', random)}` },
  {
    weight: 3,
    category: '',
    name: (random) => `${surname(random)} ET ${random.chance(0.6) ? 'FILS' : 'ASSOCIES'}`,
  },
  { weight: 2, category: '', name: (random) => `${surname(random)}-${surname(random)}` },
  { weight: 3, category: '', name: (random) => `${draw('firstName', random)} ${draw('sector', random)}` },
  { weight: 2, category: '', name: (random) => `L'ATELIER DE ${draw('firstName', random)}` },
  { weight: 3, category: '', name: (random) => `${initials(random)} ${draw('sector', random)}` },
  { weight: 2, category: '', name: (random) => `${surname(random)} & ${surname(random)}` },
  {
    weight: 1,
    category: '',
    name: (random) => `${surname(random)}, ${surname(random)} ET ${draw('firstName', random)}`,
  },
  {
    weight: 2,
    category: '',
    name: (random) => `${draw('trade', random)} ${inventedWord(random)} ${draw('sector', random)}`,
  },
];
const patternDraw = patterns.flatMap((pattern) => Array.from({ length: pattern.weight }, () => pattern));

function landlord(random: Random): string {
  const kind = random.below(4);
  if (kind === 0) return `LES ${surname(random)}S`;
  if (kind === 1) return inventedWord(random);
  return kind === 2 ? surname(random) : `${placeName(random)} ${inventedSurname(random)}`;
}

/** A large town, or a village that is nowhere. */
function townName(random: Random): string {
  if (random.chance(0.4)) return draw('town', random);
  return random.chance(0.5) ? inventedSurname(random) : `SAINT-${inventedSurname(random)}`;
}

function ofTown(town: string): string {
  if (town.startsWith('LE ')) return `DU ${town.slice(3)}`;
  if (town.startsWith('LES ')) return `DES ${town.slice(4)}`;
  return vowel.test(town) ? `D'${town}` : `DE ${town}`;
}

function initials(random: Random): string {
  const dot = random.chance(0.3) ? '.' : '';
  let text = '';
  for (let left = 2 + random.below(3); left > 0; left--) text += letters[random.below(letters.length)] + dot;
  return text;
}

export function nameCompany(unit: Names): void {
  const { random } = unit;
  const pattern = random.oneOf(patternDraw);
  unit.category = pattern.category || random.oneOf(companies);
  unit.sex = unit.firstName = unit.lastName = '';
  unit.otherFirstNames = ',,';
  let name = pattern.name(random);
  if (pattern.category === '' && random.chance(0.12)) {
    name = random.chance(0.6) ? `${random.oneOf(forms)} ${name}` : `${name} ${random.oneOf(forms)}`;
  }
  if (random.chance(0.02)) name = name.replace('E', 'É');
  unit.denomination = name;
  if (random.chance(0.08)) unit.acronym = acronymOf(name, random);
  if (random.chance(0.07)) unit.usualName = random.chance(0.5) ? inventedWord(random) : signOf(unit, random);
}

/** The first letters of its words, or any where there is one word only. */
function acronymOf(name: string, random: Random): string {
  let text = name.charAt(0);
  for (let at = name.indexOf(' '); at !== -1; at = name.indexOf(' ', at + 1)) text += name.charAt(at + 1);
  return text.length > 1 && text.length < 7 ? text : initials(random);
}
