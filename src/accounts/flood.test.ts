import { setImmediate as turn } from 'node:timers/promises';
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
  let over = false;
  // Each comes back as soon as it is answered: whenever the two requests arrive, the line is full.
  const insist = async () => {
    for (; !over; await turn()) await verifyPassword('huit lampes', null).catch(() => {});
  };
  const flood = Promise.all(Array.from({ length: 40 }, insist));
  const answers = await Promise.all(
    [email, 'inconnue@affluence.example'].map((address) =>
      app.post('/connexion', { email: address, password: 'huit lampes et un banc' }),
    ),
  );
  over = true;
  await flood;
  for (const { status, headers, body } of answers) {
    expect([status, headers['retry-after']]).toEqual([503, '5']);
    expect(body).toBe(answers[0]?.body);
  }
  const { rows } = await sql`select from throttle`.execute(app.database.owner);
  expect(rows).toEqual([]);
  expect((await app.post('/connexion', { email, password: 'huit lampes et un banc' })).status).toBe(303);
});
