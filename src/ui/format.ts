import { parsePhoneNumberFromString } from 'libphonenumber-js';

const NO_BREAK = '\u00a0';
const PARIS = 'Europe/Paris';

function parts(value: Date, options: Intl.DateTimeFormatOptions): Record<string, string> {
  const format = new Intl.DateTimeFormat('fr-FR', options);
  return Object.fromEntries(format.formatToParts(value).map(({ type, value: text }) => [type, text]));
}

function longDate(value: Date, timeZone: string): string {
  const { day, month, year } = parts(value, { timeZone, day: 'numeric', month: 'long', year: 'numeric' });
  return `${day === '1' ? '1er' : day} ${month} ${year}`;
}

/**
 * "18 novembre 2026". An instant (Date, or ISO string with a time) is read in Paris; a calendar date
 * ("2026-11-18") is written as it is.
 */
export function formatDate(value: Date | string): string {
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) {
    return longDate(new Date(`${value}T00:00:00Z`), 'UTC');
  }
  return longDate(new Date(value), PARIS);
}

/** "18 novembre 2026 à 14 h 05", in Paris. */
export function formatDateTime(value: Date | string): string {
  const instant = new Date(value);
  return `${longDate(instant, PARIS)} à ${formatTime(instant)}`;
}

/** "14 h 05", in Paris. */
export function formatTime(instant: Date): string {
  const { hour, minute } = parts(instant, {
    timeZone: PARIS,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return `${Number(hour)}${NO_BREAK}h${NO_BREAK}${minute}`;
}

/** "06 00 00 00 00" for the ten-digit numbers of France and its overseas; "+32 2 512 34 56" elsewhere. */
export function formatPhone(e164: string): string {
  const phone = parsePhoneNumberFromString(e164);
  if (!phone) return e164;
  const national = phone.format('NATIONAL').replace(/\D/g, '');
  const tenDigits = /^0\d{9}$/.test(national) && FRENCH_CALLING_CODES.has(phone.countryCallingCode);
  return tenDigits ? (national.match(/\d{2}/g) ?? []).join(' ') : phone.formatInternational();
}

/** France, Guadeloupe (with Saint-Martin and Saint-Barthélemy), Guyane, Martinique, La Réunion and Mayotte. */
const FRENCH_CALLING_CODES = new Set(['33', '590', '594', '596', '262']);

/** "GE SUPPORT FRANCE - 424210433". */
export function companyLabel(name: string, siren: string): string {
  return `${name} - ${siren}`;
}

/** What is known of an address; the registry often lacks a part of it. */
export interface Address {
  readonly street?: string | null | undefined;
  readonly postalCode?: string | null | undefined;
  readonly town?: string | null | undefined;
}

/** "25, rue des ancrs, 75116 PARIS", without what is missing. */
export function addressLine({ street, postalCode, town }: Address): string {
  const place = [postalCode, town].filter(Boolean).join(' ');
  return [street, place].filter(Boolean).join(', ');
}

/** "NAME – SIRET – street, postal code TOWN"; the address as parts, or as a line already composed. */
export function siteLabel(name: string, siret: string, address: Address | string): string {
  const line = typeof address === 'string' ? address : addressLine(address);
  return [name, siret, line].filter(Boolean).join(' – ');
}
