import * as argon2 from '@node-rs/argon2';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { useApp } from '../../tests/support/app';
import {
  givenAccount,
  givenCompany,
  guide,
  mailsTo,
  sendAndConfirm,
  sendRequest,
} from '../../tests/support/people';
import { sql } from '../platform/database';
import { hashPassword } from './passwords';

vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof argon2>();
  return { ...real, verify: vi.fn(real.verify) };
});

const app = useApp();
const password = 'huit lampes et un banc';
const states = ['unknown', 'unconfirmed', 'pending', 'to-activate', 'migrated', 'active', 'blocked'] as const;
type State = (typeof states)[number];
const addressOf = (state: State) => `${state}@etats.example`;
/** The page without what was typed: the only thing that may differ. */
const masked = (body: string, state: State) => body.replaceAll(addressOf(state), 'X');

beforeAll(async () => {
  const db = app.database.owner;
  await givenCompany(db, { siren: guide.siren, sirets: [guide.siret] });
  const passwordHash = await hashPassword(password);
  await sendRequest(app, { email: addressOf('unconfirmed') });
  await sendAndConfirm(app, { email: addressOf('pending') });
  await givenAccount(db, { email: addressOf('to-activate'), state: 'to_activate' });
  await givenAccount(db, { email: addressOf('migrated'), state: 'migrated' });
  await givenAccount(db, { email: addressOf('active'), passwordHash });
  await givenAccount(db, { email: addressOf('blocked'), state: 'blocked', passwordHash });
});

describe('sign-in refused', () => {
  const fresh = (address: string) => ({ jar: new Map<string, string>(), address });
  const signIn = (state: State, typed: string, address: string) =>
    app.post('/connexion', { email: addressOf(state), password: typed }, fresh(address));

  it.each([
    ['a wrong password', 'un autre mot de passe', 422, 1],
    ['an empty password', '', 422, 1],
    ['a password too long to be one', 'x'.repeat(1000), 400, 0],
  ])('answers %s the same way in the seven states', async (_name, typed, status, verifications) => {
    const answers: { status: number; body: string; headers: string; verifications: number }[] = [];
    for (const state of states) {
      vi.mocked(argon2.verify).mockClear();
      const answer = await signIn(state, typed, '127.0.1.1');
      const { date: _date, 'content-length': _length, 'x-request-id': _id, ...headers } = answer.headers;
      answers.push({
        status: answer.status,
        body: masked(answer.body, state),
        headers: JSON.stringify(headers),
        verifications: vi.mocked(argon2.verify).mock.calls.length,
      });
    }
    const [first] = answers;
    expect(first).toMatchObject({ status, verifications });
    expect(first?.body).toContain('Adresse email ou mot de passe incorrect.');
    expect(first?.body).toContain(
      '<title>Erreur : Connexion – mon compte 2i</title>'.replace(' :', '\u00a0:'),
    );
    for (const answer of answers) expect(answer).toEqual(first);
  });

  it('refuses the right password of a blocked account as a wrong one', async () => {
    vi.mocked(argon2.verify).mockClear();
    const right = await signIn('blocked', password, '127.0.1.2');
    expect(vi.mocked(argon2.verify)).toHaveBeenCalledTimes(1);
    const wrong = await signIn('blocked', 'un autre mot de passe', '127.0.1.2');
    expect(right.status).toBe(422);
    expect(right.body).toBe(wrong.body);
    expect(right.headers['set-cookie']).toBeUndefined();
  });

  it('writes the same rows in the seven states: counters, and a failure without address nor password', async () => {
    const db = app.database.owner;
    await sql`delete from throttle`.execute(db);
    const written: unknown[] = [];
    for (const state of states) {
      const before = await countRows();
      await signIn(state, 'un autre mot de passe', '127.0.1.3');
      const after = await countRows();
      written.push(
        Object.fromEntries(
          Object.entries(after).map(([table, rows]) => [table, rows - (before[table] ?? 0)]),
        ),
      );
    }
    // The first try of a network address also opens its own counter.
    expect(written[0]).toMatchObject({ throttle: 5, access_log_entry: 1, history_entry: 0, session: 0 });
    for (const rows of written.slice(1)) {
      expect(rows).toMatchObject({ throttle: 4, access_log_entry: 1, history_entry: 0, session: 0 });
    }
    const { rows } = await sql<{ all: string }>`
      select coalesce(string_agg(entry::text, ''), '') as "all" from access_log_entry as entry`.execute(db);
    expect(rows[0]?.all).not.toContain('etats.example');
    expect(rows[0]?.all).not.toContain('mot de passe');
  });

  async function countRows(): Promise<Record<string, number>> {
    const { rows } = await sql<Record<string, number>>`
      select (select count(*) from throttle) as throttle, (select count(*) from session) as session,
        (select count(*) from access_log_entry) as access_log_entry, (select count(*) from link) as link,
        (select count(*) from history_entry) as history_entry, (select count(*) from outgoing_mail) as outgoing_mail
    `.execute(app.database.owner);
    return rows[0] ?? {};
  }
});

