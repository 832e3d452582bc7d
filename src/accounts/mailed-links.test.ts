import { beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../tests/support/app';
import { givenAccount, mailsTo } from '../../tests/support/people';
import { historyOf } from '../journal';
import { hours, minutes } from '../platform/clock';
import { inTransaction, sql } from '../platform/database';
import { hashPassword, verifyPassword } from './passwords';
import { sendActivation, sendWayIn } from './send-links';
import { findAccount, findCredentials } from './store';

const app = useApp();
const password = 'huit lampes et un banc';
const newPassword = 'neuf lampes sans aucun banc';
const browser = () => ({ jar: new Map<string, string>() });
const tokenOf = (link: string) => new URLSearchParams(link.split('?')[1]).get('jeton') ?? '';

let number = 0;
let email = '';
let accountId = '';

async function given(state: 'to_activate' | 'migrated' | 'active') {
  number += 1;
  email = `personne-${number}@liens.example`;
  const passwordHash = await hashPassword(password);
  accountId = await givenAccount(app.database.owner, { email, state, passwordHash });
}

/** Sends the link that the account needs, and gives its path with its secret. */
async function mailedLink(path: '/activation' | '/mot-de-passe/nouveau'): Promise<string> {
  const { kernel, database } = app;
  app.clock.advance(1000);
  await inTransaction(database.app, async (tx) => {
    const account = await findAccount(tx, accountId);
    if (account) await sendWayIn({ tx, now: app.clock.now(), kernel }, account);
  });
  return app.linkIn((await mailsTo(app, email)).at(-1), path);
}

const stateOf = async () => (await findAccount(app.database.app, accountId))?.state;

beforeEach(async () => {
  await sql`delete from throttle`.execute(app.database.owner);
});

describe('activation', () => {
  beforeEach(() => given('to_activate'));

  it('creates the password and signs in; opening the link uses nothing up', async () => {
    const link = await mailedLink('/activation');
    for (let visit = 0; visit < 3; visit++) expect((await app.get(link, browser())).status).toBe(200);
    const page = await app.get(link, browser());
    expect(page.body).toContain('autocomplete="new-password"');
    expect(page.body).toContain(email);
    expect(await stateOf()).toBe('to_activate');
    const as = browser();
    const answer = await app.post('/activation', { jeton: tokenOf(link), password }, as);
    expect([answer.status, answer.location]).toEqual([303, '/accueil']);
    expect((await app.get('/accueil', as)).status).toBe(200);
    expect(await stateOf()).toBe('active');
    const lines = await historyOf(app.database.app, 'account', accountId);
    expect(lines.map(({ action }) => action)).toEqual(['accounts.activated']);
  });

  it('works once under thirty posts at the same time; the others are told to sign in', async () => {
    const jeton = tokenOf(await mailedLink('/activation'));
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        app.post('/activation', { jeton, password: `${newPassword} ${index}` }, browser()),
      ),
    );
    const where = answers.map(({ status, location }) => `${status} ${location ?? ''}`);
    expect(where.filter((one) => one === '303 /accueil')).toHaveLength(1);
    // The queue of hashes may refuse some (503), which then have done nothing.
    const answered = [...new Set(where)].filter((one) => one !== '503 ');
    expect(answered.sort()).toEqual(['303 /accueil', '303 /connexion?cree=1']);
    const { rows } = await sql`select 1 from session where account_id = ${accountId}`.execute(
      app.database.owner,
    );
    expect(rows).toHaveLength(1);
    const lines = await historyOf(app.database.app, 'account', accountId);
    expect(lines.map(({ action }) => action)).toEqual(['accounts.activated']);
  });

  it('leads a double click to sign-in, sets nothing again, and is a dead link later', async () => {
    const jeton = tokenOf(await mailedLink('/activation'));
    await app.post('/activation', { jeton, password }, browser());
    const before = await findCredentials(app.database.app, email);
    const again = () => app.post('/activation', { jeton, password: newPassword }, browser());
    expect(await again()).toMatchObject({ status: 303, location: '/connexion?cree=1' });
    expect((await app.get('/connexion?cree=1', browser())).body).toContain(
      'Votre mot de passe est enregistré',
    );
    expect((await app.get(`/activation?jeton=${jeton}`, browser())).status).toBe(410);
    expect(await findCredentials(app.database.app, email)).toEqual(before);
    app.clock.advance(minutes(15));
    expect((await again()).status).toBe(410);
  });

  it('is a dead link at once when the account has been blocked, or its password replaced, since', async () => {
    const jeton = tokenOf(await mailedLink('/activation'));
    await app.post('/activation', { jeton, password }, browser());
    const again = () => app.post('/activation', { jeton, password: newPassword }, browser());
    const reset = tokenOf(await mailedLink('/mot-de-passe/nouveau'));
    await app.post('/mot-de-passe/nouveau', { jeton: reset, password: newPassword }, browser());
    expect((await again()).status).toBe(410);
    const resetAgain = () =>
      app.post('/mot-de-passe/nouveau', { jeton: reset, password: newPassword }, browser());
    expect((await resetAgain()).location).toBe('/connexion?cree=1');
    await sql`update account set state = 'blocked' where id = ${accountId}`.execute(app.database.owner);
    expect((await resetAgain()).status).toBe(410);
  });

  it.each([
    ['huit lampes', 'il en faut au moins 15'],
    ['', 'Saisissez un mot de passe'],
    ['soleilsoleilsoleil', 'trop courant'],
    ['Claire Vasseur 1985', 'qui vous désignent'],
  ])('refuses %j with the reason, and leaves the link alive', async (typed, reason) => {
    const link = await mailedLink('/activation');
    const answer = await app.post('/activation', { jeton: tokenOf(link), password: typed }, browser());
    expect(answer.status).toBe(422);
    expect(answer.body).toContain(reason);
    expect(answer.body).toContain('aria-describedby="password-consigne password-erreur"');
    if (typed) expect(answer.body).not.toContain(`value="${typed}"`);
    expect((await app.get(link, browser())).status).toBe(200);
  });

  it('refuses a thousand characters with 400', async () => {
    const jeton = tokenOf(await mailedLink('/activation'));
    expect((await app.post('/activation', { jeton, password: 'x'.repeat(1000) }, browser())).status).toBe(
      400,
    );
  });

  it('kills the former link when a new one is sent, and its facts are in the mail', async () => {
    const former = await mailedLink('/activation');
    app.clock.advance(1000);
    const facts = [{ label: 'Établissement', value: 'GE SUPPORT FRANCE – 42421043300014' }];
    await inTransaction(app.database.app, (tx) =>
      sendActivation({ tx, now: app.clock.now(), kernel: app.kernel }, accountId, facts),
    );
    expect((await app.get(former, browser())).status).toBe(410);
    expect((await mailsTo(app, email)).at(-1)?.text).toContain('42421043300014');
  });
});

