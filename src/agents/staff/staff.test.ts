import { beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import { givenAccount, givenAgent } from '../../../tests/support/people';
import { hashPassword } from '../../accounts';
import { historyOf } from '../../journal';
import { minutes } from '../../platform/clock';
import { sql } from '../../platform/database';
import { noteProof } from '../../platform/sessions';

const app = useApp();
const path = '/agents/agents';
let valerie: { id: string; session: string };
let marc: { id: string; session: string };
let sophie: string;

const rolesOf = async (id: string) =>
  (
    await sql<{ role: string }>`select role from agent_role where account_id = ${id} order by role`.execute(
      app.database.owner,
    )
  ).rows.map(({ role }) => role);
/** With a proof just given. */
const post = async (where: string, form: Record<string, string>, by: { session: string }) => {
  await noteProof(app.kernel.db, by.session, app.clock.now());
  return app.post(where, form, by);
};
const remove = (id: string, by: { session: string }, vus: string) =>
  post(`${path}/${id}`, { geste: 'retirer', vus }, by);
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ').replaceAll('’', "'");

beforeEach(async () => {
  const { owner } = app.database;
  await sql`truncate account, session, throttle, outgoing_mail, link cascade`.execute(owner);
  const supervisor = async (email: string) => {
    const id = await givenAgent(owner, email, 'supervisor');
    return { id, session: await app.sessionOf(id) };
  };
  valerie = await supervisor('valerie@opco.example');
  marc = await supervisor('marc@opco.example');
  sophie = await givenAgent(owner, 'sophie@opco.example', 'account_manager');
});

describe('an agent', () => {
  it('is added by a supervisor, and receives an activation link', async () => {
    const form = { email: 'Nouvel@opco.example', role: 'controller' };
    expect((await post(path, form, valerie)).location).toBe(`${path}?fait=created`);
    const [mail] = await app.mails();
    expect(mail).toMatchObject({ kind: 'accounts.activation', to: 'nouvel@opco.example' });
    expect(mail?.text).toContain('Contrôleur');
    expect(plain((await app.get(path, valerie)).body)).toContain('À activer');
  });

  it('who has the role already, or without a role or an address, is refused beside the field', async () => {
    for (const [form, sentence] of [
      [{ email: 'sophie@opco.example', role: 'account_manager' }, 'a déjà ce rôle'],
      [{ email: 'sophie@opco.example', role: '' }, 'Choisissez un rôle.'],
      [{ email: 'pas une adresse', role: 'controller' }, 'value="pas une adresse"'],
    ] as const) {
      const { status, body } = await post(path, form, valerie);
      expect([status, plain(body).includes(sentence)]).toEqual([422, true]);
    }
    expect(await app.mails()).toEqual([]);
  });

  it('is given a role and loses another, is told, and the history says it', async () => {
    const form = { geste: 'enregistrer', vus: 'account_manager', case_officer: 'oui' };
    expect((await post(`${path}/${sophie}`, form, valerie)).location).toBe(`${path}?fait=changed`);
    expect(await rolesOf(sophie)).toEqual(['case_officer']);
    expect((await app.mails()).map(({ kind, to }) => [kind, to])).toEqual([
      ['access.agent-roles-changed', 'sophie@opco.example'],
    ]);
    const lines = await historyOf(app.database.app, 'account', sophie);
    expect(lines.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['access.agent-role-granted', valerie.id],
      ['access.agent-role-removed', valerie.id],
    ]);
  });

  it('is removed: no role, no session', async () => {
    const session = await app.sessionOf(sophie);
    expect((await app.get('/accueil', { session })).status).toBe(200);
    expect((await remove(sophie, valerie, 'account_manager')).location).toBe(`${path}?fait=removed`);
    expect(await rolesOf(sophie)).toEqual([]);
    expect((await app.get('/accueil', { session })).status).toBe(303);
    expect((await app.get(`${path}/${sophie}`, valerie)).status).toBe(404);
  });

  it('whose roles changed meanwhile keeps them; both versions are shown', async () => {
    const form = { geste: 'enregistrer', vus: 'controller', case_officer: 'oui' };
    const { status, body } = await post(`${path}/${sophie}`, form, valerie);
    expect(status).toBe(409);
    expect(plain(body)).toContain('Enregistrés maintenant : Gestionnaire des comptes');
    expect(await rolesOf(sophie)).toEqual(['account_manager']);
  });
});

