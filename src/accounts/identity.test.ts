import { describe, expect, it } from 'vitest';
import { readForm } from '../platform/forms';
import { identitySchema } from './identity';

const isabelle = {
  civility: 'MME',
  jobTitle: 'Project manager',
  lastName: 'Debuire',
  firstName: 'Isabelle',
  phone: '06 39 98 12 34',
};
const errorsOf = (changes: Record<string, unknown>) => {
  const read = readForm(identitySchema, { ...isabelle, ...changes });
  return read.ok ? {} : read.errors;
};

describe('identitySchema', () => {
  it('keeps the phone in E.164 and the rest as typed, trimmed', () => {
    expect(identitySchema.parse({ ...isabelle, lastName: '  Debuire ' })).toEqual({
      ...isabelle,
      phone: '+33639981234',
    });
  });

  it.each([
    'Le Goff',
    "O'Brien",
    'D’Artagnan',
    'Saint-Exupéry',
    'J.-B.',
    'Łukasz',
    'Нина',
    '山田',
    'Nuñez y Vélez',
    'محمد',
  ])('accepts the name %s', (lastName) => {
    expect(errorsOf({ lastName, firstName: lastName })).toEqual({});
  });

  it.each([
    ['Dupont2', '« 2 »'],
    ['<b>Dupont</b>', '« < »'],
    ['Dupont & fils', '« & »'],
    ['Dupont 👩🏽‍🔧', '« 👩🏽‍🔧 »'],
    ['Dupont@', '« @ »'],
    ['-.', 'au moins une lettre'],
    ['', 'Saisissez votre nom.'],
    ['   ', 'Saisissez votre nom.'],
    ['a'.repeat(81), 'Le nom est limité à 80 caractères : vous en avez saisi 81.'],
    ['Du\u0000pont', 'caractère invisible'],
    ['Du\u202epont', 'caractère invisible'],
  ])('refuses the name %j', (lastName, reason) => {
    expect(errorsOf({ lastName }).lastName).toContain(reason);
  });

  it('says what is missing for each field', () => {
    const read = readForm(identitySchema, {});
    expect(read.ok ? {} : read.errors).toEqual({
      civility: 'Choisissez Monsieur ou Madame.',
      jobTitle: 'Saisissez votre fonction.',
      lastName: 'Saisissez votre nom.',
      firstName: 'Saisissez votre prénom.',
      phone: 'Saisissez votre numéro de téléphone.',
    });
    expect(errorsOf({ civility: 'X' }).civility).toBe('Choisissez Monsieur ou Madame.');
    expect(errorsOf({ jobTitle: 'x'.repeat(81) }).jobTitle).toBe(
      "L'intitulé de la fonction est limité à 80 caractères : vous en avez saisi 81.",
    );
  });
});
