import { hash } from '@node-rs/argon2';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../tests/support/app';
import { givenAccount } from '../../tests/support/people';
import { historyOf } from '../journal';
import { sql } from '../platform/database';
import { hashPassword } from './passwords';

const app = useApp({ demo: true });
const password = 'huit lampes et un banc';
const email = 'claire@connexion.example';
let claire: string;

beforeAll(async () => {
  claire = await givenAccount(app.database.owner, { email, passwordHash: await hashPassword(password) });
});
beforeEach(async () => {
  await sql`delete from throttle`.execute(app.database.owner);
});

const browser = (address = '127.0.2.1') => ({ jar: new Map<string, string>(), address });
const signIn = (as: ReturnType<typeof browser>, form: Record<string, string> = {}) =>
  app.post('/connexion', { email, password, ...form }, as);

describe('sign-in page', () => {
  it('carries the words of the guide', async () => {
    const { status, body } = await app.get('/connexion', browser());
    expect(status).toBe(200);
    for (const words of [
      '<h1 id="t-bienvenue">Bienvenue</h1>',
      'Si vous aviez un compte sur la précédente plateforme, vos informations ont été transférées. Pour des raisons de sécurité, il est cependant nécessaire de vous',
      '<a href="/mot-de-passe-oublie">créer un nouveau mot de passe.</a>',
      'Connexion</h2>',
      'Adresse email',
      'Mot de passe',
      'mot de passe oublié',
      'Me connecter',
      'Je crée mon compte',
      'href="/demande-de-compte/mon-adresse-email"',
    ]) {
      expect(body).toContain(words);
    }
    expect(body).toContain('Vous n’avez pas de compte');
    expect(body).not.toContain('Votre session est terminée');
  });

  it('says that the session ended, and keeps where to come back', async () => {
    const { body } = await app.get('/connexion?retour=%2Fmes-etablissements&fin=1', browser());
    expect(body).toContain('Votre session est terminée. Connectez-vous pour continuer');
    expect(body).toContain('name="retour" value="/mes-etablissements"');
  });

  it('sends somebody signed in on their way', async () => {
    const session = await app.sessionOf(claire);
    const there = await app.get('/connexion?retour=%2Fmes-etablissements', { ...browser(), session });
    expect([there.status, there.location]).toEqual([303, '/mes-etablissements']);
    const away = await app.get('/connexion?retour=%2F%2Fpirate.example', { ...browser(), session });
    expect(away.location).toBe('/accueil');
  });
});

describe('signing in', () => {
  it('opens a session, notes it, and goes where the person wanted, on our site only', async () => {
    const as = browser();
    const answer = await signIn(as, { email: '  CLAIRE@connexion.example', retour: '/mes-etablissements' });
    expect([answer.status, answer.location]).toEqual([303, '/mes-etablissements']);
    expect(String(answer.headers['set-cookie'])).toMatch(/mc2i=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax/);
    expect((await app.get('/accueil', as)).status).toBe(200);
    const lines = await historyOf(app.database.app, 'account', claire);
    expect(lines.at(-1)?.action).toBe('accounts.signed-in');
    expect((await signIn(as, { retour: 'https://pirate.example/' })).location).toBe('/accueil');
  });

  it('gives a new secret each time and closes the session the browser came with', async () => {
    const as = browser();
    await signIn(as);
    const first = as.jar.get('mc2i') ?? '';
    await signIn(as);
    const second = as.jar.get('mc2i') ?? '';
    expect(second).not.toBe(first);
    expect((await app.get('/accueil', { ...browser(), session: first })).status).toBe(303);
    expect((await app.get('/accueil', { ...browser(), session: second })).status).toBe(200);
  });

  it('ignores a session secret planted beforehand', async () => {
    const as = browser();
    as.jar.set('mc2i', 'a-secret-known-to-somebody-else');
    await signIn(as);
    expect(as.jar.get('mc2i')).not.toBe('a-secret-known-to-somebody-else');
  });

  it('makes the hash anew when it was made under older parameters', async () => {
    const older = 'ancien@connexion.example';
    const passwordHash = await hash(password, {
      algorithm: 2,
      memoryCost: 8192,
      timeCost: 1,
      parallelism: 1,
    });
    const id = await givenAccount(app.database.owner, { email: older, passwordHash });
    expect((await signIn(browser(), { email: older })).status).toBe(303);
    const { rows } = await sql<{ hash: string }>`
      select account.password_hash as hash from account where account.id = ${id}`.execute(app.database.owner);
    expect(rows[0]?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await signIn(browser(), { email: older })).status).toBe(303);
  });

  it('keeps the address typed and never the password when refused', async () => {
    const answer = await signIn(browser(), { password: 'une erreur de frappe' });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain(`value="${email}"`);
    expect(answer.body).not.toContain('une erreur de frappe');
    const badAddress = await signIn(browser(), { email: 'claire' });
    expect(badAddress.status).toBe(422);
    expect(badAddress.body).toContain('Il manque l’arobase');
  });

  it('stops at once when the account is blocked', async () => {
    const other = 'bloquee@connexion.example';
    const id = await givenAccount(app.database.owner, {
      email: other,
      passwordHash: await hashPassword(password),
    });
    const as = browser();
    await signIn(as, { email: other });
    expect((await app.get('/accueil', as)).status).toBe(200);
    await sql`update account set state = 'blocked' where id = ${id}`.execute(app.database.owner);
    expect((await app.get('/accueil', as)).status).toBe(303);
  });
});

