import { beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../tests/support/app';
import { givenAccount } from '../../tests/support/people';
import { hashPassword } from '../accounts';
import { historyOf } from '../journal';
import { minutes } from '../platform/clock';
import { sql } from '../platform/database';

const app = useApp();
const password = 'huit lampes et un banc';
const wanted = 'onze girafes sous la pluie';
const email = 'claire@profil.example';
let claire: string;
let mine: { jar: Map<string, string>; address: string };

const browser = (address = '127.0.2.1') => ({ jar: new Map<string, string>(), address });
const signIn = async (as: ReturnType<typeof browser>, secret = password) =>
  (await app.post('/connexion', { email, password: secret }, as)).status;
const profile = async (as = mine) => (await app.get('/mon-profil', as)).body.replace(/[\u00a0\u202f]/g, ' ');
const press = (geste: string, form: Record<string, string> = {}, as = mine) =>
  app.post('/mon-profil', { geste, ...form }, as);
const changePassword = (actuel: string, nouveau = wanted) => press('mot-de-passe', { actuel, nouveau });

beforeEach(async () => {
  await sql`truncate account, session, throttle, outgoing_mail, link cascade`.execute(app.database.owner);
  claire = await givenAccount(app.database.owner, { email, passwordHash: await hashPassword(password) });
  mine = browser();
  expect(await signIn(mine)).toBe(303);
});

describe('who one is', () => {
  const identity = {
    civilite: 'M',
    fonction: 'Assistant RH',
    nom: 'Vasseur-Petit',
    prenom: 'Claude',
    telephone: '06 00 00 00 01',
  };

  it('is shown, changed, and told in the history without its words', async () => {
    expect(await profile()).toContain('value="Vasseur"');
    expect(await press('informations', identity)).toMatchObject({
      location: '/mon-profil?fait=informations',
    });
    const after = await profile();
    for (const value of ['Vasseur-Petit', 'Claude', 'Assistant RH', '06 00 00 00 01']) {
      expect(after).toContain(`value="${value}"`);
    }
    const [entry] = (await historyOf(app.database.app, 'account', claire)).slice(-1);
    expect(entry).toMatchObject({
      action: 'accounts.identity-changed',
      actorId: claire,
      details: { changed: ['civility', 'jobTitle', 'lastName', 'firstName', 'phone'] },
    });
  });

  it('stays as it was where a field is wrong, which is said beside it with what was typed', async () => {
    const { status, body } = await press('informations', { ...identity, nom: 'Vasseur <3', telephone: '12' });
    expect(status).toBe(422);
    expect(body).toContain('Le nom ne peut pas contenir');
    expect(body).toMatch(/Il manque 8.chiffres/u);
    expect(body).toContain('value="Vasseur &lt;3"');
    expect(await profile()).toContain('value="Vasseur"');
  });

  it('leaves no trace when nothing changed', async () => {
    const before = await historyOf(app.database.app, 'account', claire);
    const same = {
      civilite: 'MME',
      fonction: 'DRH',
      nom: 'Vasseur',
      prenom: 'Claire',
      telephone: '0600000000',
    };
    expect((await press('informations', same)).status).toBe(303);
    expect(await historyOf(app.database.app, 'account', claire)).toEqual(before);
  });
});

describe('a new password', () => {
  it('takes the place of the current one, closes every other session and is told by mail', async () => {
    const elsewhere = browser('127.0.2.2');
    await signIn(elsewhere);
    const former = mine.jar.get('mc2i');
    expect(await changePassword(password)).toMatchObject({ location: '/mon-profil?fait=mot-de-passe' });
    expect(mine.jar.get('mc2i')).not.toBe(former);
    expect((await app.get('/mon-profil', mine)).status).toBe(200);
    expect((await app.get('/mon-profil', elsewhere)).status).toBe(303);
    expect((await app.get('/mon-profil', { ...browser(), session: former ?? '' })).status).toBe(303);
    expect((await app.mails()).map(({ kind, to }) => [kind, to])).toEqual([
      ['accounts.password-changed', email],
    ]);
    expect(await signIn(browser(), password)).toBe(422);
    expect(await signIn(browser(), wanted)).toBe(303);
  });

  it.each([
    ['without the current one', '', wanted, 'Saisissez votre mot de passe actuel.'],
    ['with another one', 'pas le bon mot de passe', wanted, 'Ce n’est pas votre mot de passe actuel.'],
    ['too short', password, 'court', 'caractères'],
    ['made of own words', password, 'claire vasseur claire', 'mot de passe'],
    ['the same', password, password, 'Choisissez un mot de passe différent de l’actuel.'],
  ])('is refused %s', async (_, actuel, nouveau, sentence) => {
    const { status, body } = await changePassword(actuel, nouveau);
    expect(status).toBe(422);
    expect(body).toContain(sentence);
    expect(body).not.toContain(password);
    expect(await app.mails()).toEqual([]);
    expect(await signIn(browser(), password)).toBe(303);
  });

  it('cannot be reached by guessing the current one: tries count with those of signing in', async () => {
    const statuses: number[] = [];
    for (let index = 0; index < 12; index++) statuses.push((await changePassword(`essai ${index}`)).status);
    expect(statuses.slice(0, 9).every((status) => status === 422)).toBe(true);
    expect(statuses.at(-1)).toBe(429);
    expect((await changePassword(password)).status).toBe(429);
  });
});

describe('open sessions', () => {
  const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';

  it('are all there, with their browser and address, this one first', async () => {
    await app.server.inject({
      method: 'POST',
      url: '/connexion',
      remoteAddress: '127.0.2.9',
      headers: {
        origin: app.origin,
        'user-agent': firefox,
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: new URLSearchParams({ email, password }).toString(),
    });
    const body = await profile();
    expect(body).toContain('Firefox sur Windows');
    expect(body).toContain('depuis 127.0.2.9');
    expect(body.indexOf('Celle-ci')).toBeLessThan(body.indexOf('Firefox sur Windows'));
  });

  it('are closed one by one or all together, never the one that asks, nor somebody else’s', async () => {
    const others = [browser('127.0.2.2'), browser('127.0.2.3'), browser('127.0.2.4')];
    for (const other of others) await signIn(other);
    const paul = await givenAccount(app.database.owner, { email: 'paul@profil.example' });
    const foreign = await app.sessionOf(paul);
    const ids = [...(await profile()).matchAll(/name="session" value="([0-9a-f]{64})"/g)].map(
      ([, id]) => id ?? '',
    );
    expect(ids).toHaveLength(3);

    await press('fermer', { session: ids[0] ?? '' });
    const open = async () =>
      (await Promise.all(others.map((other) => app.get('/mon-profil', other)))).filter(
        ({ status }) => status === 200,
      ).length;
    expect(await open()).toBe(2);
    // As Paul, who has read Claire's page over her shoulder.
    await press('fermer', { session: ids[1] ?? '' }, { ...browser(), session: foreign } as typeof mine);
    expect(await open()).toBe(2);

    expect(await press('fermer-les-autres')).toMatchObject({
      location: '/mon-profil?fait=fermer-les-autres',
    });
    expect(await open()).toBe(0);
    expect((await app.get('/mon-profil', mine)).status).toBe(200);
    expect((await app.get('/mon-profil', { ...browser(), session: foreign })).status).toBe(200);
    expect(await profile()).not.toContain('Fermer toutes les autres');
  });

  it('are no more once idle for half an hour', async () => {
    await signIn(browser('127.0.2.2'));
    app.clock.advance(minutes(20));
    expect(await profile()).toContain('>Fermer<');
    app.clock.advance(minutes(20));
    expect(await profile()).not.toContain('>Fermer<');
  });
});

describe('recent sign-ins', () => {
  it('are there with the failures on the address, the last first', async () => {
    await signIn(browser('127.0.2.66'), 'pas le bon mot de passe');
    const body = await profile();
    expect(body.indexOf('Mot de passe refusé')).toBeLessThan(body.lastIndexOf('Connexion<'));
    expect(body).toContain('Depuis 127.0.2.66');
  });
});

it.each(['', 'a', '\0', `${'a'.repeat(63)}\0`])('a session that is none (%j) is refused', async (session) => {
  expect((await press('fermer', { session })).status).toBe(400);
});

it('an unknown gesture is refused', async () => {
  expect((await press('autre')).status).toBe(400);
});
