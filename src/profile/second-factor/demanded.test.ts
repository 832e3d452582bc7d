import { expect, it } from 'vitest';
import { givenMembership, guide } from '../../../tests/support/people';
import { browser, password, path, useSecondFactor } from '../../../tests/support/second-factor';
import { days, minutes } from '../../platform/clock';
import { sql } from '../../platform/database';

const { siren, siret } = guide;
const { app, claire, signIn, press, setUp } = useSecondFactor();

const administer = () =>
  sql`insert into membership (account_id, siren, siret, role, state, created_at, updated_at)
    values (${claire.id}, ${siren}, ${siret}, 'establishment_administrator', 'active', ${app.kernel.clock()},
      ${app.kernel.clock()})`.execute(app.database.owner);

it('an administrator has fourteen days, then sets it up before all else', async () => {
  await administer();
  expect((await app.get('/mon-profil', claire.mine)).body).toContain('À activer avant le');
  expect((await app.get('/accueil', claire.mine)).body).toContain('Activer ma double authentification');
  app.clock.advance(days(14) + minutes(1));
  claire.mine = browser();
  await signIn(claire.mine);
  for (const at of [
    '/accueil',
    '/mon-profil',
    `/etablissements/${siret}/utilisateurs`,
    '/mes-etablissements',
  ]) {
    expect([at, (await app.get(at, claire.mine)).location]).toEqual([at, path]);
  }
  expect((await app.post('/mon-profil', { geste: 'fermer-les-autres' }, claire.mine)).location).toBe(path);
  await setUp();
  expect((await app.get('/accueil', claire.mine)).status).toBe(200);
});

it('an agent sets it up at once; nobody else has to', async () => {
  expect((await app.get('/accueil', claire.mine)).status).toBe(200);
  await sql`insert into agent_role (account_id, role, granted_at) values (${claire.id}, 'account_manager', now())`.execute(
    app.database.owner,
  );
  expect((await app.get('/agents/demandes-de-compte', claire.mine)).location).toBe(path);
  await setUp();
  expect((await app.get('/agents/demandes-de-compte', claire.mine)).status).toBe(200);
});

it('who removes the last one is back before that door', async () => {
  await sql`insert into agent_role (account_id, role, granted_at) values (${claire.id}, 'supervisor', now())`.execute(
    app.database.owner,
  );
  await setUp();
  await press('retirer', { 'preuve-retirer-application': password });
  expect((await app.get('/accueil', claire.mine)).location).toBe(path);
});

it('who has ended may still sign out', async () => {
  await givenMembership(app.database.owner, { accountId: claire.id, siren, siret });
  app.clock.advance(days(40));
  claire.mine = browser();
  await signIn(claire.mine);
  expect((await app.post('/deconnexion', {}, claire.mine)).location).toBe('/connexion');
  expect((await app.get(path, claire.mine)).location).toMatch(/^\/connexion/);
});
