import { beforeAll, describe, expect, it } from 'vitest';
import { useApp } from '../../tests/support/app';
import {
  givenAccount,
  givenAgent,
  givenCompany,
  givenMembership,
  guide,
  neighbour,
  sendAndConfirm,
  sendRequest,
} from '../../tests/support/people';
import { sql } from '../platform/database';

const app = useApp();
const { siren, siret, otherSiret } = guide;

async function homeOf(accountId: string): Promise<string> {
  const answer = await app.get('/accueil', { session: await app.sessionOf(accountId) });
  expect(answer.status).toBe(200);
  return answer.body;
}

beforeAll(async () => {
  await givenCompany(app.database.owner, { siren, sirets: [siret, otherSiret] });
  await givenCompany(app.database.owner, {
    siren: neighbour.siren,
    sirets: [neighbour.siret],
    name: 'VOISINE',
  });
});

describe('the home page', () => {
  it('sends visitors to sign in, and brings them back', async () => {
    const answer = await app.get('/accueil', { jar: new Map() });
    expect([answer.status, answer.location]).toEqual([303, '/connexion?retour=%2Faccueil']);
  });

  it('tells somebody who has nothing yet what to do first', async () => {
    const body = await homeOf(await givenAccount(app.database.owner, { email: 'neuf@guide.example' }));
    expect(body).toContain('Bonjour Claire');
    expect(body).toContain('Rien ne vous attend pour le moment.');
    expect(body).toContain('Commencez par ajouter un établissement');
    expect(body).toContain('href="/demande-de-compte/mon-entreprise"');
    expect(body).not.toContain('/agents/');
  });

  it('shows an administrator the requests to decide, oldest first, and never their own', async () => {
    const administrator = await givenAccount(app.database.owner, { email: 'admin@guide.example' });
    await givenMembership(app.database.owner, { accountId: administrator, siren, siret });
    const first = await sendAndConfirm(app, { email: 'un@guide.example' });
    expect(await homeOf(administrator)).toContain('Une chose vous attend.');
    const second = await sendAndConfirm(app, { email: 'deux@guide.example' });
    await sendAndConfirm(app, { email: 'ailleurs@guide.example', siret: otherSiret });
    const body = await homeOf(administrator);
    expect(body).toContain('2 choses vous attendent.');
    const [at, then] = [first, second].map((id) =>
      body.indexOf(`/etablissements/${siret}/utilisateurs/demandes/${id}`),
    );
    expect(at).toBeGreaterThan(0);
    expect(then).toBeGreaterThan(at ?? 0);
    expect(body).toContain('Établissement validé');
    expect(body).toContain('Rattachement validé');
  });

  it('shows who invites me, as long as they may', async () => {
    const { owner } = app.database;
    const inviter = await givenAccount(owner, { email: 'invite@guide.example', firstName: 'Odile' });
    await givenMembership(owner, { accountId: inviter, siren, siret: otherSiret });
    const email = 'invitee@guide.example';
    const invited = await givenAccount(owner, { email });
    const form = { email, role: 'viewer', fin: '' };
    const path = `/etablissements/${otherSiret}/utilisateurs/inviter`;
    await app.post(path, form, { session: await app.sessionOf(inviter) });
    const body = await homeOf(invited);
    expect(body).toContain('Odile Vasseur m’invite');
    expect(body).toContain('Une chose vous attend.');
    await sql`delete from membership where account_id = ${inviter}`.execute(owner);
    expect(await homeOf(invited)).toContain('Rien ne vous attend pour le moment.');
  });

  it('without room to write down who reads them, counts the requests to decide and names nobody', async () => {
    const owner = app.database.owner;
    const administrator = await givenAccount(owner, { email: 'disque@guide.example' });
    await givenMembership(owner, { accountId: administrator, siren, siret: otherSiret });
    expect(await homeOf(administrator)).toContain('Isabelle Debuire');
    await sql`
      create function no_room() returns trigger language plpgsql
      as $$ begin raise exception 'no space left on device' using errcode = '53100'; end $$`.execute(owner);
    await sql`create trigger full_disk before insert on access_log_entry execute function no_room()`.execute(
      owner,
    );
    try {
      const body = await homeOf(administrator);
      expect(body).not.toContain('Debuire');
      expect(body).toContain('1 demande à décider');
      expect(body).toContain('le service manque de place');
    } finally {
      await sql`drop function no_room cascade`.execute(owner);
    }
  });

  it('shows my request to confirm, then that it waits for somebody else', async () => {
    const email = 'maud@guide.example';
    const accountId = await givenAccount(app.database.owner, { email });
    await sendRequest(app, { email, siren: neighbour.siren, siret: neighbour.siret });
    const before = await homeOf(accountId);
    expect(before).toContain('Confirmer ma demande de rattachement');
    expect(before).toContain('Une chose vous attend.');
    const { rows } = await sql<{ id: string }>`
      select request.id from access_request as request where request.email = ${email}`.execute(
      app.database.owner,
    );
    await app.post(
      '/mes-etablissements',
      { demande: rows[0]?.id ?? '' },
      { session: await app.sessionOf(accountId) },
    );
    const after = await homeOf(accountId);
    expect(after).toContain('Ma demande pour VOISINE');
    expect(after).toContain('nos conseillers vont répondre');
    expect(after).toContain('Rattachement à valider');
    expect(after).toContain('Rien ne vous attend pour le moment.');
  });

  it('shows each establishment on its two axes', async () => {
    const db = app.database.owner;
    const closed = '42421043300035';
    await givenCompany(db, {
      siren: '999000102',
      sirets: ['99900010200015'],
      name: 'NEUVE',
      state: 'to_validate',
    });
    await sql`insert into establishment (siret, siren, active) values (${closed}, ${siren}, false)`.execute(
      db,
    );
    const accountId = await givenAccount(db, { email: 'axes@guide.example' });
    await givenMembership(db, { accountId, siren: '999000102', siret: '99900010200015', role: 'viewer' });
    await givenMembership(db, { accountId, siren, siret: closed, role: 'accountant', state: 'suspended' });
    await givenMembership(db, { accountId, siren: neighbour.siren, siret: null });
    const body = await homeOf(accountId);
    expect(body).toContain('Établissement à valider');
    expect(body).toContain('Établissement fermé');
    expect(body).toContain('Rattachement suspendu');
    expect(body).toContain('tous les établissements, présents et à venir');
  });

  it('counts the agents’ files, and only for those who see that desk', async () => {
    const db = app.database.owner;
    const manager = await givenAgent(db, 'sophie@opco.example', 'account_manager');
    const officer = await givenAgent(db, 'ines@opco.example', 'case_officer');
    await sql`update company set declared_at = ${app.clock.now()} where siren = '999000102'`.execute(db);
    await sql`update establishment set declared_at = ${app.clock.now()} where siren = '999000102'`.execute(
      db,
    );
    const body = await homeOf(manager);
    // Two requests without administrator, the company and its site.
    expect(body).toContain('4 dossiers à décider');
    expect(body).toContain('2 demandes de compte, 1 entreprise à valider, 1 établissement à valider');
    expect(body).toContain('href="/agents/demandes-de-compte"');
    const queue = await app.get('/agents/demandes-de-compte', { session: await app.sessionOf(manager) });
    expect(queue.body).toContain('4 dossiers');
    const other = await homeOf(officer);
    expect(other).not.toContain('/agents/demandes-de-compte');
    expect(other).not.toContain('Mes établissements');
  });
});
