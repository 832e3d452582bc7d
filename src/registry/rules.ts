import { siren as sirenCheck, siret as siretCheck } from 'stdnum/lib/cjs/fr/index.js';

/** A number as the database keeps it (digits only), or what is wrong and what to do, in French. */
export type CheckedNumber = { ok: true; value: string } | { ok: false; reason: string };

// What people put between groups of digits: any space (no-break and invisible ones too), dots, hyphens, slashes.
const separators = /[\s.\-/\u00ad\u200b-\u200d\u2010-\u2015\u2060]/gu;

/** Removes the separators people write in numbers; leaves everything else in place. */
export const compactNumber = (typed: string): string => typed.replace(separators, '');

/**
 * Reads a SIREN (company, 9 digits, Luhn key) as people write it.
 * A good key does not prove that the company exists.
 */
export function parseSiren(typed: string): CheckedNumber {
  const value = compactNumber(typed);
  if (value === '') return refused("Saisissez le SIREN : les 9 chiffres qui identifient l'entreprise.");
  const stranger = foreignCharacter(value);
  if (stranger) return refused(`Le SIREN ne compte que des chiffres : retirez ${stranger}.`);
  if (value.length === 14) {
    return refused(
      'Le SIREN compte 9 chiffres : vous en avez saisi 14, comme un SIRET. Gardez les 9 premiers.',
    );
  }
  if (value.length !== 9) return refused(`Le SIREN compte 9 chiffres : vous en avez saisi ${value.length}.`);
  if (!sirenKeyHolds(value)) {
    return refused('Ce SIREN contient une erreur (sa clé de contrôle est fausse) : vérifiez chaque chiffre.');
  }
  return { ok: true, value };
}

/**
 * Reads a SIRET (establishment: SIREN and 5-digit NIC) as people write it.
 * Luhn key, except La Poste (SIREN 356000000) whose sites only have a sum of digits that is a multiple of 5;
 * its head office follows Luhn. Source: python-stdnum, INSEE.
 */
export function parseSiret(typed: string): CheckedNumber {
  const value = compactNumber(typed);
  if (value === '') return refused("Saisissez le SIRET : les 14 chiffres qui identifient l'établissement.");
  const stranger = foreignCharacter(value);
  if (stranger) return refused(`Le SIRET ne compte que des chiffres : retirez ${stranger}.`);
  if (value.length === 9) {
    return refused(
      "Le SIRET compte 14 chiffres : vous en avez saisi 9, comme un SIREN. Ajoutez les 5 chiffres de l'établissement.",
    );
  }
  if (value.length !== 14)
    return refused(`Le SIRET compte 14 chiffres : vous en avez saisi ${value.length}.`);
  if (!sirenKeyHolds(value.slice(0, 9)) || !siretCheck.validate(value).isValid) {
    return refused('Ce SIRET contient une erreur (sa clé de contrôle est fausse) : vérifiez chaque chiffre.');
  }
  return { ok: true, value };
}

/** "732829320" → "732 829 320"; "73282932000074" → "732 829 320 00074". */
export const formatNumber = (digits: string): string =>
  digits.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})?$/, (_, a, b, c, nic) =>
    [a, b, c, nic].filter(Boolean).join(' '),
  );

// 000000000 satisfies Luhn and is nobody's.
const sirenKeyHolds = (siren: string) => siren !== '000000000' && sirenCheck.validate(siren).isValid;

/** First character that is not an ASCII digit, as something that can be shown. */
function foreignCharacter(value: string): string | undefined {
  const found = /[^0-9]/u.exec(value)?.[0];
  if (found === undefined) return undefined;
  return /\p{C}/u.test(found) ? 'le caractère invisible' : `« ${found} »`;
}

const refused = (reason: string): CheckedNumber => ({ ok: false, reason });
