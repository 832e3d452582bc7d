import { describe, expect, it } from 'vitest';
import { email, factsIn, plain, useAccountsDesk } from '../../../tests/support/accounts-desk';
import { guide, mailsTo } from '../../../tests/support/people';
import { sql } from '../../platform/database';

const { app, sophie, karim, claire, desk, agent, stateOf, act, signIn } = useAccountsDesk();
const { siret } = guide;

describe('the list of accounts', () => {
  it.each([['claire vass'], [email], [siret], ['424 210 433']])('finds by %s', async (asked) => {
    const { status, body } = await app.get(`/agents/comptes?q=${encodeURIComponent(asked)}`, sophie);
    expect(status).toBe(200);
    expect(body).toContain(desk.path);
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
      (await app.get(`/agents/comptes?${query}`, sophie)).body.includes(desk.path);
    expect(await listed('q=claire')).toBe(false);
    expect(await listed('etat=fermes')).toBe(true);
    expect(await listed('etat=bloques')).toBe(false);
  });
});

describe('the page of an account', () => {
  it('says who, where, which mails, and keeps who read it; never a text, a link nor a secret', async () => {
    await app.post('/mot-de-passe-oublie', { email });
    await app.runJobs();
    const { status, body } = await app.get(desk.path, sophie);
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
    const { body } = await app.get(desk.path, marc);
    expect(body).not.toContain('name="geste"');
    expect((await act({ geste: 'bloquer', motif: 'Fraude.' }, marc)).status).toBe(403);
  });
});

describe('blocking', () => {
  it('ends every session and link at once, tells the owner, and is in the history', async () => {
    await app.post('/mot-de-passe-oublie', { email });
    await app.runJobs();
    const link = app.linkIn((await mailsTo(app, email)).at(-1), '/mot-de-passe/nouveau');
    const page = plain((await app.get(desk.path, sophie)).body);
    expect(page).toContain("ils n'auront plus d'administrateur");
    expect((await act({ geste: 'bloquer', motif: 'Fraude signalée.' })).location).toBe(
      `${desk.path}?fait=bloquer`,
    );
    expect(await stateOf(claire.id)).toMatchObject({ state: 'blocked' });
    expect((await app.get('/accueil', claire)).location).toMatch(/^\/connexion/);
    expect(plain((await app.get(link)).body)).toContain('Ce lien ne sert plus');
    await app.runJobs();
    expect((await mailsTo(app, email)).at(-1)).toMatchObject({ kind: 'accounts.blocked-now' });
    expect((await mailsTo(app, email)).at(-1)?.text).not.toContain('Fraude');
    expect(plain((await app.get(desk.path, karim)).body)).toContain('Fraude signalée.');
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

  it('shows a stale page what it said, what is now and by whom, and gives no reason to another gesture', async () => {
    const form = { geste: 'bloquer', etat: 'active', retrait: '' };
    await act({ ...form, motif: 'Fraude signalée.' }, karim);
    const { status, body } = await act({ ...form, motif: 'Piratage.' });
    expect(status).toBe(409);
    expect(factsIn(body)).toEqual(
      expect.arrayContaining([
        ['Sur votre page', 'Actif'],
        ['Maintenant', 'Bloqué'],
        ['Dernier geste', expect.stringMatching(/^Compte bloqué, le .*, par Agent Vasseur$/)],
        ['Vous aviez écrit', 'Piratage.'],
      ]),
    );
    // What was written to block is not offered as why to open again.
    expect(/<textarea[^>]*name="motif"[^>]*>([^<]*)</.exec(body)?.[1]).toBe('');
    const again = await act({ geste: 'rouvrir', etat: 'nonsense', motif: 'Expliqué.' });
    expect(again.status).toBe(303);
    const stale = await act({ geste: 'rouvrir', etat: 'nonsense', motif: 'Expliqué.' }, karim);
    expect([stale.status, stale.body.includes('Sur votre page')]).toEqual([409, false]);
  });

  it('leaves no session behind a sign-in of the same instant', async () => {
    await Promise.all([act({ geste: 'bloquer', motif: 'Fraude.' }), signIn(), signIn(), signIn()]);
    const { rows } = await sql`select from session where session.account_id = ${claire.id}`.execute(
      app.database.owner,
    );
    expect(rows).toEqual([]);
  });
});
