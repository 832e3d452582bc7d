import { hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';
import { tooBusy } from '../platform/errors';

/** OWASP ASVS 5.0, appendix C: the least costly setting of argon2id that it accepts (19 MiB, 2 passes). */
const parameters = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const currentPrefix = '$argon2id$v=19$m=19456,t=2,p=1$';

/** Of a password nobody knows: verified when an address has none, so that the answer takes the same time. */
const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$5MqBYoYACVQfd6nYD0cVxA$UXNigHjwbjhRvNt4RTdM6bv4HqtwU6KSKwZ/QiUAEB4';

// A sign-in costs ten milliseconds of a processor: a flood must be refused before it costs anything.
const queue = pLimit(2);
const mostWaiting = 16;

/**
 * Throws the refusal 503 when a password would not be looked at now. Asked before anything else is: of an
 * overload it costs nothing, and says nothing of the address.
 */
export function refuseWhenFull(): void {
  if (queue.pendingCount >= mostWaiting) throw tooBusy();
}

async function inQueue<T>(work: () => Promise<T>): Promise<T> {
  refuseWhenFull();
  return queue(work);
}

// Accents typed on another keyboard or system may come decomposed: both must sign in.
const prepared = (password: string) => password.normalize('NFC');

/** PHC string to be stored. Throws the refusal 503 when too many are waiting. */
export const hashPassword = (password: string): Promise<string> =>
  inQueue(() => hash(prepared(password), parameters));

/** True for the right password. `storedHash` null costs one verification as well, and is always false. */
export async function verifyPassword(password: string, storedHash: string | null): Promise<boolean> {
  const right = await inQueue(() => verify(storedHash ?? nobodysHash, prepared(password)));
  return right && storedHash !== null;
}

/** True when a hash was made under other parameters than today's. */
export const isOutdated = (storedHash: string) => !storedHash.startsWith(currentPrefix);