describe('reset', () => {
  beforeEach(() => given('active'));

  it('replaces the password, closes every session, tells the owner, and signs in', async () => {
    const session = await app.sessionOf(accountId);
    const link = await mailedLink('/mot-de-passe/nouveau');
    const as = browser();
    const answer = await app.post(
      '/mot-de-passe/nouveau',
      { jeton: tokenOf(link), password: newPassword },
      as,
    );
    expect([answer.status, answer.location]).toEqual([303, '/accueil']);
    expect((await app.get('/accueil', { ...browser(), session })).status).toBe(303);
    expect((await app.get('/accueil', as)).status).toBe(200);
    const stored = (await findCredentials(app.database.app, email))?.passwordHash ?? null;
    expect(await verifyPassword(newPassword, stored)).toBe(true);
    expect(await verifyPassword(password, stored)).toBe(false);
    expect((await mailsTo(app, email)).at(-1)?.subject).toBe('Votre mot de passe a été changé');
  });

  it('forgets the browsers that were known', async () => {
    const thief = browser();
    await app.post('/connexion', { email, password }, thief);
    const device = thief.jar.get('mc2i-appareil');
    expect(device).toBeDefined();
    const jeton = tokenOf(await mailedLink('/mot-de-passe/nouveau'));
    await app.post('/mot-de-passe/nouveau', { jeton, password: newPassword }, browser());
    const { rows } = await sql<{ alive: number }>`
      select count(*) filter (where link.used_at is null) as alive from link
      where link.subject_id = ${accountId} and link.kind = 'accounts.known-device'`.execute(
      app.database.owner,
    );
    expect(rows[0]?.alive).toBe(1);
  });

  it('does nothing for an account blocked since', async () => {
    const jeton = tokenOf(await mailedLink('/mot-de-passe/nouveau'));
    await sql`update account set state = 'blocked' where id = ${accountId}`.execute(app.database.owner);
    const answer = await app.post('/mot-de-passe/nouveau', { jeton, password: newPassword }, browser());
    expect(answer.status).toBe(410);
    expect(await stateOf()).toBe('blocked');
  });
});

