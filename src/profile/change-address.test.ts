import { beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../tests/support/app';
import {
  givenAccount,
  givenCompany,
  givenMembership,
  guide,
  mailsTo,
  sendAndConfirm,
  sendRequest,
} from '../../tests/support/people';
import { hashPassword } from '../accounts';
import { after, days, hours, minutes } from '../platform/clock';
import { sql } from '../platform/database';

const app = useApp();
const password = 'huit lampes et un banc';
const from = 'claire@ancienne.example';
const to = 'claire@nouvelle.example';
const { siren, siret, otherSiret } = guide;
let claire: string;
let mine: { jar: Map<string, string>; address: string };

const browser = (address = '127.0.3.1') => ({ jar: new Map<string, string>(), address });
const signIn = async (email: string, as = browser('127.0.3.9')) =>
  (await app.post('/connexion', { email, password }, as)).status === 303;
const ask = async (email = to, secret = password, as = mine) => {
  const answer = await app.post('/mon-profil', { geste: 'adresse', nouvelle: email, preuve: secret }, as);
  await app.runJobs();
  return answer;
};
const kindsTo = async (email: string) => (await mailsTo(app, email)).map(({ kind }) => kind);
const secretOf = async (email = to) =>
  new URLSearchParams(
    app.linkIn((await mailsTo(app, email)).at(-1), '/mon-profil/adresse-email').split('?')[1],
  ).get('jeton') ?? '';
const confirm = (jeton: string, as = mine) => app.post('/mon-profil/adresse-email', { jeton }, as);
const profile = async () => (await app.get('/mon-profil', mine)).body;

beforeEach(async () => {
  const db = app.database.owner;
  await sql`truncate account, session, throttle, outgoing_mail, link, company cascade`.execute(db);
  await givenCompany(db, { siren, sirets: [siret, otherSiret] });
  claire = await givenAccount(db, { email: from, passwordHash: await hashPassword(password) });
  mine = browser();
  expect((await app.post('/connexion', { email: from, password }, mine)).status).toBe(303);
});

describe('another address', () => {
  it('is asked for with the password, and told to both addresses; nothing changes yet', async () => {
    expect(await ask()).toMatchObject({ location: '/mon-profil?fait=adresse-demandee' });
    expect(await kindsTo(from)).toEqual(['accounts.new-email-asked']);
    expect(await kindsTo(to)).toEqual(['accounts.confirm-new-email']);
    expect(await profile()).toContain('Garder mon adresse actuelle');
    expect([await signIn(to), await signIn(from)]).toEqual([false, true]);
  });

  it.each([
    ['without the password', to, '', 'Saisissez votre mot de passe actuel.'],
    ['with another password', to, 'pas le bon mot de passe', 'Ce n’est pas votre mot de passe actuel.'],
    ['that is no address', 'claire', password, 'Il manque l’arobase'],
    ['that is the present one', ` ${from.toUpperCase()} `, password, 'C’est déjà votre adresse.'],
  ])('is refused %s', async (_, email, secret, sentence) => {
    const { status, body } = await ask(email, secret);
    expect(status).toBe(422);
    expect(body).toContain(sentence);
    expect(await app.mails()).toEqual([]);
  });

  it('takes the place of the former one by its link, once, and closes every other session', async () => {
    const elsewhere = browser('127.0.3.2');
    await signIn(from, elsewhere);
    await ask();
    const secret = await secretOf();
    expect((await app.get(`/mon-profil/adresse-email?jeton=${secret}`, mine)).body).toContain(
      'Confirmer cette adresse',
    );
    expect(await confirm(secret)).toMatchObject({ location: '/mon-profil?fait=adresse-changee' });
    expect(await profile()).not.toContain('Garder mon adresse actuelle');
    expect((await app.get('/mon-profil', elsewhere)).status).toBe(303);
    expect([await signIn(from), await signIn(to)]).toEqual([false, true]);
    expect((await kindsTo(from)).at(-1)).toBe('accounts.email-changed');
    expect((await confirm(secret)).status).toBe(410);
  });

  it('kills the links sent to the former one', async () => {
    await app.post('/mot-de-passe-oublie', { email: from }, browser());
    await app.runJobs();
    const link = app.linkIn((await mailsTo(app, from)).at(-1), '/mot-de-passe/nouveau');
    await ask();
    await confirm(await secretOf());
    expect((await app.get(link, browser())).status).toBe(410);
  });

  it('needs the session of its account: a link read by somebody else opens nothing', async () => {
    await ask();
    const secret = await secretOf();
    const visitor = await app.get(`/mon-profil/adresse-email?jeton=${secret}`, browser());
    expect(visitor.location).toMatch(/^\/connexion\?retour=/);
    const paul = await givenAccount(app.database.owner, { email: 'paul@ailleurs.example' });
    const as = { ...browser(), session: await app.sessionOf(paul) };
    expect((await app.get(`/mon-profil/adresse-email?jeton=${secret}`, as)).status).toBe(410);
    expect((await confirm(secret, as)).status).toBe(410);
    expect((await confirm(secret)).status).toBe(303);
  });

  it('is forgotten a day later, by a later demand, by a new password, or given up', async () => {
    await ask();
    const first = await secretOf();
    await ask('encore@nouvelle.example');
    expect((await confirm(first)).status).toBe(410);
    const second = await secretOf('encore@nouvelle.example');
    await app.post('/mon-profil', { geste: 'garder-adresse' }, mine);
    expect((await confirm(second)).status).toBe(410);
    await ask();
    const third = await secretOf();
    app.clock.advance(hours(25));
    await app.post('/connexion', { email: from, password }, mine);
    expect((await confirm(third)).status).toBe(410);
    await ask();
    const fourth = await secretOf();
    const nouveau = 'onze girafes sous la pluie';
    await app.post('/mon-profil', { geste: 'mot-de-passe', actuel: password, nouveau }, mine);
    expect((await confirm(fourth)).status).toBe(410);
    expect(await signIn(to)).toBe(false);
  });

  it('that has an account changes nothing, and the screen does not tell', async () => {
    const free = await ask();
    const freePage = await profile();
    await app.post('/mon-profil', { geste: 'garder-adresse' }, mine);
    const taken = 'claira@nouvelle.example';
    await givenAccount(app.database.owner, { email: taken });
    expect(await ask(taken)).toMatchObject({ status: free.status, location: free.location });
    expect((await profile()).replaceAll('claira', 'claire')).toBe(freePage);
    expect(await kindsTo(taken)).toEqual(['accounts.address-already-used']);
  });

  it('taken by somebody meanwhile is refused to the slower one', async () => {
    await ask();
    const secret = await secretOf();
    await givenAccount(app.database.owner, { email: to });
    expect((await confirm(secret)).status).toBe(410);
    expect(await signIn(from)).toBe(true);
  });

  it('is given to one account when two ask for it at once', async () => {
    const hash = await hashPassword(password);
    await givenAccount(app.database.owner, { email: 'rivale@ancienne.example', passwordHash: hash });
    const rival = browser('127.0.3.7');
    await app.post('/connexion', { email: 'rivale@ancienne.example', password }, rival);
    await ask();
    const first = await secretOf();
    await ask(to, password, rival);
    const second = await secretOf();
    const statuses = await Promise.all([confirm(first), confirm(second, rival)]);
    expect(statuses.map(({ status }) => status).sort()).toEqual([303, 410]);
  });
});

describe('what is kept under an address follows', () => {
  it('a request that waits, its block, an invitation', async () => {
    const db = app.database.owner;
    const administrator = await givenAccount(db, { email: 'admin@ancienne.example' });
    await givenMembership(db, { accountId: administrator, siren, siret: null });
    await sendRequest(app, { email: from, siret });
    const { rows } = await sql<{ id: string }>`select id from access_request where email = ${from}`.execute(
      db,
    );
    const waiting = rows[0]?.id ?? '';
    await app.post('/mes-etablissements', { demande: waiting }, mine);
    await sql`insert into address_block (email, siret, request_id, blocked_at)
      values (${from}, ${otherSiret}, ${waiting}, now())`.execute(db);
    await sql`insert into invitation (id, email, siren, siret, role, state, invited_by, sent_at, expires_at)
      values (gen_random_uuid(), ${from}, ${siren}, null, 'viewer', 'sent', ${administrator},
        ${app.kernel.clock()}, ${after(app.kernel.clock(), days(7))})`.execute(db);
    await ask();
    await confirm(await secretOf());

    const place = (await app.get('/mes-etablissements', mine)).body;
    expect(place).toContain('Rattachement à valider');
    expect(place).toContain('Accepter');
    const request = await app.get(`/etablissements/${siret}/utilisateurs/demandes/${waiting}`, {
      session: await app.sessionOf(administrator),
    });
    expect(request.body).toContain('nouvelle.example');
    await sendRequest(app, { email: to, siret: otherSiret });
    expect((await kindsTo(to)).at(-1)).toBe('access.request-refused');
    expect((await kindsTo(from)).at(-1)).not.toBe('access.request-refused');
  });

  it('and what the new address had asked for, without an account, is that of the account', async () => {
    const db = app.database.owner;
    const administrator = await givenAccount(db, { email: 'admin@ancienne.example' });
    await givenMembership(db, { accountId: administrator, siren, siret: null });
    await givenMembership(db, { accountId: claire, siren, siret, role: 'viewer' });
    const same = await sendAndConfirm(app, { email: to, siret });
    const other = await sendAndConfirm(app, { email: to, siret: otherSiret });
    app.clock.advance(minutes(20));
    await ask();
    await confirm(await secretOf());

    const states = await sql<{ id: string; state: string; account: string | null }>`
      select id, state, account_id as account from access_request`.execute(db);
    expect(new Map(states.rows.map(({ id, state, account }) => [id, [state, account]]))).toEqual(
      new Map([
        [same, ['cancelled', null]],
        [other, ['pending', claire]],
      ]),
    );
    const session = await app.sessionOf(administrator);
    const path = `/etablissements/${otherSiret}/utilisateurs/demandes/${other}`;
    await app.post(path, { decision: 'valider', role: 'viewer' }, { session });
    const held = await sql<{ siret: string }>`
      select siret from membership where account_id = ${claire} and state = 'active' order by siret`.execute(
      db,
    );
    expect(held.rows.map((row) => row.siret)).toEqual([siret, otherSiret]);
  });
});
