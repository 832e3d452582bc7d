import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalEmail, emailMaxLength, emailSchema } from './email';

const reasonFor = (text: string) => {
  const read = canonicalEmail(text);
  return read.ok ? `accepted as ${read.email}` : read.reason;
};

describe('canonicalEmail', () => {
  it.each([
    ['i.debuire@testopco2i.fr', 'i.debuire@testopco2i.fr'],
    ['  Jean.DUPONT@Exemple.FR \t', 'jean.dupont@exemple.fr'],
    ['jean.dupont+opco@exemple.fr', 'jean.dupont+opco@exemple.fr'],
    ["m.o'brien@exemple.fr", "m.o'brien@exemple.fr"],
    ['rh@Société-Générale.fr', 'rh@xn--socit-gnrale-eebbcb.fr'],
    ['a_b-c=d@sous.domaine.example', 'a_b-c=d@sous.domaine.example'],
    ['1@2.fr', '1@2.fr'],
    ['a@почта.рф', 'a@xn--80a1acny.xn--p1ai'],
    [`${'a'.repeat(64)}@exemple.fr`, `${'a'.repeat(64)}@exemple.fr`],
  ])('keeps %s as %s', (typed, email) => {
    expect(canonicalEmail(typed)).toEqual({ ok: true, email });
  });

  it.each([
    ['', 'Saisissez votre adresse email.'],
    ['   ', 'Saisissez votre adresse email.'],
    [
      `${'a'.repeat(40)}@${'b'.repeat(37)}.fr`,
      "L'adresse email est limitée à 80 caractères : vous en avez saisi 81.",
    ],
    ['jean.dupont', "Il manque l'arobase (@)"],
    ['a@b@exemple.fr', 'plusieurs @'],
    ['a@exemple.fr,b@exemple.fr', 'une seule adresse email'],
    ['a@exemple.fr; b@exemple.fr', 'une seule adresse email'],
    ['a@exemple.fr b@exemple.fr', "pas d'espace"],
    ['"a b"@exemple.fr', 'sans nom, guillemets'],
    ['"a@exemple.fr,"@pirate.example', 'une seule adresse email'],
    ['Jean <a@exemple.fr>', 'sans nom, guillemets'],
    ['a(commentaire)@exemple.fr', 'sans nom, guillemets'],
    ['a@exemple.fr\r\nBcc: b@exemple.fr', 'caractère invisible'],
    ['a\u0000@exemple.fr', 'caractère invisible'],
    ['a\u200b@exemple.fr', 'caractère invisible'],
    ['a\u202e@exemple.fr', 'caractère invisible'],
    ['a＠exemple.fr', "L'arobase saisie n'est pas celle du clavier"],
    ['hélène@exemple.fr', '« é »'],
    ['mıke@exemple.fr', '« ı »'],
    ['jean😀@exemple.fr', '« 😀 »'],
    ['а@exemple.fr', "n'est pas accepté"],
    ['a%b@exemple.fr', '« % »'],
    ['a!b@exemple.fr', '« ! »'],
    ['@exemple.fr', "Il manque le nom avant l'arobase"],
    [`${'a'.repeat(65)}@exemple.fr`, 'limitée à 64 caractères : vous en avez saisi 65'],
    ['.a@exemple.fr', 'un point est en trop'],
    ['a.@exemple.fr', 'un point est en trop'],
    ['a..b@exemple.fr', 'un point est en trop'],
    ['a@', "Il manque le domaine après l'arobase"],
    ['a@localhost', "Le domaine après l'arobase est incomplet"],
    ['a@exemple..fr', "n'est pas valable"],
    ['a@-exemple.fr', "n'est pas valable"],
    ['a@exemple-.fr', "n'est pas valable"],
    ['a@exemple.f', "n'est pas valable"],
    ['a@exemple.123', "n'est pas valable"],
    ['a@exemple_rh.fr', '« _ »'],
    ['a@[192.168.0.1]', 'une adresse IP'],
    ['a@192.168.0.1', 'une adresse IP'],
    ['a@[IPv6:::1]', 'une adresse IP'],
    ['a@0x7f.1', "n'est pas valable"],
    ['a@exаmple.fr', 'des lettres qui se ressemblent'],
    ['a@аррӏе.com', 'des lettres qui se ressemblent'],
    ['a@xn--80ak6aa92e.com', 'des lettres qui se ressemblent'],
    ['a@ﬁnance.fr', 'des lettres qui se ressemblent'],
    ['a@exemple。fr', '« 。 »'],
    [`a@${'é'.repeat(70)}.fr`, "n'est pas valable"],
  ])('refuses %j', (typed, reason) => {
    expect(reasonFor(typed)).toContain(reason);
  });

  it('gives ASCII of at most 80 characters with one @, or a sentence, whatever is typed', () => {
    const likely = fc.stringMatching(/^[\w.+@éа＠,<> -]{0,90}$/u);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress(), likely), (text) => {
        const read = canonicalEmail(text);
        if (!read.ok) return read.reason.endsWith('.');
        const { email } = read;
        return /^[!-~]+$/.test(email) && email.length <= emailMaxLength && email.split('@').length === 2;
      }),
      { numRuns: 500 },
    );
  });

  it('leaves a canonical address as it is', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (text) => {
        const first = canonicalEmail(text);
        fc.pre(first.ok);
        expect(canonicalEmail(first.email)).toEqual(first);
      }),
      { numRuns: 300 },
    );
  });
});

describe('emailSchema', () => {
  it('gives the canonical address, or the same sentence', () => {
    expect(emailSchema.parse(' A@Exemple.fr')).toBe('a@exemple.fr');
    expect(emailSchema.safeParse('a').error?.issues[0]?.message).toBe(reasonFor('a'));
    expect(emailSchema.safeParse(['a@exemple.fr']).error?.issues[0]?.message).toBe(
      'Saisissez votre adresse email.',
    );
  });
});
