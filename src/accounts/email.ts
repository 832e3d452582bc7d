import { domainToASCII, domainToUnicode } from 'node:url';
import { z } from 'zod';

/** Longest address kept, in characters. */
export const emailMaxLength = 80;

export type CanonicalEmail = { ok: true; email: string } | { ok: false; reason: string };

const refused = (reason: string): CanonicalEmail => ({ ok: false, reason });

const withoutName =
  "Saisissez l'adresse seule, sans nom, guillemets, parenthèses ni chevrons : par exemple prenom.nom@entreprise.fr.";

/**
 * The one form under which an address is kept and compared: trimmed, lower case, its domain in punycode.
 * Dots and "+" of the local part are kept: only its owner knows whether his server ignores them.
 * Far stricter than RFC 5321: what another program could read as a second recipient, or a reader as another
 * address, is refused with a French sentence.
 */
export function canonicalEmail(text: string): CanonicalEmail {
  const typed = text.trim();
  if (typed === '') return refused('Saisissez votre adresse email.');
  if (typed.length > emailMaxLength) {
    return refused(
      `L'adresse email est limitée à ${emailMaxLength} caractères : vous en avez saisi ${[...typed].length}.`,
    );
  }
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/u.test(typed)) {
    return refused(
      "L'adresse email contient un caractère invisible : effacez-la et saisissez-la au clavier.",
    );
  }
  if (/[＠﹫]/u.test(typed)) {
    return refused("L'arobase saisie n'est pas celle du clavier : remplacez-la par @.");
  }
  if (/[,;，；]/u.test(typed)) {
    return refused('Saisissez une seule adresse email, sans virgule ni point-virgule.');
  }
  if (/["()<>«»“”]/u.test(typed)) return refused(withoutName);
  if (/\s/u.test(typed)) return refused("L'adresse email ne contient pas d'espace : retirez-le.");
  const parts = typed.split('@');
  if (parts.length === 1) {
    return refused("Il manque l'arobase (@) : par exemple prenom.nom@entreprise.fr.");
  }
  const [local = '', domain = ''] = parts;
  if (parts.length > 2) return refused("L'adresse email contient plusieurs @ : saisissez une seule adresse.");
  const localFault = faultOfLocalPart(local);
  if (localFault !== null) return refused(localFault);
  return withDomain(local.toLowerCase(), domain);
}

function faultOfLocalPart(local: string): string | null {
  if (local === '') return "Il manque le nom avant l'arobase : par exemple prenom.nom@entreprise.fr.";
  if (local.length > 64) {
    return `La partie avant l'arobase est limitée à 64 caractères : vous en avez saisi ${local.length}.`;
  }
  const strange = /[^A-Za-z0-9._+'&=~#$-]/u.exec(local)?.[0];
  if (strange !== undefined) {
    return `Avant l'arobase, le caractère « ${strange} » n'est pas accepté : lettres sans accent, chiffres, points et tirets.`;
  }
  if (/^\.|\.\.|\.$/.test(local)) return "Avant l'arobase, un point est en trop : vérifiez l'adresse.";
  return null;
}

function withDomain(local: string, typedDomain: string): CanonicalEmail {
  const domain = typedDomain.normalize('NFC');
  if (domain === '') return refused("Il manque le domaine après l'arobase : par exemple entreprise.fr.");
  if (domain.startsWith('[') || /^[\d.]+$/.test(domain) || domain.includes(':')) {
    return refused("Après l'arobase, saisissez un nom de domaine et non une adresse IP.");
  }
  const strange = /[^\p{L}\p{M}\p{Nd}.-]/u.exec(domain)?.[0];
  if (strange !== undefined) {
    return refused(`Après l'arobase, le caractère « ${strange} » n'est pas accepté.`);
  }
  if (!domain.includes('.')) {
    return refused("Le domaine après l'arobase est incomplet : par exemple entreprise.fr.");
  }
  const ascii = transcribed(domain);
  if (ascii === null) {
    return refused(
      'Le domaine mêle des lettres qui se ressemblent : saisissez-le au clavier, lettre par lettre.',
    );
  }
  // domainToASCII also reads numbers as IPv4 addresses, hence the letters asked of the last label.
  const labels = ascii.split('.');
  const wellFormed = labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
  if (!wellFormed || !/^([a-z]{2,}|xn--[a-z0-9-]+)$/.test(labels.at(-1) ?? '')) {
    return refused("Le domaine après l'arobase n'est pas valable : par exemple entreprise.fr.");
  }
  const email = `${local}@${ascii}`;
  if (email.length > emailMaxLength) {
    return refused(
      `L'adresse email est limitée à ${emailMaxLength} caractères : une fois son domaine transcrit, elle en compte ${email.length}.`,
    );
  }
  return { ok: true, email };
}

/** A domain in ASCII, its other letters in punycode; null when it mixes letters that look alike. */
function transcribed(domain: string): string | null {
  if (/^[a-z0-9.-]+$/i.test(domain) && !/xn--/i.test(domain)) return domain.toLowerCase();
  const ascii = domainToASCII(domain).toLowerCase();
  return domain.normalize('NFKC') === domain && hasOneScript(domainToUnicode(ascii)) ? ascii : null;
}

const scripts = [
  /^\p{Script=Latin}+$/u,
  /^\p{Script=Cyrillic}+$/u,
  /^\p{Script=Greek}+$/u,
  /^\p{Script=Armenian}+$/u,
  /^\p{Script=Georgian}+$/u,
  /^\p{Script=Hebrew}+$/u,
  /^\p{Script=Arabic}+$/u,
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+$/u,
  /^\p{Script=Hangul}+$/u,
];

/** True when all letters of the domain, its last label included, belong to one alphabet. */
function hasOneScript(domain: string): boolean {
  const letters = domain.replace(/\P{L}/gu, '');
  return letters === '' || scripts.some((script) => script.test(letters));
}

/** What was typed → the canonical address, or one French sentence. */
export const emailSchema = z
  .string({ error: 'Saisissez votre adresse email.' })
  .transform((text, context) => {
    const canonical = canonicalEmail(text);
    if (canonical.ok) return canonical.email;
    context.addIssue({ code: 'custom', message: canonical.reason });
    return z.NEVER;
  });
