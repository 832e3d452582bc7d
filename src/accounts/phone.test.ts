import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phoneSchema, readPhone } from './phone';

describe('readPhone', () => {
  it.each([
    ['06 39 98 12 34', '+33639981234'],
    ['06.39.98.12.34', '+33639981234'],
    ['06-39-98-12-34', '+33639981234'],
    ['0639981234', '+33639981234'],
    ['06\u00a039\u202f98 12 34', '+33639981234'],
    ['+33 6 39 98 12 34', '+33639981234'],
    ['+33 (0)6 39 98 12 34', '+33639981234'],
    ['0033639981234', '+33639981234'],
    ['01 99 00 12 34', '+33199001234'],
    ['0590 20 12 34', '+590590201234'],
    ['0690 30 12 34', '+590690301234'],
    ['0694 20 12 34', '+594694201234'],
    ['0696 20 12 34', '+596696201234'],
    ['0262 20 12 34', '+262262201234'],
    ['0692 20 12 34', '+262692201234'],
    ['0639 20 12 34', '+262639201234'],
    ['+33 590 20 12 34', '+590590201234'],
    ['+590 590 20 12 34', '+590590201234'],
    ['+687 26 30 00', '+687263000'],
    ['+32 475 12 34 56', '+32475123456'],
    ['+49 30 901820', '+4930901820'],
  ])('reads %s as %s', (typed, phone) => {
    expect(readPhone(typed)).toEqual({ ok: true, phone });
  });

  it.each([
    ['', 'Saisissez votre numéro de téléphone.'],
    [' - ', 'Saisissez votre numéro de téléphone.'],
    ['06 39 98 12', 'Il manque 2 chiffres : vous en avez saisi 8 sur 10.'],
    ['06 39 98 12 3', 'Il manque 1 chiffre : vous en avez saisi 9 sur 10.'],
    ['06 39 98 12 345', 'Il y a 1 chiffre de trop : vous en avez saisi 11 au lieu de 10.'],
    ['+33 6 39 98 12', 'Après +33, il faut 9 chiffres : vous en avez saisi 7.'],
    ['1234567890', "Ce numéro n'existe pas"],
    ['00 00 00 00 00', "Ce numéro n'existe pas"],
    ['+33 0 00 00 00 00 0', "Ce numéro n'existe pas"],
    ['+999 12 34 56', "Ce numéro n'existe pas"],
    ['06 39 98 12 34 poste 12', 'retirez « p »'],
    ['06<b>39', 'retirez « < »'],
    ['٠٦٣٩٩٨١٢٣٤', 'retirez « ٠ »'],
    ['06😀39981234', 'retirez « 😀 »'],
    ['0639+981234', 'retirez « + »'],
    ['06\u00003998', 'caractère invisible'],
    ['1'.repeat(40), 'limité à 15 chiffres : vous en avez saisi 40'],
  ])('refuses %j', (typed, reason) => {
    const read = readPhone(typed);
    expect(read.ok ? read.phone : read.reason).toContain(reason);
  });

  it('gives E.164 or a sentence, whatever is typed, and reads its own answer', () => {
    const likely = fc.stringMatching(/^(\+|00|0)?[\d .()-]{0,16}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), likely), (text) => {
        const read = readPhone(text);
        if (!read.ok) return read.reason.length > 0;
        expect(readPhone(read.phone)).toEqual(read);
        return /^\+[1-9]\d{5,14}$/.test(read.phone);
      }),
      { numRuns: 500 },
    );
  });

  it('is what the form field uses', () => {
    expect(phoneSchema.parse('06 39 98 12 34')).toBe('+33639981234');
    expect(phoneSchema.safeParse('06').error?.issues[0]?.message).toBe(
      'Il manque 8 chiffres : vous en avez saisi 2 sur 10.',
    );
  });
});