describe('limits', () => {
  const guess = (as: ReturnType<typeof browser>, index: number) =>
    signIn(as, { password: `essai numéro ${index}` });

  it('looks at five passwords in five minutes from one place, even sent together', async () => {
    const as = browser('127.0.2.2');
    const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => guess(as, index)));
    const looked = answers.filter(({ status }) => status === 422 || status === 503);
    expect(looked.length).toBeLessThanOrEqual(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(30 - looked.length);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.body).toContain('mot de passe oublié');
    expect((await signIn(as)).status).toBe(429);
  });

  it('does not hold an attacker’s failures against the owner elsewhere', async () => {
    const attacker = browser('127.0.2.3');
    for (let index = 0; index < 200; index++) await guess(attacker, index);
    expect((await signIn(attacker)).status).toBe(429);
    expect((await signIn(browser('127.0.2.4'))).status).toBe(303);
  });

  it('looks at ten passwords in five minutes from many places together; the owner’s own browser and the mailed link remain', async () => {
    const owner = browser('127.0.2.5');
    expect((await signIn(owner)).status).toBe(303);
    const known = {
      jar: new Map([['mc2i-appareil', owner.jar.get('mc2i-appareil') ?? '']]),
      address: '127.0.2.6',
    };
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, place) => guess(browser(`127.0.3.${place}`), place)),
    );
    const looked = answers.filter(({ status }) => status !== 429);
    expect(looked).toHaveLength(10);
    expect((await signIn(browser('127.0.2.7'))).status).toBe(429);
    for (let index = 0; index < 9; index++) expect((await guess(known, index)).status).toBe(422);
    expect((await signIn(known)).status).toBe(303);
    const recovery = await app.post('/mot-de-passe-oublie', { email }, browser('127.0.2.7'));
    expect(recovery.status).toBe(200);
  });

  it('counts failures only: the right password ends their series', async () => {
    for (let visit = 0; visit < 35; visit++) {
      const as = browser('127.0.2.10');
      if (visit % 7 === 6) await guess(as, visit);
      expect((await signIn(as)).status).toBe(303);
    }
  });

  it('gives no such right to a browser known for another account', async () => {
    const other = 'autre@connexion.example';
    await givenAccount(app.database.owner, { email: other, passwordHash: await hashPassword(password) });
    const as = browser('127.0.2.8');
    await signIn(as, { email: other });
    as.jar.delete('mc2i');
    for (let index = 0; index < 10; index++) await guess(as, index);
    expect((await signIn(as)).status).toBe(429);
    expect((await signIn({ jar: new Map(), address: as.address })).status).toBe(429);
  });

  it('looks at a hundred tries in five minutes from one address, whatever the accounts', async () => {
    const statuses = new Set<number>();
    for (let index = 0; index < 101; index++) {
      statuses.add(
        (await signIn(browser('127.0.2.9'), { email: `inconnu-${index}@x.example`, password: '' })).status,
      );
    }
    expect([...statuses]).toEqual([422, 429]);
  });
});

describe('sign-out', () => {
  it('closes the session, clears the browser’s cache and storage, and is noted', async () => {
    const as = browser();
    await signIn(as);
    const session = as.jar.get('mc2i') ?? '';
    const answer = await app.post('/deconnexion', {}, as);
    expect([answer.status, answer.location]).toEqual([303, '/connexion']);
    expect(answer.headers['clear-site-data']).toBe('"cache", "storage"');
    expect(as.jar.has('mc2i')).toBe(false);
    expect((await app.get('/accueil', { ...browser(), session })).status).toBe(303);
    const lines = await historyOf(app.database.app, 'account', claire);
    expect(lines.at(-1)?.action).toBe('accounts.signed-out');
  });

  it('does nothing to who is not signed in', async () => {
    expect((await app.post('/deconnexion', {}, browser())).location).toBe('/connexion');
  });
});

describe('demonstration', () => {
  it('shows its accounts, each with a button that signs in', async () => {
    const { body } = await app.get('/connexion', browser());
    expect(body).toContain('Démonstration');
    expect(body.match(/<button[^>]* name="email" value="/g)?.length).toBeGreaterThan(3);
  });
});
