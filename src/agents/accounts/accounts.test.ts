import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import {
  givenAccount,
  givenAgent,
  givenCompany,
  givenMembership,
  guide,
  mailsTo,
} from '../../../tests/support/people';
import { hashPassword } from '../../accounts';
import { sql } from '../../platform/database';

const app = useApp();
const { siren, siret } = guide;
const email = 'claire@comptes.example';
const password = 'huit lampes et un banc';
let passwordHash = '';
let sophie = { session: '', id: '' };
let karim = { session: '', id: '' };
let claire = { session: '', id: '' };
let path = '';

const plain = (body: string) => body.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll('’', "'");
async function agent(address: string, role: 'account_manager' | 'supervisor' = 'account_manager') {
  const id = await givenAgent(app.database.owner, address, role);
  return { id, session: await app.sessionOf(id) };
}
const stateOf = async (id: string) => {
  const { rows } = await sql<{ state: string; factor: Date | null }>`
    select account.state, account.second_factor_at as factor from account where account.id = ${id}`.execute(
    app.database.owner,
  );
  return rows[0];
};
const act = (form: Record<string, string>, as = sophie, id = claire.id) =>
  app.post(`/agents/comptes/${id}`, form, as);
const signIn = () => app.post('/connexion', { email, password }, { jar: new Map(), address: '127.0.0.9' });

beforeAll(async () => {
  passwordHash = await hashPassword(password);
  await givenCompany(app.database.owner, { siren, sirets: [siret] });
});
beforeEach(async () => {
  const { owner } = app.database;
  await sql`truncate account, session, access_request, membership, outgoing_mail, history_entry, access_log_entry,
    throttle, link cascade`.execute(owner);
  sophie = await agent('sophie@opco.example');
  karim = await agent('karim@opco.example');
  const id = await givenAccount(owner, { email, passwordHash });
  await givenMembership(owner, { accountId: id, siren, siret });
  claire = { id, session: await app.sessionOf(id) };
  path = `/agents/comptes/${id}`;
});

describe('the list of accounts', () => {
  it.each([['claire vass'], [email], [siret], ['424 210 433']])('finds by %s', async (asked) => {
    const { status, body } = await app.get(`/agents/comptes?q=${encodeURIComponent(asked)}`, sophie);
    expect(status).toBe(200);
    expect(body).toContain(path);
    expect(body).not.toContain(karim.id);
  });

  it('lists nobody before something is asked, and everybody listed is in the access log', async () => {
    expect((await app.get('/agents/comptes', sophie)).body).not.toContain('<tbody');
    await app.get('/agents/comptes?q=claire', sophie);
    const { rows } = await sql<{ kind: string; id: string }>`
      select entry.subject_kind as kind, entry.subject_id as id from access_log_entry as entry
      where entry.action = 'read-accounts' order by entry.id`.execute(app.database.owner);
    expect(rows).toEqual([
      { kind: 'queue-comptes', id: 'claire' },
      { kind: 'account', id: claire.id },
    ]);
  });

  it('keeps to a state, the closed ones apart', async () => {
    await sql`update account set state = 'closed', password_hash = null where id = ${claire.id}`.execute(
      app.database.owner,
    );
    const listed = async (query: string) =>
      (await app.get(`/agents/comptes?${query}`, sophie)).body.includes(path);
    expect(await listed('q=claire')).toBe(false);
    expect(await listed('etat=fermes')).toBe(true);
    expect(await listed('etat=bloques')).toBe(false);
  });
});

