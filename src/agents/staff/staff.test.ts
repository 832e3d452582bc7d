import { beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import { givenAccount, givenAgent } from '../../../tests/support/people';
import { historyOf } from '../../journal';
import { sql } from '../../platform/database';

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
const remove = (id: string, by: { session: string }, vus: string) =>
  app.post(`${path}/${id}`, { geste: 'retirer', vus }, by);
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
    expect((await app.post(path, form, valerie)).location).toBe(`${path}?fait=created`);
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
      const { status, body } = await app.post(path, form, valerie);
      expect([status, plain(body).includes(sentence)]).toEqual([422, true]);
    }
    expect(await app.mails()).toEqual([]);
  });

  it('is given a role and loses another, is told, and the history says it', async () => {
    const form = { geste: 'enregistrer', vus: 'account_manager', case_officer: 'oui' };
    expect((await app.post(`${path}/${sophie}`, form, valerie)).location).toBe(`${path}?fait=changed`);
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
    const { status, body } = await app.post(`${path}/${sophie}`, form, valerie);
    expect(status).toBe(409);
    expect(plain(body)).toContain('Enregistrés maintenant : Gestionnaire des comptes');
    expect(await rolesOf(sophie)).toEqual(['account_manager']);
  });
});

describe('supervisors', () => {
  it('never change their own roles', async () => {
    expect((await remove(valerie.id, valerie, 'supervisor')).status).toBe(403);
    const own = { email: 'valerie@opco.example', role: 'payment_accountant' };
    expect((await app.post(path, own, valerie)).status).toBe(403);
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
      await app.post(
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
