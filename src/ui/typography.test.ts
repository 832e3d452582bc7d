import { describe, expect, it } from 'vitest';
import { ofName, typo } from './typography';

describe('typo', () => {
  it('curls the apostrophe between letters and leaves the others', () => {
    expect(typo("l'établissement d'aujourd'hui, 'tel quel'")).toBe(
      "l’établissement d’aujourd’hui, 'tel quel'",
    );
    expect(typo("l'« habilitation »")).toBe('l’«\u00a0habilitation\u00a0»');
  });

  it('puts a narrow no-break space before ; ! ? and a no-break space before :', () => {
    expect(typo('Oui ! Non ; vraiment ? Voici :')).toBe('Oui\u202f! Non\u202f; vraiment\u202f? Voici\u00a0:');
  });

  it('puts no-break spaces inside « » and before % and €', () => {
    expect(typo('« Afficher » 10 % de 15 €')).toBe('«\u00a0Afficher\u00a0» 10\u00a0% de 15\u00a0€');
    expect(typo('«Afficher»')).toBe('«\u00a0Afficher\u00a0»');
  });

  it('keeps a number with its unit, and a day with its month', () => {
    expect(typo('7 jours, 24 heures, le 1 mai, 3 anses')).toBe(
      '7\u00a0jours, 24\u00a0heures, le 1\u00a0mai, 3 anses',
    );
  });

  it('changes nothing the second time', () => {
    const once = typo("Qu'est-ce que « c'est » ? Rien : rien ; 3 % ! 7 jours");
    expect(typo(once)).toBe(once);
  });

  it('leaves addresses alone', () => {
    expect(typo('https://exemple.fr/a?b=c;d')).toBe('https://exemple.fr/a?b=c;d');
  });

  it('as a tag, sets the sentence and not the values', () => {
    const name = "Anne-Marie O'Brien ?";
    expect(typo`Demande d'${name} : l'étudier ${2} fois !`).toBe(
      "Demande d’Anne-Marie O'Brien ?\u00a0: l’étudier 2 fois\u202f!",
    );
  });
});

it('elides the preposition before a vowel', () => {
  expect(['Isabelle', 'Élise', 'Hugo', 'Claire', 'Yann'].map(ofName)).toEqual([
    'd’Isabelle',
    'd’Élise',
    'd’Hugo',
    'de Claire',
    'de Yann',
  ]);
});