describe('a session left open', () => {
  const password = 'huit lampes et un banc';
  const added = { email: 'complice@opco.example', role: 'supervisor' };
  const removed = { geste: 'retirer', vus: 'account_manager' };
  const proved = (where: string, form: Record<string, string>, preuve: string) =>
    app.post(where, { saisie: new URLSearchParams(form).toString(), preuve }, valerie);

  beforeEach(async () => {
    const { owner } = app.database;
    await sql`update account set second_factor_at = null, password_hash = ${await hashPassword(password)}
      where id = ${valerie.id}`.execute(owner);
  });

  it.each([
    ['adds no agent', () => path, added],
    ['removes none', () => `${path}/${sophie}`, removed],
  ])('%s: who does it proves it, and what was typed is carried', async (_name, where, form) => {
    const before = [await rolesOf(sophie), await app.mails()];
    const asked = await app.post(where(), form, valerie);
    expect([asked.status, plain(asked.body).includes("Confirmez que c'est vous")]).toEqual([200, true]);
    const wrong = await proved(where(), form, 'pas le bon');
    expect([wrong.status, plain(wrong.body).includes("Ce n'est pas votre mot de passe")]).toEqual([
      422,
      true,
    ]);
    expect([await rolesOf(sophie), await app.mails()]).toEqual(before);
    expect((await proved(where(), form, password)).location).toMatch(/\?fait=(created|removed)$/);
    // The same proof holds a quarter of an hour, and no longer.
    app.clock.advance(minutes(16));
    expect((await app.post(path, { ...added, role: 'controller' }, valerie)).status).toBe(200);
  });

  it('waits a day after a second factor is set up, and what was ticked stays', async () => {
    const { owner } = app.database;
    await sql`insert into totp_factor (account_id, secret, asked_at, proved_at)
      values (${valerie.id}, 'x', ${app.clock.now()}, ${app.clock.now()})`.execute(owner);
    await sql`update account set second_factor_at = ${app.clock.now()} where id = ${valerie.id}`.execute(
      owner,
    );
    const ticked = { geste: 'enregistrer', vus: 'account_manager', controller: 'oui' };
    const early = await app.post(`${path}/${sophie}`, ticked, valerie);
    expect([early.status, plain(early.body).includes("depuis moins d'un jour")]).toEqual([409, true]);
    expect(early.body).toMatch(/name="controller"[^>]*checked/);
    const adding = await app.post(path, added, valerie);
    expect([adding.status, adding.body.includes('value="complice@opco.example"')]).toEqual([409, true]);
  });
});

describe('supervisors', () => {
  it('never change their own roles', async () => {
    expect((await remove(valerie.id, valerie, 'supervisor')).status).toBe(403);
    const own = { email: 'valerie@opco.example', role: 'payment_accountant' };
    expect((await post(path, own, valerie)).status).toBe(403);
    expect(await rolesOf(valerie.id)).toEqual(['supervisor']);
    expect(plain((await app.get(`${path}/${valerie.id}`, valerie)).body)).toContain('Un autre superviseur');
  });

  it('who remove each other at the same instant leave one', async () => {
    for (let round = 0; round < 5; round++) {
      const answers = await Promise.all([
        remove(marc.id, valerie, 'supervisor'),
        remove(valerie.id, marc, 'supervisor'),
      ]);
      expect(answers.filter(({ location }) => location === `${path}?fait=removed`)).toHaveLength(1);
      const left = (await rolesOf(marc.id)).length === 1 ? marc : valerie;
      const gone = left === marc ? valerie : marc;
      await post(
        path,
        { email: `${gone === marc ? 'marc' : 'valerie'}@opco.example`, role: 'supervisor' },
        left,
      );
      gone.session = await app.sessionOf(gone.id);
    }
  });

  it('do not see as agents those who are none', async () => {
    const somebody = await givenAccount(app.database.owner, { email: 'claire@entreprise.example' });
    expect((await app.get(`${path}/${somebody}`, valerie)).status).toBe(404);
    expect((await remove(somebody, valerie, '')).status).toBe(404);
    expect((await app.get(path, valerie)).body).not.toContain('claire@entreprise.example');
  });
});