describe('first password of a migrated account', () => {
  it('comes by the mailed link only, and makes the account active', async () => {
    await given('migrated');
    expect((await app.post('/connexion', { email, password }, browser())).status).toBe(422);
    const link = await mailedLink('/mot-de-passe/nouveau');
    expect((await app.get(link, browser())).body).toContain('Créez votre nouveau mot de passe');
    const answer = await app.post('/mot-de-passe/nouveau', { jeton: tokenOf(link), password }, browser());
    expect(answer.status).toBe(303);
    expect(await stateOf()).toBe('active');
    expect((await app.post('/connexion', { email, password }, browser())).status).toBe(303);
  });
});

describe('a dead link', () => {
  /** The page without the secret that its form carries. */
  const neutral = async (path: string, secret: string) => {
    const answer = await app.get(`${path}?jeton=${secret}`, browser());
    return `${answer.status} ${answer.body.replace(/name="jeton" value(="[^"]*")?/, '')}`;
  };

  it('is one page, whether used, expired, revoked, unknown, of another kind or absent', async () => {
    await given('to_activate');
    const used = tokenOf(await mailedLink('/activation'));
    await app.post('/activation', { jeton: used, password }, browser());
    const otherKind = tokenOf(await mailedLink('/mot-de-passe/nouveau'));
    await given('to_activate');
    const revoked = tokenOf(await mailedLink('/activation'));
    const expired = tokenOf(await mailedLink('/activation'));
    app.clock.advance(hours(24 * 7));
    const pages = new Set<string>();
    for (const secret of [used, otherKind, revoked, expired, 'inconnu', '']) {
      pages.add(await neutral('/activation', secret));
    }
    expect(pages.size).toBe(1);
    expect([...pages][0]).toMatch(/^410 /);
    expect([...pages][0]).toContain('Recevoir un nouveau lien');
    for (const secret of [used, otherKind, expired, 'inconnu']) {
      const answer = await app.post('/activation', { jeton: secret, password: newPassword }, browser());
      expect(answer.status).toBe(410);
    }
  });

  it('of a reset lives sixty minutes', async () => {
    await given('active');
    const link = await mailedLink('/mot-de-passe/nouveau');
    app.clock.advance(minutes(59));
    expect((await app.get(link, browser())).status).toBe(200);
    app.clock.advance(minutes(1));
    expect((await app.get(link, browser())).status).toBe(410);
  });

  it('sends a new one to the stored address, with the same words for one that we never made', async () => {
    await given('to_activate');
    const secret = tokenOf(await mailedLink('/activation'));
    app.clock.advance(hours(24 * 8));
    const before = await mailsTo(app, email);
    const renew = (jeton: string) => app.post('/activation', { jeton, renvoyer: 'oui' }, browser());
    const known = await renew(secret);
    const unknown = await renew('inconnu');
    expect(known.status).toBe(200);
    expect(known.body).toBe(unknown.body);
    await app.runJobs();
    const mails = await mailsTo(app, email);
    expect(mails.length - before.length).toBe(1);
    expect((await app.get(app.linkIn(mails.at(-1), '/activation'), browser())).status).toBe(200);
  });
});
