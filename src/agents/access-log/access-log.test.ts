import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import {
  givenAccount,
  givenAgent,
  givenCompany,
  givenMembership,
  guide,
  sendAndConfirm,
} from '../../../tests/support/people';
import { sql } from '../../platform/database';

const app = useApp();
const { siren, siret } = guide;
const path = '/agents/journal-d-acces';
const users = `/etablissements/${siret}/utilisateurs`;
let supervisor = { session: '' };
let claire = { session: '', id: '' };
let odile = { session: '', id: '' };

async function member(email: string, firstName: string, role: 'viewer' | 'establishment_administrator') {
  const id = await givenAccount(app.database.owner, { email, firstName });
  await givenMembership(app.database.owner, { accountId: id, siren, siret, role });
  return { id, session: await app.sessionOf(id) };
}

const plain = (body: string) => body.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll('’', "'");
const asked = async (query: string) => {
  const answer = await app.get(`${path}?${query}`, supervisor);
  return { ...answer, text: plain(answer.body) };
};
const rowsOf = (text: string) => (/<tbody[^>]*>(.*?)<\/tbody>/s.exec(text)?.[1] ?? '').split('<tr').slice(1);

beforeAll(async () => {
  await givenCompany(app.database.owner, { siren, sirets: [siret] });
});
beforeEach(async () => {
  const { owner } = app.database;
  await sql`truncate account, session, access_request, access_log_entry, history_entry cascade`.execute(
    owner,
  );
  const id = await givenAgent(owner, 'superviseur@opco.example', 'supervisor');
  supervisor = { session: await app.sessionOf(id) };
  claire = await member('claire@journal.example', 'Claire', 'establishment_administrator');
  odile = await member('odile@journal.example', 'Odile', 'viewer');
});

describe('who saw a person', () => {
  it('names each who read a list that she was on, or her file, and when', async () => {
    await app.get(users, claire);
    const { rows } = await sql<{ id: string }>`
      select membership.id from membership where membership.account_id = ${odile.id}`.execute(
      app.database.owner,
    );
    await app.get(`${users}/${rows[0]?.id}`, claire);
    const { status, text } = await asked('adresse=ODILE@journal.example');
    expect(status).toBe(200);
    const [file, list, ...others] = rowsOf(text);
    expect(file).toContain("Fiche d'un utilisateur consultée");
    expect(list).toContain('Liste des utilisateurs consultée');
    expect(list).toContain('Claire Vasseur');
    expect(list).toContain('127.0.0.1');
    expect(list).toContain(`établissement ${siret}`);
    expect(others).toEqual([]);
  });

  it('leaves out what the person does alone, and who looked for something else', async () => {
    await app.get(users, claire);
    await app.get(`${users}?q=claire`, claire);
    expect(rowsOf((await asked('adresse=odile@journal.example')).text)).toHaveLength(1);
    expect(rowsOf((await asked('adresse=claire@journal.example')).text)).toEqual([]);
  });

  it('follows who only ever asked for an account: her request, wherever it is listed or read', async () => {
    const id = await sendAndConfirm(app, { email: 'isabelle@journal.example' });
    await app.get('/accueil', claire);
    await app.get(`${users}/demandes/${id}`, claire);
    const { text } = await asked('adresse=isabelle@journal.example');
    expect(text).toContain('Demande de compte consultée');
    expect(text).toContain('Accueil, demandes à décider');
    expect(text).toContain('Sans connexion');
  });

  it('keeps to the days asked, thirty of them unless told', async () => {
    await app.get(users, claire);
    await sql`update access_log_entry set at = at - interval '40 days'`.execute(app.database.owner);
    const email = 'adresse=odile@journal.example';
    expect((await asked(email)).text).toContain('Rien entre ces deux dates');
    const [search, list, ...others] = rowsOf((await asked(`${email}&du=&au=`)).text);
    expect(search).toContain("Journal d'accès consulté");
    expect(list).toContain('Liste des utilisateurs consultée');
    expect(others).toEqual([]);
    const wrong = await asked(`${email}&du=hier`);
    expect([wrong.status, wrong.text.includes('href="#du"'), rowsOf(wrong.text)]).toEqual([422, true, []]);
  });

  it('says that nobody is known under an address, and writes each search in the log itself', async () => {
    expect((await asked('adresse=personne@journal.example')).text).toContain('Personne n');
    await asked('adresse=odile@journal.example');
    const { rows } = await sql<{ action: string; subject_kind: string; subject_id: string }>`
      select entry.action, entry.subject_kind, entry.subject_id from access_log_entry as entry
      order by entry.id`.execute(app.database.owner);
    expect(rows.map(({ action, subject_kind }) => [action, subject_kind])).toEqual([
      ['read-access-log', 'address'],
      ['read-access-log', 'account'],
    ]);
    expect(rows[1]?.subject_id).toBe(odile.id);
    expect(JSON.stringify(rows)).not.toContain('personne@');
  });
});

describe('what a person saw or did', () => {
  it('counts a list as one line, with how many it showed', async () => {
    await app.get(users, claire);
    await app.get('/accueil', claire);
    const { text } = await asked('adresse=claire@journal.example&vue=faits');
    const lines = rowsOf(text);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('Liste des utilisateurs consultée');
    expect(lines[0]).toContain('2 lignes');
  });

  it('holds what was refused to them', async () => {
    await app.get(users, odile);
    const { text } = await asked('adresse=odile@journal.example&vue=faits');
    expect(text).toContain('Page refusée, sans ce droit');
    expect(text).toContain(`GET ${users}`);
  });
});
