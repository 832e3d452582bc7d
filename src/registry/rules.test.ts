import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNumber, parseSiren, parseSiret } from './rules';

/** Luhn, written apart from the library under test. */
function luhnSum(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return sum + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
}
const withKey = (digits: string) => `${digits}${(10 - (luhnSum(`${digits}0`) % 10)) % 10}`;
const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));
const siren = digits(8)
  .map(withKey)
  .filter((number) => number !== '000000000' && number !== '356000000');
const siret = fc.tuple(siren, digits(4)).map(([company, nic]) => withKey(company + nic));

describe('parseSiren', () => {
  it.each([
    ['732829320', '732829320'],
    ['732 829 320', '732829320'],
    ['732\u00a0829\u202f320', '732829320'],
    ['732.829.320', '732829320'],
    ['732-829-320', '732829320'],
    [' 3 5 6 0 0 0 0 0 0 ', '356000000'],
    ['\u200b424210433', '424210433'],
  ])('reads %j', (typed, value) => {
    expect(parseSiren(typed)).toEqual({ ok: true, value });
  });

  it.each([
    ['', "Saisissez le SIREN : les 9 chiffres qui identifient l'entreprise."],
    ['   ', "Saisissez le SIREN : les 9 chiffres qui identifient l'entreprise."],
    ['73282932', 'Le SIREN compte 9 chiffres : vous en avez saisi 8.'],
    ['7328293200', 'Le SIREN compte 9 chiffres : vous en avez saisi 10.'],
    [
      '73282932000074',
      'Le SIREN compte 9 chiffres : vous en avez saisi 14, comme un SIRET. Gardez les 9 premiers.',
    ],
    ['73282932O', 'Le SIREN ne compte que des chiffres : retirez « O ».'],
    ['732829320\u0000', 'Le SIREN ne compte que des chiffres : retirez le caractère invisible.'],
    ['٧٣٢٨٢٩٣٢٠', 'Le SIREN ne compte que des chiffres : retirez « ٧ ».'],
    ['73282932😀', 'Le SIREN ne compte que des chiffres : retirez « 😀 ».'],
    ['623654897', 'Ce SIREN contient une erreur (sa clé de contrôle est fausse) : vérifiez chaque chiffre.'],
    ['000000000', 'Ce SIREN contient une erreur (sa clé de contrôle est fausse) : vérifiez chaque chiffre.'],
  ])('says what is wrong with %j', (typed, reason) => {
    expect(parseSiren(typed)).toEqual({ ok: false, reason });
  });

  it('accepts every number whose key is right, and refuses it with any one digit changed', () => {
    fc.assert(
      fc.property(siren, fc.nat(8), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
        const changed = number.slice(0, at) + ((Number(number[at]) + by) % 10) + number.slice(at + 1);
        return parseSiren(number).ok && !parseSiren(changed).ok;
      }),
    );
  });

  it('answers any text with a number or a sentence', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const read = parseSiren(typed);
        return read.ok ? /^\d{9}$/.test(read.value) : read.reason.endsWith('.');
      }),
    );
  });
});

describe('parseSiret', () => {
  it.each([
    '73282932000074',
    '732 829 320 00074',
    '329.338.88300153',
    // La Poste: its head office follows Luhn, its sites a sum of digits.
    '35600000000048',
    '35600000009075',
    '356 000 000 49837',
  ])('reads %j', (typed) => {
    expect(parseSiret(typed).ok).toBe(true);
  });

  it.each([
    ['', "Saisissez le SIRET : les 14 chiffres qui identifient l'établissement."],
    ['7328293200007', 'Le SIRET compte 14 chiffres : vous en avez saisi 13.'],
    [
      '732829320',
      "Le SIRET compte 14 chiffres : vous en avez saisi 9, comme un SIREN. Ajoutez les 5 chiffres de l'établissement.",
    ],
    ['7328293200007A', 'Le SIRET ne compte que des chiffres : retirez « A ».'],
    [
      '73282932000079',
      'Ce SIRET contient une erreur (sa clé de contrôle est fausse) : vérifiez chaque chiffre.',
    ],
    [
      '35600000049838',
      'Ce SIRET contient une erreur (sa clé de contrôle est fausse) : vérifiez chaque chiffre.',
    ],
  ])('says what is wrong with %j', (typed, reason) => {
    expect(parseSiret(typed)).toEqual({ ok: false, reason });
  });

  it('refuses a whole number that follows Luhn when its company does not', () => {
    const number = withKey('6236548970001');
    expect(luhnSum(number) % 10).toBe(0);
    expect(parseSiret(number).ok).toBe(false);
  });

  it('accepts every number whose keys are right', () => {
    fc.assert(fc.property(siret, (number) => parseSiret(number).ok));
  });

  it('holds La Poste to the sum of digits, except its head office', () => {
    fc.assert(
      fc.property(digits(5), (nic) => {
        const number = `356000000${nic}`;
        const sum = [...number].reduce((total, digit) => total + Number(digit), 0);
        return parseSiret(number).ok === (sum % 5 === 0 || number === '35600000000048');
      }),
    );
  });
});

describe('formatNumber', () => {
  it('groups digits as INSEE prints them', () => {
    expect(formatNumber('732829320')).toBe('732 829 320');
    expect(formatNumber('73282932000074')).toBe('732 829 320 00074');
  });
});

const vectors = join(import.meta.dirname, '../../../shared/data/vectors/vectors.csv');
describe.skipIf(!existsSync(vectors))('published vectors (../shared/data/vectors absent: not tried)', () => {
  it('gives the expected answer to every SIREN and SIRET', () => {
    const rows = parse(readFileSync(vectors), { columns: true, relaxColumnCount: true }) as {
      type: string;
      value: string;
      expected: string;
    }[];
    const numbers = rows.filter((row) => row.type === 'siren' || row.type === 'siret');
    expect(numbers.length).toBeGreaterThan(200);
    const wrong = numbers.filter(
      (row) => (row.type === 'siren' ? parseSiren : parseSiret)(row.value).ok !== (row.expected === 'valid'),
    );
    expect(wrong).toEqual([]);
  });
});
