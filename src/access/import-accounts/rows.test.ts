import { describe, expect, it } from 'vitest';
import { roles } from '../rules';
import type { Cells } from './columns';
import { readRow } from './rows';

const good: Cells = {
  email: 'Lea.Lefevre@Fonderie.example',
  civilite: 'MME',
  nom: 'Lefèvre',
  prenom: 'Léa',
  telephone: '06 39 98 00 01',
  fonction: 'Directrice',
  siret: '424 210 433 00019',
  role: 'Consultation',
};

const rowOf = (change: Partial<Cells>) => {
  const reading = readRow(2, { ...good, ...change });
  return reading.ok ? reading.row : reading.faults;
};

describe('a row well written', () => {
  it('is kept as the product keeps it', () => {
    expect(rowOf({})).toEqual({
      line: 2,
      email: 'lea.lefevre@fonderie.example',
      identity: {
        civility: 'MME',
        lastName: 'Lefèvre',
        firstName: 'Léa',
        jobTitle: 'Directrice',
        phone: '+33639980001',
      },
      siret: '42421043300019',
      role: 'viewer',
    });
  });

  it.each(
    roles.flatMap(({ code, name }) => [
      [name, code],
      [name.toUpperCase(), code],
      [code, code],
    ]),
  )('the role « %s »', (typed, code) => expect(rowOf({ role: typed })).toMatchObject({ role: code }));

  it.each([
    ['administrateur de l’etablissement', 'establishment_administrator'],
    ['Gestionnaire des salaries', 'employee_manager'],
  ])('the role « %s », apostrophe and accents aside', (typed, code) => {
    expect(rowOf({ role: typed })).toMatchObject({ role: code });
  });

  it.each([
    ['M.', 'M'],
    ['monsieur', 'M'],
    ['Mme', 'MME'],
    ['MADAME', 'MME'],
    ['Mlle', 'MME'],
  ])('the civility « %s »', (typed, civility) => {
    expect(rowOf({ civilite: typed })).toMatchObject({ identity: { civility } });
  });

  it('gives back the zero that Excel takes from a phone number', () => {
    expect(rowOf({ telephone: '639980001' })).toMatchObject({ identity: { phone: '+33639980001' } });
  });
});

describe('a row with faults', () => {
  it.each<[Partial<Cells>, string, RegExp]>([
    [{ email: 'lea.fonderie.example' }, 'email', /Il manque l'arobase/],
    [{ email: 'lea@x.example, max@x.example' }, 'email', /une seule adresse/],
    [{ civilite: 'Dr' }, 'civilite', /« Dr » au lieu de M ou MME/],
    [{ nom: 'Lefèvre (RH)' }, 'nom', /ne peut pas contenir « \( »/],
    [{ prenom: 'L'.repeat(81) }, 'prenom', /limité à 80 caractères/],
    [{ telephone: '0639' }, 'telephone', /Il manque 6 chiffres/],
    [{ siret: '42421043300018' }, 'siret', /« 42421043300018 » : Ce SIRET contient une erreur/],
    [{ siret: '4,24210E+13' }, 'siret', /Excel a arrondi ce SIRET/],
    [{ role: 'Directeur' }, 'role', /« Directeur » n'est pas un rôle : Administrateur de l'établissement, /],
    [{ role: '\u001b[31mRouge' }, 'role', /« \ufffd\[31mRouge »/],
  ])('%j is told with its column', (change, column, reason) => {
    expect(rowOf(change)).toEqual([{ column, reason: expect.stringMatching(reason) }]);
  });

  it('tells every fault, and an empty cell by its name', () => {
    const faults = rowOf({
      email: '',
      civilite: '',
      nom: '',
      prenom: '',
      telephone: '',
      fonction: '',
      siret: '',
      role: '',
    });
    expect(faults).toEqual(
      ['email', 'civilite', 'fonction', 'nom', 'prenom', 'telephone', 'siret', 'role'].map((column) => ({
        column,
        reason: 'case vide.',
      })),
    );
  });
});
