import { hash } from '@node-rs/argon2';
import { describe, expect, it } from 'vitest';
import { hashPassword, isOutdated, verifyPassword } from './passwords';

describe('hashPassword and verifyPassword', () => {
  it('keeps a PHC string of argon2id, 19 MiB, two passes, salted', async () => {
    const [first, second] = await Promise.all([hashPassword('huit lampes'), hashPassword('huit lampes')]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).not.toBe(second);
    expect(isOutdated(first)).toBe(false);
    expect(isOutdated(await hash('x', { memoryCost: 8192, timeCost: 1, parallelism: 1 }))).toBe(true);
  });

  it('takes the whole password, its case, its nul and either way of composing accents', async () => {
    const stored = await hashPassword('été-à-Vélizy-2026'.normalize('NFC'));
    expect(await verifyPassword('été-à-Vélizy-2026'.normalize('NFD'), stored)).toBe(true);
    expect(await verifyPassword('Été-à-Vélizy-2026', stored)).toBe(false);
    const long = await hashPassword(`${'a'.repeat(79)}b`);
    expect(await verifyPassword(`${'a'.repeat(79)}c`, long)).toBe(false);
    const withNul = await hashPassword('avant\u0000après');
    expect(await verifyPassword('avant', withNul)).toBe(false);
    expect(await verifyPassword('avant\u0000après', withNul)).toBe(true);
  });

  it('is false without a hash, whatever the password', async () => {
    expect(await verifyPassword('huit lampes', null)).toBe(false);
    expect(await verifyPassword('', null)).toBe(false);
  });

  it('refuses at once, as too busy, what would wait behind sixteen others', async () => {
    const stored = await hashPassword('huit lampes');
    const tries = Array.from({ length: 40 }, () => verifyPassword('huit lampes', stored));
    const ends = await Promise.allSettled(tries);
    const refused = ends.filter((end) => end.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const one of refused) expect(one.reason).toMatchObject({ code: 'too-busy', status: 503 });
    expect(ends.filter((end) => end.status === 'fulfilled' && end.value).length).toBeGreaterThanOrEqual(16);
    expect(await verifyPassword('huit lampes', stored)).toBe(true);
  });
});
