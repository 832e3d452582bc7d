import { createHmac } from 'node:crypto';
import { generateSync } from 'otplib';
import { describe, expect, it } from 'vitest';
import { guide, mailsTo } from '../../../tests/support/people';
import {
  browser,
  codesIn,
  email,
  keyIn,
  password,
  path,
  useSecondFactor,
} from '../../../tests/support/second-factor';
import { minutes } from '../../platform/clock';
import { sql } from '../../platform/database';

const { siren, siret } = guide;
const { app, claire, signIn, press, answer, code, recovery, isIn, codeOf, nextCode, setUp } =
  useSecondFactor();

describe('an application', () => {
  it('is in use once its first code is right; other sessions end, and recovery codes come once', async () => {
    const elsewhere = browser('127.0.4.2');
    await signIn(elsewhere);
    await press('application');
    const key = keyIn((await app.get(path, claire.mine)).body);
    expect((await press('prouver', { code: '000000' })).status).toBe(422);
    expect(await isIn(elsewhere)).toBe(true);
    const { body } = await press('prouver', { code: codeOf(key).replace(/(...)/, '$1 ') });
    expect(new Set(codesIn(body)).size).toBe(10);
    expect([await isIn(elsewhere), await isIn(claire.mine)]).toEqual([false, true]);
    expect((await app.get(path, claire.mine)).body).not.toContain(key);
    expect((await mailsTo(app, email)).map(({ kind }) => kind)).toEqual(['accounts.second-factor-changed']);
  });

  it('holds its secret sealed: the database alone gives no code', async () => {
    const { key } = await setUp();
    const { rows } = await sql<{ dump: string }>`
      select totp_factor::text || (select string_agg(recovery_code::text, '') from recovery_code) as dump
      from totp_factor`.execute(app.database.owner);
    const bytes = Buffer.from(base32(key));
    expect(rows[0]?.dump).not.toContain(bytes.toString('hex'));
  });

  it('is asked at the sign-in, where a code serves once', async () => {
    const { key } = await setUp();
    const me = browser('127.0.4.3');
    const { location } = await signIn(me, '/mes-etablissements');
    expect(location).toBe('/connexion/verification?retour=%2Fmes-etablissements');
    expect(await isIn(me)).toBe(false);
    expect((await code(me, '12')).status).toBe(422);
    const right = codeOf(key);
    expect((await answer({ geste: 'code', code: right, retour: '/mes-etablissements' }, me)).location).toBe(
      '/mes-etablissements',
    );
    expect(await isIn(me)).toBe(true);
    const other = browser('127.0.4.4');
    await signIn(other);
    expect((await code(other, right)).status).toBe(422);
    nextCode();
    expect((await code(other, codeOf(key))).location).toBe('/accueil');
  });

  it.each([
    [-90, 422],
    [-30, 303],
    [0, 303],
    [30, 303],
    [90, 422],
  ])('takes the code of %i seconds away: %i', async (offset, status) => {
    const { key } = await setUp();
    app.clock.advance(minutes(5));
    const me = browser('127.0.4.3');
    await signIn(me);
    expect((await code(me, codeOf(key, offset))).status).toBe(status);
  });

  it('computes what RFC 6238 does', () => {
    const step = Buffer.alloc(8);
    step.writeBigUInt64BE(BigInt(Math.floor(1_111_111_109 / 30)));
    const digest = createHmac('sha1', '12345678901234567890').update(step).digest();
    const at = (digest.at(-1) ?? 0) & 15;
    expect((digest.readUInt32BE(at) & 0x7fffffff) % 1e6).toBe(81804);
    expect(generateSync({ secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', epoch: 1_111_111_109 })).toBe('081804');
  });
});

describe('the second step', () => {
  it('lets one of ten in who send the same code at once', async () => {
    const { key } = await setUp();
    const crowd = Array.from({ length: 10 }, (_, index) => browser(`127.0.5.${index}`));
    for (const one of crowd) await signIn(one);
    await sql`truncate throttle`.execute(app.database.owner);
    const right = codeOf(key);
    const statuses = await Promise.all(crowd.map(async (one) => (await code(one, right)).status));
    expect(statuses.filter((status) => status === 303)).toHaveLength(1);
  });

  it('ends after five wrong codes, even when the right one follows; the owner is told once', async () => {
    const { key } = await setUp();
    const thief = browser('127.0.4.66');
    await signIn(thief);
    for (let index = 0; index < 5; index++) expect((await code(thief, '000000')).status).toBe(422);
    expect((await code(thief, codeOf(key))).status).toBe(429);
    expect(await isIn(thief)).toBe(false);
    const kinds = (await mailsTo(app, email)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'accounts.second-step-failed')).toHaveLength(1);
    expect((await app.get('/mon-profil', claire.mine)).body).toContain('Code refusé');
  });

  it('stops who starts again and again with the password', async () => {
    const { key } = await setUp();
    const statuses: number[] = [];
    for (let turn = 0; turn < 4; turn++) {
      const thief = browser(`127.0.6.${turn}`);
      await signIn(thief);
      for (let index = 0; index < 4; index++) statuses.push((await code(thief, '111111')).status);
    }
    expect(statuses.filter((status) => status === 422)).toHaveLength(10);
    const thief = browser('127.0.6.99');
    await signIn(thief);
    expect((await code(thief, codeOf(key))).status).toBe(429);
  });

  it('is over in ten minutes, and after a new password', async () => {
    const { key } = await setUp();
    const [late, former] = [browser('127.0.4.7'), browser('127.0.4.8')];
    await signIn(late);
    app.clock.advance(minutes(11));
    expect((await code(late, codeOf(key))).location).toMatch(/^\/connexion\?/);
    await signIn(former);
    const nouveau = 'onze girafes sous la pluie';
    await app.post('/mon-profil', { geste: 'mot-de-passe', actuel: password, nouveau }, claire.mine);
    expect((await code(former, codeOf(key))).location).toMatch(/^\/connexion\?/);
    expect(await isIn(former)).toBe(false);
  });

  it('opens nothing by its cookie: every page but its own asks to sign in', async () => {
    await setUp();
    const half = browser('127.0.4.9');
    await signIn(half);
    expect([...half.jar.keys()]).toEqual(['mc2i-etape']);
    for (const { method, path: of, who } of app.routes) {
      if (
        method !== 'GET' ||
        who.kind === 'everyone' ||
        who.kind === 'link-holder' ||
        who.kind === 'operator'
      )
        continue;
      const at = of.replace(':siret', siret).replace(':siren', siren).replace(/:\w+/g, 'x');
      expect([at, (await app.get(at, half)).location?.startsWith('/connexion?')]).toEqual([at, true]);
    }
  });

  it('cannot be gone around by a mailed link', async () => {
    const { key } = await setUp();
    const me = browser('127.0.4.10');
    await app.post('/mot-de-passe-oublie', { email }, me);
    await app.runJobs();
    const link = app.linkIn((await mailsTo(app, email)).at(-1), '/mot-de-passe/nouveau');
    const jeton = new URLSearchParams(link.split('?')[1]).get('jeton') ?? '';
    const chosen = await app.post(
      '/mot-de-passe/nouveau',
      { jeton, password: 'onze girafes sous la pluie' },
      me,
    );
    expect(chosen.location).toMatch(/^\/connexion\/verification/);
    expect(await isIn(me)).toBe(false);
    expect((await code(me, codeOf(key))).status).toBe(303);
    expect(await isIn(me)).toBe(true);
  });
});

describe('recovery codes', () => {
  it('serve once each, however they are typed, and their use is told', async () => {
    const { codes } = await setUp();
    const [first = '', second = ''] = codes;
    const me = browser('127.0.4.11');
    await signIn(me);
    expect((await recovery(me, first.toLowerCase().replaceAll('-', ' '))).location).toBe('/accueil');
    const again = browser('127.0.4.12');
    await signIn(again);
    expect((await recovery(again, first)).status).toBe(422);
    expect((await recovery(again, second)).status).toBe(303);
    const kinds = (await mailsTo(app, email)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'accounts.recovery-code-used')).toHaveLength(2);
    expect((await app.get(path, again)).body).toMatch(/Il vous en reste 8/);
  });

  it('let one of ten in who send the same at once', async () => {
    const { codes } = await setUp();
    const crowd = Array.from({ length: 10 }, (_, index) => browser(`127.0.7.${index}`));
    for (const one of crowd) await signIn(one);
    await sql`truncate throttle`.execute(app.database.owner);
    const statuses = await Promise.all(
      crowd.map(async (one) => (await recovery(one, codes[0] ?? '')).status),
    );
    expect(statuses.filter((status) => status === 303)).toHaveLength(1);
  });

  it('are renewed with the password; the former ones are dead, and somebody else’s never served', async () => {
    const { codes } = await setUp();
    expect((await press('codes', { 'preuve-codes': 'pas le bon mot de passe' })).status).toBe(422);
    const fresh = codesIn((await press('codes', { 'preuve-codes': password })).body);
    expect(fresh.some((one) => codes.includes(one))).toBe(false);
    const me = browser('127.0.4.13');
    await signIn(me);
    expect((await recovery(me, codes[0] ?? '')).status).toBe(422);
    expect((await recovery(me, fresh[0] ?? '')).status).toBe(303);
  });
});

describe('removing', () => {
  it('asks for the password, and leaves the password alone to sign in with', async () => {
    await setUp();
    expect((await press('retirer', { 'preuve-retirer-application': '' })).status).toBe(422);
    const removed = await press('retirer', { 'preuve-retirer-application': password });
    expect(removed.location).toBe(`${path}?fait=retire`);
    expect((await signIn(browser('127.0.4.14'))).location).toBe('/accueil');
    const { rows } = await sql`select from recovery_code`.execute(app.database.owner);
    expect(rows).toHaveLength(0);
  });

  it('of an application never proved changes nothing else', async () => {
    await press('application');
    expect((await press('abandonner')).location).toBe(`${path}?fait=abandonne`);
    expect((await app.get(path, claire.mine)).body).toContain('Ajouter une application');
    await setUp();
    await press('abandonner');
    expect((await signIn(browser('127.0.4.15'))).location).toMatch('verification');
  });
});

it('a secret that nobody proved in a quarter of an hour is there no more for a session left open', async () => {
  await press('application');
  const key = keyIn((await app.get(path, claire.mine)).body);
  app.clock.advance(minutes(16));
  expect((await app.get(path, claire.mine)).body).not.toContain('class="cle"');
  expect((await press('prouver', { code: codeOf(key) })).status).toBe(422);
});

it('the password is asked again to add, a quarter of an hour after the sign-in', async () => {
  app.clock.advance(minutes(16));
  expect((await press('application')).status).toBe(422);
  expect((await press('application', { 'preuve-application': password })).status).toBe(303);
});

it.each(['', '{}', '{"id":"a"}', 'x'.repeat(300), '{"id":"a","response":{"clientDataJSON":"e30"}}'])(
  'what is no passkey’s answer is refused (%j)',
  async (reponse) => {
    await press('cle');
    expect((await press('enregistrer-cle', { reponse, nom: 'Bureau' })).status).toBe(422);
    await setUp();
    const me = browser('127.0.4.16');
    await signIn(me);
    expect((await answer({ geste: 'cle', reponse }, me)).status).toBe(422);
    expect(await isIn(me)).toBe(false);
  },
);

/** RFC 4648. */
function base32(text: string): number[] {
  const bits = [...text].map((one) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(one).toString(2).padStart(5, '0'),
  );
  return (bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
}