describe('the page of an account', () => {
  it('says who, where, which mails, and keeps who read it; never a text, a link nor a secret', async () => {
    await app.post('/mot-de-passe-oublie', { email });
    await app.runJobs();
    const { status, body } = await app.get(path, sophie);
    const text = plain(body);
    expect(status).toBe(200);
    for (const said of ['Claire Vasseur', siret, "Administrateur de l'établissement", 'Sessions ouvertes'])
      expect(text).toContain(said);
    expect(text).toContain('Seul à administrer');
    const mail = (await mailsTo(app, email)).at(-1);
    expect(text).toContain(plain(mail?.subject ?? 'none'));
    expect(text).not.toMatch(/jeton=|argon2/);
    const { rows } = await sql`select from access_log_entry as entry where entry.action = 'read-account'
      and entry.subject_id = ${claire.id} and entry.actor_id = ${sophie.id}`.execute(app.database.owner);
    expect(rows).toHaveLength(1);
  });

  it('is the same absence for what is unknown', async () => {
    const absent = await app.get('/agents/comptes/00000000-0000-4000-8000-000000000000', sophie);
    const nonsense = await app.get('/agents/comptes/x', sophie);
    expect([absent.status, nonsense.status]).toEqual([404, 404]);
    expect(absent.body).toBe(nonsense.body);
  });

  it('is read by supervisors, who do nothing there', async () => {
    const marc = await agent('marc@opco.example', 'supervisor');
    const { body } = await app.get(path, marc);
    expect(body).not.toContain('name="geste"');
    expect((await act({ geste: 'bloquer', motif: 'Fraude.' }, marc)).status).toBe(403);
  });
});

