import { generateKeyPairSync, hash, randomBytes, sign } from 'node:crypto';
import { type Database, sql } from '../../src/platform/database';

/**
 * A device that holds one passkey, written here from WebAuthn level 3, not with the product's library: it signs what
 * it is told to, honest or not.
 */
export class Authenticator {
  readonly id = randomBytes(16).toString('base64url');
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private counter = 0;

  constructor(private readonly origin: string) {}

  /** COSE_Key of ES256 on P-256: { 1: 2, 3: -7, -1: 1, -2: x, -3: y }. Source: RFC 9053, 7.1.1. */
  get publicKey(): Buffer {
    const { x = '', y = '' } = this.keys.publicKey.export({ format: 'jwk' });
    const coordinate = (label: number, text: string) =>
      Buffer.concat([Buffer.from([label, 0x58, 32]), Buffer.from(text, 'base64url')]);
    return Buffer.concat([Buffer.from('a5010203262001', 'hex'), coordinate(0x21, x), coordinate(0x22, y)]);
  }

  /** The browser's answer to a challenge, as the form sends it. `id`: the name of another key to sign under. */
  answerTo(challenge: string, { id = this.id }: { readonly id?: string } = {}): string {
    this.counter += 1;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    // User present and verified.
    const seen = Buffer.from([0b101]);
    const data = Buffer.concat([hash('sha256', new URL(this.origin).hostname, 'buffer'), seen, counter]);
    const client = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge, origin: this.origin }));
    const signed = Buffer.concat([data, hash('sha256', client, 'buffer')]);
    const response = {
      authenticatorData: data.toString('base64url'),
      clientDataJSON: client.toString('base64url'),
      signature: sign('sha256', signed, this.keys.privateKey).toString('base64url'),
    };
    return JSON.stringify({ id, rawId: id, type: 'public-key', clientExtensionResults: {}, response });
  }
}

/** The passkey of a device, as an account's since long enough to prove something. */
export async function givenPasskey(db: Database, accountId: string, { id, publicKey }: Authenticator) {
  await sql`insert into passkey (id, account_id, public_key, counter, transports, name, added_at)
    values (${id}, ${accountId}, ${publicKey}, 0, '{}', 'Clé', '2026-01-05')`.execute(db);
  await sql`update account set second_factor_at = '2026-01-05' where id = ${accountId}`.execute(db);
}

/** What the page asks a passkey to sign. */
export const challengeIn = (body: string): string =>
  /&quot;challenge&quot;:&quot;([\w-]+)&quot;/.exec(body)?.[1] ?? '';
