import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { createSeal } from './seal';

const seal = createSeal(randomBytes(32));
const secret = Buffer.from('un secret de vingt octets');

it('gives back what was closed, to its owner, each time under another text', () => {
  const [one, two] = [seal.close(secret, 'a'), seal.close(secret, 'a')];
  expect(one.equals(two)).toBe(false);
  expect(one.includes(secret)).toBe(false);
  expect(seal.open(one, 'a').equals(secret)).toBe(true);
});

it('opens nothing that was changed by a bit, moved to another owner, or closed with another key', () => {
  const sealed = seal.close(secret, 'a');
  for (let byte = 0; byte < sealed.length; byte++) {
    const changed = Buffer.from(sealed);
    changed[byte] = (changed[byte] ?? 0) ^ 1;
    expect(() => seal.open(changed, 'a')).toThrow();
  }
  expect(() => seal.open(sealed, 'b')).toThrow();
  expect(() => createSeal(randomBytes(32)).open(sealed, 'a')).toThrow('another SECRET_KEY');
});
