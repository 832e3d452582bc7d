import { fold, isCommonPassword } from './common-passwords';
import type { AccountSummary } from './store';

/**
 * Sources: NIST SP 800-63B-4 3.1.1.2 (15 characters without second factor, at least 64 accepted, no
 * composition rule, list of refused passwords); CNIL 2022-100 (15 digits alone fall under 50 bits, hence 16).
 */
const minLength = 15;
const minLengthOfDigits = 16;
export const maxLength = 200;

export const passwordHint = "15 caractères au moins (16 s'il n'y a que des chiffres), espaces compris.";

const productWords = ['opco2i', 'opco 2i', 'opco', 'moncompte2i', 'mon compte 2i', 'moncompte', 'mc2i'];

/** What designates a person, beside what the caller knows of their company. */
export const ownWordsOf = (account: AccountSummary): string[] =>
  [
    account.email,
    account.firstName,
    account.lastName,
    account.jobTitle,
    account.phone?.replace('+33', '0'),
  ].filter((word) => typeof word === 'string');

/**
 * Why a new password is refused, in one French sentence for its field; null when it does.
 * `ownWords`: e-mail, names, company name, SIREN and the like; the product's own names are added.
 */
export async function validateNewPassword(
  password: string,
  ownWords: readonly string[],
): Promise<string | null> {
  if (password === '') return 'Saisissez un mot de passe.';
  if (password.length > maxLength) {
    return `Le mot de passe est limité à ${maxLength} caractères : vous en avez saisi ${[...password].length}.`;
  }
  const typed = password.normalize('NFC');
  const length = [...typed].length;
  if (length < minLength) {
    return `Le mot de passe compte ${length} ${length > 1 ? 'caractères' : 'caractère'} : il en faut au moins ${minLength}.`;
  }
  if (length < minLengthOfDigits && /^\d+$/.test(typed)) {
    return `Un mot de passe fait de chiffres seulement en demande au moins ${minLengthOfDigits}.`;
  }
  if (await isMadeOf(typed, [...productWords, ...ownWords])) {
    return 'Ce mot de passe est fait de mots qui vous désignent (nom, adresse, entreprise) ou du nom de ce site : choisissez plutôt plusieurs mots sans rapport avec vous.';
  }
  if (await isCommonPassword(typed)) {
    return "Ce mot de passe est trop courant, ou fait d'un seul mot courant répété ou allongé : choisissez plutôt plusieurs mots sans rapport entre eux.";
  }
  return null;
}

const lettersAndDigits = (text: string) => fold(text).replace(/[^\p{L}\p{Nd}]/gu, '');

// What is left of a password once these words are taken away must be worth something by itself.
const leastLettersLeft = 8;

async function isMadeOf(password: string, words: readonly string[]): Promise<boolean> {
  const parts = words.flatMap((word) => [word, ...word.split(/[^\p{L}\p{M}\p{Nd}]+/u)]).map(lettersAndDigits);
  const longestFirst = [...new Set(parts)]
    .filter((part) => part.length >= 3)
    .sort((a, b) => b.length - a.length);
  const whole = lettersAndDigits(password);
  let left = whole;
  for (const part of longestFirst) left = left.replaceAll(part, ' ');
  if (left === whole) return false;
  const letters = left.replace(/[^\p{L}]/gu, '');
  return letters.length < leastLettersLeft || isCommonPassword(letters);
}
