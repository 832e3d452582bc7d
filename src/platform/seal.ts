import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** Keeps a secret in the database so that a copy of the database alone does not give it. */
export interface Seal {
  /** `owner` is whom the secret belongs to ("totp ACCOUNT"): moved under another owner, it does not open. */
  close(plain: Buffer, owner: string): Buffer;
  /** Throws when it was changed, moved, or closed with another key. */
  open(sealed: Buffer, owner: string): Buffer;
}

const cipher = 'aes-256-gcm';
const [keyIdBytes, nonceBytes, tagBytes] = [4, 12, 16];

/** AES-256-GCM under a key made of SECRET_KEY. Layout: key id (4 bytes), nonce (12), tag (16), ciphertext. */
export function createSeal(secretKey: Buffer): Seal {
  const key = Buffer.from(hkdfSync('sha256', secretKey, '', 'mon compte 2i: data at rest', 32));
  const keyId = createHash('sha256').update(key).digest().subarray(0, keyIdBytes);
  return {
    close(plain, owner) {
      const nonce = randomBytes(nonceBytes);
      const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(owner));
      const text = Buffer.concat([sealing.update(plain), sealing.final()]);
      return Buffer.concat([keyId, nonce, sealing.getAuthTag(), text]);
    },
    open(sealed, owner) {
      if (!sealed.subarray(0, keyIdBytes).equals(keyId)) throw new Error('sealed with another SECRET_KEY');
      const nonce = sealed.subarray(keyIdBytes, keyIdBytes + nonceBytes);
      const rest = sealed.subarray(keyIdBytes + nonceBytes);
      const opening = createDecipheriv(cipher, key, nonce, { authTagLength: tagBytes })
        .setAAD(Buffer.from(owner))
        .setAuthTag(rest.subarray(0, tagBytes));
      return Buffer.concat([opening.update(rest.subarray(tagBytes)), opening.final()]);
    },
  };
}
