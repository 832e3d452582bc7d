import { expect, it } from 'vitest';
import { givenAccount, givenMembership, guide } from '../../../tests/support/people';
import { browser, path, useSecondFactor } from '../../../tests/support/second-factor';
import { days } from '../../platform/clock';
import { sql } from '../../platform/database';

const { siren, siret } = guide;
const { app, claire, signIn } = useSecondFactor();

it('gives who is made an administrator fourteen days from then on, however long they have been there', async () => {
  const db = app.database.owner;
  await givenMembership(db, { accountId: claire.id, siren, siret, role: 'viewer' });
  const nadia = await givenAccount(db, { email: 'nadia@facteur.example' });
  await givenMembership(db, { accountId: nadia, siren, siret: null, role: 'establishment_administrator' });
  await sql`update membership set created_at = ${app.kernel.clock()}`.execute(db);
  app.clock.advance(days(13));
  const { rows } = await sql<{ id: string }>`
    select membership.id from membership where membership.account_id = ${claire.id}`.execute(db);
  const asNadia = { session: await app.sessionOf(nadia) };
  const form = { geste: 'modifier', version: '1', role: 'establishment_administrator', fin: '' };
  await app.post(`/etablissements/${siret}/utilisateurs/${rows[0]?.id}`, form, asNadia);
  const home = async () => {
    claire.mine = browser();
    await signIn(claire.mine);
    return app.get('/accueil', claire.mine);
  };
  app.clock.advance(days(13));
  expect((await home()).status).toBe(200);
  app.clock.advance(days(2));
  expect((await home()).location).toBe(path);
});