describe('blocking', () => {
  it('ends every session and link at once, tells the owner, and is in the history', async () => {
    await app.post('/mot-de-passe-oublie', { email });
    await app.runJobs();
    const link = app.linkIn((await mailsTo(app, email)).at(-1), '/mot-de-passe/nouveau');
    const page = plain((await app.get(path, sophie)).body);
    expect(page).toContain("ils n'auront plus d'administrateur");
    expect((await act({ geste: 'bloquer', motif: 'Fraude signalée.' })).location).toBe(
      `${path}?fait=bloquer`,
    );
    expect(await stateOf(claire.id)).toMatchObject({ state: 'blocked' });
    expect((await app.get('/accueil', claire)).location).toMatch(/^\/connexion/);
    expect(plain((await app.get(link)).body)).toContain('Ce lien ne sert plus');
    await app.runJobs();
    expect((await mailsTo(app, email)).at(-1)).toMatchObject({ kind: 'accounts.blocked-now' });
    expect((await mailsTo(app, email)).at(-1)?.text).not.toContain('Fraude');
    expect(plain((await app.get(path, karim)).body)).toContain('Fraude signalée.');
    expect((await signIn()).status).toBe(422);
  });

  it('is undone with a reason, and the former password opens again', async () => {
    await act({ geste: 'bloquer', motif: 'Fraude signalée.' });
    expect((await act({ geste: 'rouvrir', motif: 'Tout est expliqué.' }, karim)).location).toContain(
      'fait=rouvrir',
    );
    await app.runJobs();
    expect((await mailsTo(app, email)).at(-1)).toMatchObject({ kind: 'accounts.reopened' });
    expect((await app.get('/accueil', claire)).location).toMatch(/^\/connexion/);
    expect((await signIn()).location).toBe('/accueil');
  });

  it('asks for a reason, and keeps what was typed', async () => {
    const answer = await act({ geste: 'bloquer', motif: ' ' });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('Saisissez le motif.');
    expect(await stateOf(claire.id)).toMatchObject({ state: 'active' });
  });

  it('is refused on oneself, and on a supervisor by who is none', async () => {
    const own = await act({ geste: 'bloquer', motif: 'Moi.' }, sophie, sophie.id);
    expect([own.status, plain(own.body).includes('votre propre compte')]).toEqual([403, true]);
    const marc = await agent('marc@opco.example', 'supervisor');
    expect((await act({ geste: 'bloquer', motif: 'Lui.' }, sophie, marc.id)).status).toBe(403);
    await sql`insert into agent_role (account_id, role, granted_at) values (${sophie.id}, 'supervisor', now())`.execute(
      app.database.owner,
    );
    expect((await act({ geste: 'bloquer', motif: 'Lui.' }, sophie, marc.id)).status).toBe(303);
  });

  it('is done by one of two at once; the other reads what is now', async () => {
    const both = await Promise.all([
      act({ geste: 'bloquer', motif: 'Un.' }),
      act({ geste: 'bloquer', motif: 'Deux.' }, karim),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
  });

  it('leaves no session behind a sign-in of the same instant', async () => {
    await Promise.all([act({ geste: 'bloquer', motif: 'Fraude.' }), signIn(), signIn(), signIn()]);
    const { rows } = await sql`select from session where session.account_id = ${claire.id}`.execute(
      app.database.owner,
    );
    expect(rows).toEqual([]);
  });
});

describe('who lost every factor', () => {
  beforeEach(async () => {
    await sql`update account set second_factor_at = now() where id = ${claire.id}`.execute(
      app.database.owner,
    );
    await sql`insert into passkey (id, account_id, public_key, counter, transports, name, added_at)
      values ('cle', ${claire.id}, '\\x00', 0, '{}', 'Ordinateur', now())`.execute(app.database.owner);
  });
  const open = () => act({ geste: 'demander-retrait', verifie: 'Rappelée au standard.' });
  const aged = () =>
    sql`update second_factor_removal set opened_at = opened_at - interval '25 hours'`.execute(
      app.database.owner,
    );
  const confirm = (as = karim) => act({ geste: 'confirmer-retrait' }, as);
  const objection = async () => {
    await app.runJobs();
    const link = app.linkIn((await mailsTo(app, email)).at(-1), '/connexion/opposition');
    return new URLSearchParams(link.split('?')[1]).get('jeton') ?? '';
  };

  it('is let in again by two agents, a day apart, told each time', async () => {
    expect((await open()).location).toContain('fait=demander-retrait');
    await app.runJobs();
    expect((await mailsTo(app, email)).at(-1)).toMatchObject({
      kind: 'accounts.second-factor-removal-opened',
    });
    expect(plain((await confirm()).body)).toContain('encore le temps de s');
    await aged();
    expect(plain((await confirm(sophie)).body)).toContain('un autre gestionnaire des comptes la confirme');
    expect(await stateOf(claire.id)).not.toMatchObject({ factor: null });
    expect((await confirm()).location).toContain('fait=confirmer-retrait');
    expect(await stateOf(claire.id)).toMatchObject({ state: 'active', factor: null });
    expect((await app.get('/accueil', claire)).location).toMatch(/^\/connexion/);
    await app.runJobs();
    expect((await mailsTo(app, email)).at(-1)).toMatchObject({ kind: 'accounts.second-factor-removed' });
    expect((await signIn()).location).toBe('/accueil');
  });

  it('is kept as she is when she objects', async () => {
    await open();
    const jeton = await objection();
    expect((await app.get(`/connexion/opposition?jeton=${jeton}`)).status).toBe(200);
    expect(plain((await app.post('/connexion/opposition', { jeton })).body)).toContain("C'est noté");
    expect(plain((await app.post('/connexion/opposition', { jeton })).body)).toContain(
      'Ce lien ne sert plus',
    );
    await aged();
    expect((await confirm()).status).toBe(409);
    expect(await stateOf(claire.id)).not.toMatchObject({ factor: null });
    expect(plain((await app.get(path, sophie)).body)).toContain("s'est opposée");
  });

  it('keeps her factor when it was used since', async () => {
    await open();
    await aged();
    await sql`insert into history_entry (at, actor_kind, action, subject_kind, subject_id)
      values (now() + interval '10 years', 'visitor', 'accounts.signed-in', 'account', ${claire.id})`.execute(
      app.database.owner,
    );
    expect(plain((await confirm()).body)).toContain("elle n'est pas perdue");
  });

  it('is one demand at a time, over after a week, and given up by a button', async () => {
    expect((await Promise.all([open(), open()])).map(({ status }) => status).sort()).toEqual([303, 409]);
    expect((await act({ geste: 'abandonner-retrait' }, karim)).status).toBe(303);
    expect((await open()).status).toBe(303);
    await sql`update second_factor_removal set opened_at = opened_at - interval '8 days'`.execute(
      app.database.owner,
    );
    expect((await confirm()).status).toBe(409);
    expect((await open()).status).toBe(303);
  });

  it('is confirmed or objected to, never both', async () => {
    await open();
    const jeton = await objection();
    await aged();
    const [confirmed, objected] = await Promise.all([
      confirm(),
      app.post('/connexion/opposition', { jeton }),
    ]);
    const noted = plain(objected.body).includes("C'est noté");
    expect([confirmed.status === 303, noted].filter(Boolean)).toHaveLength(1);
    expect((await stateOf(claire.id))?.factor === null).toBe(confirmed.status === 303);
  });

  it('says how identity was checked, or is not asked', async () => {
    const answer = await act({ geste: 'demander-retrait', verifie: '' });
    expect([answer.status, answer.body.includes('Saisissez ce que vous avez vérifié.')]).toEqual([422, true]);
  });
});
