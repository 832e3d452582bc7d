import { expect, it } from 'vitest';
import { newSecret } from './links';
import { messageOf, withoutSecrets } from './redact';

it('takes the secrets of links, passwords of addresses and mail addresses out of a text', () => {
  const secret = newSecret();
  for (const text of [
    `550 blocked: https://portail.example/activation?jeton=${secret} is listed`,
    `link ${secret} failed`,
    `connect smtps://mailer:${secret.slice(0, 20)}@relay.example:465`,
    `550 5.1.1 <isabelle.debuire+a@ge-support.example>: unknown`,
  ]) {
    const clean = withoutSecrets(text);
    expect(clean).not.toContain(secret.slice(0, 20));
    expect(clean).not.toContain('isabelle');
    expect(clean).not.toContain('ge-support.example');
    expect(clean).toContain('…');
  }
});

it('leaves the rest readable', () => {
  const text =
    'Failed at /srv/app/node_modules/@fastify/compress/index.js:12:3, request 0198a2b4-1f7e-4c1b-9c53-2f6a3c1f8d11 ?';
  expect(withoutSecrets(text)).toBe(text);
  expect(messageOf(new Error('connect ECONNREFUSED 127.0.0.1:25'))).toBe('connect ECONNREFUSED 127.0.0.1:25');
  expect(messageOf('mail to a@b.example')).toBe('mail to …@…');
});
