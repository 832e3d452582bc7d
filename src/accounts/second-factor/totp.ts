import { Secret, TOTP } from 'otpauth';

/** RFC 6238 as every application does it: SHA-1, 6 digits, 30 seconds. */
const period = 30;
const digits = 6;
const issuer = 'mon compte 2i';

/** 160 bits, as RFC 4226 recommends. */
export const newTotpSecret = (): Buffer => Buffer.from(new Secret({ size: 20 }).bytes);

const totpOf = (secret: Buffer, email: string) =>
  new TOTP({
    issuer,
    label: email,
    digits,
    period,
    secret: new Secret({ buffer: new Uint8Array(secret).buffer }),
  });

/** What an application scans, and the key to type where it cannot. */
export function totpKey(secret: Buffer, email: string): { uri: string; key: string } {
  const totp = totpOf(secret, email);
  return { uri: totp.toString(), key: totp.secret.base32 };
}

/** The 30-second step that a code belongs to: this one, the last or the next; null for any other text. */
export function stepOfCode(secret: Buffer, code: string, now: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const delta = totpOf(secret, '').validate({ token: code, timestamp: now.getTime(), window: 1 });
  return delta === null ? null : Math.floor(now.getTime() / 1000 / period) + delta;
}
