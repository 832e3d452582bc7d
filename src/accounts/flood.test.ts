import { beforeAll, expect, it } from 'vitest';
import { useApp } from '../../tests/support/app';
import { givenAccount } from '../../tests/support/people';
import { sql } from '../platform/database';
import { hashPassword, verifyPassword } from './passwords';

const app = useApp({ demo: true });
const email = 'claire@affluence.example';

beforeAll(async () => {
  const passwordHash = await hashPassword('huit lampes et un banc');
  await givenAccount(app.database.owner, { email, passwordHash });
});

it('a flood is refused alike whatever the address, before anything is asked of the database', async () => {
  const flood = Promise.allSettled(Array.from({ length: 40 }, () => verifyPassword('huit lampes', null)));
  const answers = await Promise.all(
    [email, 'inconnue@affluence.example'].map((address) =>
      app.post('/connexion', { email: address, password: 'huit lampes et un banc' }),
    ),
  );
  await flood;
  for (const { status, headers, body } of answers) {
    expect([status, headers['retry-after']]).toEqual([503, '5']);
    expect(body).toBe(answers[0]?.body);
  }
  const { rows } = await sql`select from throttle`.execute(app.database.owner);
  expect(rows).toEqual([]);
  expect((await app.post('/connexion', { email, password: 'huit lampes et un banc' })).status).toBe(303);
});
