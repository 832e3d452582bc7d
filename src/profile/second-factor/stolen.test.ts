import { expect, it } from 'vitest';
import { givenMembership, guide, mailsTo } from '../../../tests/support/people';
import { browser, email, keyIn, password, path, useSecondFactor } from '../../../tests/support/second-factor';
import { days, minutes } from '../../platform/clock';
import { sql } from '../../platform/database';

const { siren, siret } = guide;
const { app, claire, signIn, press, answer, code, recovery, isIn, codeOf, nextCode, setUp } =
  useSecondFactor();

it('shows the secret to be proved to the session that asked for it alone, and lets no other prove it', async () => {
  const thief = browser('127.0.4.66');
  await signIn(thief);
  await press('application');
  const key = keyIn((await app.get(path, claire.mine)).body);
  expect(keyIn((await app.get(path, thief)).body)).toBe('');
  expect((await press('prouver', { code: codeOf(key) }, thief)).status).toBe(422);
  await press('application', {}, thief);
  const planted = keyIn((await app.get(path, thief)).body);
  expect(keyIn((await app.get(path, claire.mine)).body)).toBe('');
  expect((await press('prouver', { code: codeOf(planted) })).status).toBe(422);
});

it('gives another session to who adds a factor: the one that stood before opens nothing', async () => {
  const before = browser();
  for (const [name, value] of claire.mine.jar) before.jar.set(name, value);
  expect(await isIn(before)).toBe(true);
  await setUp();
  expect([await isIn(before), await isIn(claire.mine)]).toEqual([false, true]);
});

it.each([
  ['a factor is removed', 'retirer', 'preuve-retirer-application'],
  ['recovery codes are renewed', 'codes', 'preuve-codes'],
])('ends other sessions when %s', async (_what, geste, field) => {
  const { codes } = await setUp();
  const thief = browser('127.0.4.66');
  await signIn(thief);
  await recovery(thief, codes[0] ?? '');
  expect(await isIn(thief)).toBe(true);
  await press(geste, { [field]: password });
  expect([await isIn(thief), await isIn(claire.mine)]).toEqual([false, true]);
});

it('lets the owner in by a recovery code while somebody uses up the tries of the account', async () => {
  const { key, codes } = await setUp();
  for (let turn = 0; turn < 3; turn++) {
    const thief = browser(`127.0.6.${turn}`);
    await signIn(thief);
    for (let index = 0; index < 4; index++) await code(thief, '111111');
  }
  const me = browser('127.0.4.3');
  await signIn(me);
  expect((await code(me, codeOf(key))).status).toBe(429);
  expect((await recovery(me, codes[0] ?? '')).status).toBe(303);
});

it('counts the answers of passkeys too, and tells the owner of failures once a quarter of an hour', async () => {
  await setUp();
  for (const address of ['127.0.4.66', '127.0.4.67']) {
    const thief = browser(address);
    await signIn(thief);
    const statuses: number[] = [];
    for (let index = 0; index < 6; index++) {
      statuses.push((await answer({ geste: 'cle', reponse: '{}' }, thief)).status);
    }
    expect(statuses).toEqual([422, 422, 422, 422, 422, 429]);
  }
  const kinds = (await mailsTo(app, email)).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'accounts.second-step-failed')).toHaveLength(1);
});

it('shows among the sign-ins a right password that nothing followed, and not one that led in', async () => {
  const { key } = await setUp();
  const words = 'Mot de passe juste, sans la suite';
  const me = browser('127.0.4.3');
  await signIn(me);
  await code(me, codeOf(key));
  expect((await app.get('/mon-profil', me)).body).not.toContain(words);
  nextCode();
  await signIn(browser('127.0.4.66'));
  expect((await app.get('/mon-profil', me)).body).toContain(words);
});

it('never ends with the mark of a factor and none, whoever removes what at the same instant', async () => {
  for (let round = 0; round < 10; round++) {
    await sql`truncate throttle, totp_factor, passkey, recovery_code`.execute(app.database.owner);
    await sql`update account set second_factor_at = null`.execute(app.database.owner);
    claire.mine = browser();
    await signIn(claire.mine);
    await setUp();
    await sql`insert into passkey (id, account_id, public_key, counter, transports, name, added_at)
      values ('cle', ${claire.id}, '\\x00', 0, '{}', 'Clé', now())`.execute(app.database.owner);
    const [first, second] = await Promise.all([
      press('retirer', { 'preuve-retirer-application': password }),
      press('retirer', { cle: 'cle', 'preuve-retirer-cle': password }),
    ]);
    expect([first?.location, second?.location]).toEqual([`${path}?fait=retire`, `${path}?fait=retire`]);
    const { rows } = await sql<{ marked: boolean; codes: number }>`
      select account.second_factor_at is not null as marked,
        (select count(*)::int from recovery_code) as codes from account`.execute(app.database.owner);
    expect(rows).toEqual([{ marked: false, codes: 0 }]);
  }
});

it('demands nothing of who administers nothing, however long they have had their account', async () => {
  await givenMembership(app.database.owner, { accountId: claire.id, siren, siret, role: 'viewer' });
  await sql`update account set activated_at = ${app.kernel.clock()}`.execute(app.database.owner);
  app.clock.advance(days(15) + minutes(1));
  claire.mine = browser();
  await signIn(claire.mine);
  expect((await app.get('/accueil', claire.mine)).status).toBe(200);
});
