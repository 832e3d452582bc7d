import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { z } from 'zod';

/**
 * Where a number of ten digits is looked for, in this order: the overseas territories share the writing of
 * metropolitan France, not its plan.
 */
const territories = ['FR', 'GP', 'GF', 'MQ', 'RE', 'YT', 'PM', 'NC', 'PF', 'WF'] as const;

/** Kept by ARCEP's numbering plan for films and examples: it rings nowhere, and is what a test would type. */
const fictional = /^063998\d{4}$/;

const ask = 'Saisissez votre numéro de téléphone.';
const unknownNumber =
  "Ce numéro n'existe pas : vérifiez ses chiffres ; un numéro étranger commence par + et l'indicatif du pays.";
const digitsMaxLength = 15;

const digitsWord = (count: number) => (count > 1 ? `${count} chiffres` : '1 chiffre');

type Phone = { ok: true; phone: string } | { ok: false; reason: string };
const refused = (reason: string): Phone => ({ ok: false, reason });

const readLately = new Map<string, Phone>();
/** Of numbers, and of characters in one. */
const mostKept = 200;
const longestKept = 40;

/**
 * Reads a phone number as people write it (spaces, dots, dashes, +33, 0033, overseas, foreign with +) into
 * E.164, or says in one French sentence what is wrong with it. The latest are at hand: every page of a form
 * asks for the same one again.
 */
export function readPhone(text: string): Phone {
  const known = readLately.get(text);
  if (known !== undefined) return known;
  const read = readNow(text);
  if (readLately.size === mostKept) readLately.clear();
  if (text.length <= longestKept) readLately.set(text, read);
  return read;
}

function readNow(text: string): Phone {
  const typed = text.trim();
  if (typed === '') return refused(ask);
  const compact = typed
    .replace(/[\s.()/\u2010-\u2015-]/gu, (separator) => ('()'.includes(separator) ? separator : ''))
    .replace(/^(\+|00)(\d+)\(0\)/, '$1$2')
    .replace(/[()]/g, '')
    .replace(/^00/, '+');
  const strange = /[^\d+]/u.exec(compact)?.[0] ?? (compact.lastIndexOf('+') > 0 ? '+' : undefined);
  if (strange !== undefined) {
    return refused(
      /[\p{Cc}\p{Cf}]/u.test(strange)
        ? 'Le téléphone contient un caractère invisible : effacez-le et saisissez-le au clavier.'
        : `Le téléphone ne contient que des chiffres : retirez « ${strange} ».`,
    );
  }
  const digits = compact.replace('+', '').length;
  if (digits === 0) return refused(ask);
  if (digits > digitsMaxLength) {
    return refused(`Le téléphone est limité à ${digitsMaxLength} chiffres : vous en avez saisi ${digits}.`);
  }
  return compact.startsWith('+') ? readInternational(compact) : readNational(compact);
}

function readNational(digits: string): Phone {
  const missing = 10 - digits.length;
  if (missing > 0) {
    const lacks = missing > 1 ? `Il manque ${missing} chiffres` : 'Il manque 1 chiffre';
    return refused(`${lacks} : vous en avez saisi ${digits.length} sur 10.`);
  }
  if (missing < 0) {
    return refused(
      `Il y a ${digitsWord(-missing)} de trop : vous en avez saisi ${digits.length} au lieu de 10. Un numéro étranger commence par +.`,
    );
  }
  if (fictional.test(digits)) return { ok: true, phone: `+33${digits.slice(1)}` };
  for (const territory of territories) {
    const number = parsePhoneNumberFromString(digits, territory);
    if (number?.isValid()) return { ok: true, phone: number.number };
  }
  return refused(unknownNumber);
}

function readInternational(number: string): Phone {
  const french = /^\+330?(\d*)$/.exec(number)?.[1];
  if (french !== undefined) {
    if (french.length !== 9) {
      return refused(`Après +33, il faut 9 chiffres : vous en avez saisi ${french.length}.`);
    }
    return readNational(`0${french}`);
  }
  const parsed = parsePhoneNumberFromString(number);
  return parsed?.isValid() ? { ok: true, phone: parsed.number } : refused(unknownNumber);
}

/** What was typed → E.164 ("+33612345678"), or one French sentence. */
export const phoneSchema = z.string({ error: ask }).transform((text, context) => {
  const read = readPhone(text);
  if (read.ok) return read.phone;
  context.addIssue({ code: 'custom', message: read.reason });
  return z.NEVER;
});
