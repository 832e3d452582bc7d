import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import {
  givenAccount,
  givenAgent,
  givenCompany,
  givenMembership,
  guide,
  mailsTo,
  sendAndConfirm,
} from '../../../tests/support/people';
import { hashPassword } from '../../accounts';
import { sql } from '../../platform/database';

const app = useApp();
const { siren, siret, otherSiret } = guide;
const path = '/mon-profil/fermer-mon-compte';
const password = 'huit lampes et un banc';
const email = 'odile@fermeture.example';
let passwordHash = '';
let odile = { id: '', session: '' };

beforeAll(async () => {
  passwordHash = await hashPassword(password);
  await givenCompany(app.database.owner, { siren, sirets: [siret, otherSiret] });
});
beforeEach(async () => {
  await sql`truncate account, session, access_request, membership, outgoing_mail, history_entry, throttle, link cascade`.execute(
    app.database.owner,
  );
  odile = await member(email, 'viewer');
});

async function member(
  address: string,
  role: 'viewer' | 'establishment_administrator',
  at: string | null = siret,
) {
  const id = await givenAccount(app.database.owner, {
    email: address,
    passwordHash,
    firstName: address.split('@')[0] ?? '',
  });
  await givenMembership(app.database.owner, { accountId: id, siren, siret: at, role });
  return { id, session: await app.sessionOf(id) };
}

const close = (who: { session: string }, preuve = password) => app.post(path, { preuve }, who);
const plain = (body: string) => body.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll('’', "'");
async function rowOf(id: string) {
  const { rows } = await sql<Record<string, unknown>>`
    select account.*, (select string_agg(membership.state || ' ' || coalesce(end_reason, ''), ', ')
      from membership where membership.account_id = account.id) as memberships
    from account where account.id = ${id}`.execute(app.database.owner);
  return rows[0];
}

describe('closing one’s own account', () => {
  it('ends what it gave access to, erases who it was, tells the owner, and frees the address', async () => {
    const elsewhere = await app.sessionOf(odile.id);
    const requestId = await sendAndConfirm(app, { email: 'autre@fermeture.example', siret: otherSiret });
    await sql`update access_request set email = ${email}, account_id = ${odile.id} where id = ${requestId}`.execute(
      app.database.owner,
    );
    const answer = await close(odile);
    expect(answer.location).toBe('/connexion?ferme=1');
    expect((await app.get('/connexion?ferme=1')).body).toContain('Votre compte est fermé');
    for (const session of [odile.session, elsewhere]) {
      expect((await app.get('/accueil', { session })).location).toMatch(/^\/connexion/);
    }
    expect(await rowOf(odile.id)).toMatchObject({
      state: 'closed',
      email: '',
      first_name: null,
      last_name: 'Compte fermé',
      job_title: null,
      phone: null,
      password_hash: null,
      memberships: 'ended Compte fermé par la personne',
    });
    const { rows } = await sql<{ everything: string }>`
      select string_agg(request::text, ' ') as everything from access_request as request`.execute(
      app.database.owner,
    );
    expect(rows[0]?.everything).toContain('cancelled');
    expect(rows[0]?.everything).not.toMatch(/fermeture\.example|Debuire|odile/);
    expect((await mailsTo(app, email)).map(({ kind }) => kind)).toEqual(['accounts.closed']);
    expect(await givenAccount(app.database.owner, { email })).not.toBe(odile.id);
  });

  it('changes nothing with a wrong password, and counts it', async () => {
    const { status, body } = await close(odile, 'pas le bon');
    expect([status, plain(body).includes("Ce n'est pas votre mot de passe")]).toEqual([422, true]);
    expect(await rowOf(odile.id)).toMatchObject({ state: 'active', memberships: 'active ' });
  });

  it('is refused to the only administrator of an establishment, who is told which, and whole', async () => {
    const claire = await member('claire@fermeture.example', 'establishment_administrator');
    await givenMembership(app.database.owner, {
      accountId: claire.id,
      siren,
      siret: otherSiret,
      role: 'viewer',
    });
    const shown = plain((await app.get(path, claire)).body);
    expect(shown).toContain(`SIRET ${siret}`);
    expect(shown).not.toContain('type="password"');
    const { status } = await close(claire);
    expect(status).toBe(409);
    expect(await rowOf(claire.id)).toMatchObject({ state: 'active', memberships: 'active , active ' });
    await member('nadia@fermeture.example', 'establishment_administrator', null);
    expect((await close(claire)).status).toBe(303);
  });

  it('lets one of two administrators leave, who leave at the same instant', async () => {
    for (let round = 0; round < 5; round++) {
      await sql`truncate account, session, membership, throttle cascade`.execute(app.database.owner);
      const both = await Promise.all(
        ['claire', 'nadia'].map((name) => member(`${name}@fermeture.example`, 'establishment_administrator')),
      );
      const statuses = await Promise.all(both.map(async (one) => (await close(one)).status));
      expect(statuses.sort()).toEqual([303, 409]);
    }
  });

  it('is not for agents, whose roles a superviseur takes back', async () => {
    const id = await givenAgent(app.database.owner, 'agent@opco.example', 'account_manager');
    await sql`update account set password_hash = ${passwordHash} where id = ${id}`.execute(
      app.database.owner,
    );
    const agent = { session: await app.sessionOf(id) };
    expect(plain((await app.get(path, agent)).body)).toContain('un superviseur vous retire vos rôles');
    expect((await close(agent)).status).toBe(403);
    expect(await rowOf(id)).toMatchObject({ state: 'active' });
  });

  it('leaves the history of the establishment readable, without a name', async () => {
    const claire = await member('claire@fermeture.example', 'establishment_administrator');
    await close(odile);
    const history = plain((await app.get(`/etablissements/${siret}/historique`, claire)).body);
    expect(history).toContain('Retiré : Compte fermé par la personne');
    expect(history).toContain('Compte fermé');
    expect(history).not.toContain('odile');
    const users = plain((await app.get(`/etablissements/${siret}/utilisateurs?etat=tous`, claire)).body);
    expect(users).toContain('Compte fermé');
    expect(users).not.toContain(email);
  });
});

describe('one’s own data', () => {
  it('come as one file, of oneself alone, and the download is in the access log', async () => {
    await member('claire@fermeture.example', 'establishment_administrator');
    const answer = await app.get('/mon-profil/mes-donnees', odile);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-disposition']).toMatch(
      /attachment; filename="?mes-donnees-\d{4}-\d{2}-\d{2}\.json/,
    );
    const data = JSON.parse(answer.body);
    expect(data.compte).toMatchObject({ email, prenom: 'odile', nom: 'Vasseur' });
    expect(data.rattachements).toMatchObject([{ siret, role: 'viewer', etat: 'active' }]);
    expect(data.sessions_ouvertes).toHaveLength(1);
    expect(answer.body).not.toMatch(/claire@|argon2|password_hash|id_hash/);
    const { rows } = await sql<{ action: string }>`
      select entry.action from access_log_entry as entry where entry.actor_id = ${odile.id}`.execute(
      app.database.owner,
    );
    expect(rows.map(({ action }) => action)).toEqual(['exported-own-data']);
  });
});