describe('forgotten password', () => {
  beforeEach(async () => {
    await app.runJobs();
    await sql`delete from throttle`.execute(app.database.owner);
    app.clock.advance(16 * 60_000);
  });
  const ask = (state: State) => app.post('/mot-de-passe-oublie', { email: addressOf(state) });

  it('answers the same bytes in the seven states, before any mail is written', async () => {
    const before = (await app.mails()).length;
    const bodies = new Set<string>();
    for (const state of states) {
      const answer = await ask(state);
      expect(answer.status).toBe(200);
      expect(answer.body).toContain('Si un compte existe pour cette adresse, un message vient de partir');
      bodies.add(masked(answer.body, state));
    }
    expect(bodies.size).toBe(1);
    expect((await app.mails()).length).toBe(before);
  });

  it.each([
    ['unknown', [], null],
    ['unconfirmed', ['Confirmez'], '/demande-de-compte/confirmer'],
    ['pending', ['demande'], '/demande-de-compte/suivi'],
    ['to-activate', ['Activez votre compte'], '/activation'],
    ['migrated', ['Créez votre nouveau mot de passe'], '/mot-de-passe/nouveau'],
    ['active', ['Choisissez un nouveau mot de passe'], '/mot-de-passe/nouveau'],
    ['blocked', ['Votre compte est bloqué'], '/aide'],
  ] as const)('mails an address %s what its state calls for', async (state, subjects, path) => {
    const before = (await mailsTo(app, addressOf(state))).length;
    await ask(state);
    await app.runJobs();
    const mails = (await mailsTo(app, addressOf(state))).slice(before);
    expect(mails).toHaveLength(subjects.length);
    for (const [index, subject] of subjects.entries()) expect(mails[index]?.subject).toContain(subject);
    if (path === null) return;
    const page = await app.get(app.linkIn(mails[0], path));
    expect(page.status).toBe(200);
  });

  it('writes five mails a quarter of an hour at most, and does not tell when it stops', async () => {
    const before = (await mailsTo(app, addressOf('active'))).length;
    const answers = [];
    for (let count = 0; count < 8; count++) answers.push(await ask('active'));
    await app.runJobs();
    expect(new Set(answers.map((answer) => `${answer.status} ${answer.body}`)).size).toBe(1);
    expect((await mailsTo(app, addressOf('active'))).length - before).toBe(5);
  });

  it('stops a network address after twenty askings', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 21; count++) {
      const form = { email: `quelqu-un-${count}@inconnu.example` };
      statuses.push((await app.post('/mot-de-passe-oublie', form, { address: '127.0.1.9' })).status);
    }
    expect(statuses.slice(0, 20).every((status) => status === 200)).toBe(true);
    expect(statuses[20]).toBe(429);
  });

  it.each(['', 'pas une adresse', 'a@exemple.fr,b@exemple.fr', 'a@exemple.fr\r\nBcc: b@exemple.fr'])(
    'shows the form again with what was typed for %j',
    async (email) => {
      const answer = await app.post('/mot-de-passe-oublie', { email });
      expect(answer.status).toBe(422);
      expect(answer.body).toContain('aria-invalid="true"');
    },
  );
});
