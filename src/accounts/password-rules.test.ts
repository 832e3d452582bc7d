import { dictionary } from '@zxcvbn-ts/language-common';
import { describe, expect, it } from 'vitest';
import { ownWordsOf, validateNewPassword } from './password-rules';

const isabelle = ownWordsOf({
  id: '',
  email: 'i.debuire@forge-du-lion.example',
  state: 'to_activate',
  civility: 'MME',
  firstName: 'Isabelle',
  lastName: 'Debuire',
  jobTitle: 'Responsable paie',
  phone: '+33639981234',
  hasSecondFactor: false,
});
const words = [...isabelle, 'GE SUPPORT FRANCE', '424210433'];
const listed = dictionary['passwords-common'];

describe('validateNewPassword', () => {
  it.each([
    'correct cheval batterie',
    'huit lampes et un banc',
    'été-à-Vélizy-2026',
    'kqzvwhdmxjgbtrf',
    '4839201758392016',
    'Tr0ub4dor&3-vacuum',
    'isabelle mange huit lampes',
    '!§%&/()=?-_.:;,+#*',
    'Ж'.concat('елезная дорога'),
    'lampe banc cuivre '.repeat(8).trim().slice(0, 128),
    'abricot cuivre lampe grenier banc horloge colline tonneau violon',
  ])('accepts %s', async (password) => {
    expect(await validateNewPassword(password, words)).toBeNull();
  });

  it.each([
    ['', 'Saisissez un mot de passe.'],
    ['quatorze signe', 'Le mot de passe compte 14 caractères : il en faut au moins 15.'],
    ['483920175839201', 'fait de chiffres seulement en demande au moins 16'],
    ['x'.repeat(1000), 'limité à 200 caractères : vous en avez saisi 1000'],
  ])('refuses the length of %j', async (password, reason) => {
    expect(await validateNewPassword(password, words)).toContain(reason);
  });

  it.each([
    'aaaaaaaaaaaaaaa',
    '               ',
    'abcabcabcabcabc',
    'azertyuiopqsdfghj',
    'abcdefghijklmnop',
    '1234567890123456',
    '9876543210987654',
    'motdepasse12345',
    'MotDePasse-2026!',
    'P@ssw0rd20262026',
    'soleilsoleilsoleil',
    'soleil-soleil-soleil',
    'soleil1soleil2soleil3',
    '2026 anniversaire',
    '!!!!chocolat!!!!',
  ])('refuses the common %j', async (password) => {
    expect(await validateNewPassword(password, words)).toContain('trop courant');
  });

  it('refuses the entries of the list that are long enough', async () => {
    const long = listed.filter((word) => word.length >= 16);
    expect(long.length).toBeGreaterThan(10);
    for (const word of long) expect(await validateNewPassword(word, []), word).not.toBeNull();
  });

  it('refuses an entry repeated, or lengthened with digits, up to the length', async () => {
    const sample = listed.filter((word, index) => index % 997 === 0 && /[a-z]/.test(word));
    expect(sample.length).toBeGreaterThan(20);
    for (const word of sample) {
      const repeated = word.repeat(Math.ceil(16 / word.length));
      const lengthened = `${word}${'8305719264830571'.slice(0, Math.max(1, 16 - word.length))}`;
      expect(await validateNewPassword(repeated, []), repeated).toContain('trop courant');
      expect(await validateNewPassword(lengthened, []), lengthened).toContain('trop courant');
    }
  });

  it.each([
    'OPCO2i-moncompte2i',
    'mon compte 2i 2026',
    'i.debuire@forge-du-lion.example',
    'Isabelle Debuire 90',
    'debuiredebuire1985',
    'DEBUIRE-ISABELLE-!',
    'ge-support-france-1',
    '424210433424210433',
    '4242104331234567',
    '0639981234063998',
    'responsable paie 1',
    'debuire chocolat',
  ])('refuses %s, made of the own words of the person or of the site', async (password) => {
    expect(await validateNewPassword(password, words)).toContain('qui vous désignent');
  });
});
