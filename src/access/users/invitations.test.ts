import { beforeAll, describe, expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import {
  givenAccount,
  givenCompany,
  givenMembership,
  guide,
  mailsTo,
  neighbour,
  sendAndConfirm,
} from '../../../tests/support/people';
import { sql } from '../../platform/database';

const app = useApp();
const { siren, siret, otherSiret } = guide;
const usersPath = `/etablissements/${siret}/utilisateurs`;
const companyPath = `/entreprises/${siren}/utilisateurs`;
const identity = { civilite: 'M', fonction: 'Paie', nom: 'Benali', prenom: 'Farid', telephone: '0600000000' };
let claire: string;
let count = 0;

beforeAll(async () => {
  await givenCompany(app.database.owner, { siren, sirets: [siret, otherSiret] });
  await givenCompany(app.database.owner, { siren: neighbour.siren, sirets: [neighbour.siret] });
  claire = await member('claire@invite.example', { role: 'establishment_administrator' });
});

async function member(email: string, more: Partial<Parameters<typeof givenMembership>[1]> = {}) {
  const accountId = await givenAccount(app.database.owner, { email });
  await givenMembership(app.database.owner, { accountId, siren, siret, role: 'viewer', ...more });
  return accountId;
}

const fresh = () => `personne${++count}@invite.example`;
const as = async (accountId: string) => ({ session: await app.sessionOf(accountId) });
const invite = async (email: string, more: Record<string, string> = {}, path = usersPath, by = claire) =>
  app.post(`${path}/inviter`, { email, role: 'viewer', fin: '', ...more }, await as(by));
async function linkTo(email: string): Promise<{ link: string; jeton: string }> {
  const link = app.linkIn(
    (await mailsTo(app, email)).filter(({ kind }) => kind === 'access.invitation').at(-1),
    '/invitation',
  );
  return { link, jeton: link.split('jeton=')[1] ?? '' };
}
async function membershipsOf(email: string) {
  const { rows } = await sql<{ role: string; state: string; siret: string | null; endsOn: string | null }>`
    select membership.role, membership.state, membership.siret, membership.ends_on::text as "endsOn"
    from membership join account on account.id = membership.account_id
    where account.email = ${email} order by membership.created_at`.execute(app.database.owner);
  return rows;
}
const idTo = async (email: string) => {
  const { rows } = await sql<{ id: string }>`
    select invitation.id from invitation where invitation.email = ${email}`.execute(app.database.owner);
  return rows.at(-1)?.id ?? '';
};
const joined = { role: 'viewer', state: 'active', siret, endsOn: null };

describe('inviting', () => {
  it('writes to the address, lists it, and says who invites where as what', async () => {
    const email = fresh();
    expect(await invite(email)).toMatchObject({ status: 303, location: `${usersPath}?fait=invite` });
    const [mail, ...others] = await mailsTo(app, email);
    expect([mail?.kind, others]).toEqual(['access.invitation', []]);
    for (const words of ['Claire Vasseur', siret, 'Consultation']) expect(mail?.text).toContain(words);
    const { body } = await app.get(usersPath, await as(claire));
    expect(body).toContain('Invitations sans réponse');
    expect(body).toContain(email.split('@')[0]);
  });

  it.each([
    [{ email: '' }, 'adresse'],
    [{ email: 'claire@invite.example' }, 'votre propre adresse'],
    [{ role: 'roi' }, 'Choisissez un rôle.'],
    [{ role: '' }, 'Choisissez un rôle.'],
    [{ fin: '22/11/2026' }, 'Cette date est passée'],
    [{ fin: 'bientôt' }, 'Saisissez la date de fin'],
  ])('refuses %j, keeps what was typed, writes to nobody', async (wrong, sentence) => {
    const email = fresh();
    const answer = await invite(email, wrong);
    expect(answer.status).toBe(422);
    expect(answer.body.replaceAll('\u202f', ' ')).toContain(sentence);
    if (!('email' in wrong)) expect(answer.body).toContain(`value="${email}"`);
    expect(await mailsTo(app, email)).toEqual([]);
  });

  it('refuses who is there, who is blocked there, and who is invited already', async () => {
    const there = fresh();
    await member(there);
    expect((await invite(there)).body).toContain('déjà rattachée');
    const blocked = fresh();
    const id = await sendAndConfirm(app, { email: blocked });
    await app.post(`${usersPath}/demandes/${id}`, { decision: 'bloquer', motif: 'Non.' }, await as(claire));
    expect((await invite(blocked)).body).toContain('levez d’abord le blocage');
    const twice = fresh();
    await invite(twice);
    expect((await invite(twice)).body).toContain('Une invitation est déjà partie');
  });

  it('answers the same whether or not the address has an account', async () => {
    const [known, unknown] = [fresh(), fresh()];
    await givenAccount(app.database.owner, { email: known });
    const answers = [await invite(known), await invite(unknown)];
    expect(answers[0]).toMatchObject({ status: answers[1]?.status, location: answers[1]?.location });
  });

  it('closes what the person had asked there: nobody decides for nothing', async () => {
    const email = fresh();
    const id = await sendAndConfirm(app, { email });
    await invite(email);
    const page = await app.get(`${usersPath}/demandes/${id}`, await as(claire));
    expect(page.body).toContain('Annulée');
    expect((await app.get(usersPath, await as(claire))).body).not.toContain(id);
  });
});

describe('accepting', () => {
  it('without account: who one is, a password, and one is in; the link is then dead', async () => {
    const email = fresh();
    await invite(email, { role: 'accountant', fin: '31/12/2027' });
    const { link, jeton } = await linkTo(email);
    expect((await app.get(link)).body).toContain('Claire Vasseur vous invite');
    expect(await membershipsOf(email)).toEqual([]);
    const missing = await app.post('/invitation', { jeton, ...identity, nom: '' });
    expect([missing.status, await membershipsOf(email)]).toEqual([422, []]);
    expect(missing.body).toContain('value="Farid"');
    const accepted = await app.post('/invitation', { jeton, ...identity });
    expect(accepted.location).toMatch(/^\/activation\?jeton=/);
    expect((await app.get(accepted.location ?? '')).body).toContain('Activez votre compte');
    const rights = { role: 'accountant', state: 'active', siret, endsOn: '2027-12-31' };
    expect(await membershipsOf(email)).toEqual([rights]);
    expect((await app.get(link)).status).toBe(410);
    expect((await app.post('/invitation', { jeton, ...identity })).status).toBe(410);
    expect(await membershipsOf(email)).toEqual([rights]);
  });

  it('with a password: signed in only, and with the invited address only', async () => {
    const email = fresh();
    const accountId = await givenAccount(app.database.owner, { email });
    await invite(email);
    const { link, jeton } = await linkTo(email);
    expect((await app.get(link, { jar: new Map() })).body).toContain('connectez-vous pour accepter');
    await app.post('/invitation', { jeton, ...identity }, { jar: new Map() });
    const other = await givenAccount(app.database.owner, { email: fresh() });
    expect((await app.get(link, await as(other))).body).toContain('autre adresse');
    await app.post('/invitation', { jeton }, await as(other));
    expect(
      (await app.post('/mes-etablissements', { invitation: await idTo(email) }, await as(other))).status,
    ).toBe(404);
    expect(await membershipsOf(email)).toEqual([]);
    expect((await app.post('/invitation', { jeton }, await as(accountId))).location).toContain(
      'confirmee=rejoint',
    );
    expect(await membershipsOf(email)).toEqual([joined]);
  });

  it('from "Mes établissements", every invitation that can be used', async () => {
    const email = fresh();
    const accountId = await givenAccount(app.database.owner, { email });
    const boss = await member(fresh(), { siret: null, role: 'establishment_administrator' });
    await invite(email, {}, companyPath, boss);
    const { body } = await app.get('/mes-etablissements', await as(accountId));
    expect(body).toContain('Claire Vasseur vous invite');
    const id = /name="invitation" value="([^"]+)"/.exec(body)?.[1] ?? '';
    const accepted = await app.post('/mes-etablissements', { invitation: id }, await as(accountId));
    expect(accepted.location).toBe('/mes-etablissements?confirmee=rejoint');
    expect(await membershipsOf(email)).toEqual([{ ...joined, siret: null }]);
    const again = await app.post('/mes-etablissements', { invitation: id }, await as(accountId));
    expect(again.location).toBe('/mes-etablissements?confirmee=perimee');
  });

  it.each(['to_activate', 'migrated'])('of an account %s leads to its first password', async (state) => {
    const email = fresh();
    await givenAccount(app.database.owner, { email, state });
    await invite(email);
    const { jeton } = await linkTo(email);
    const { location = '' } = await app.post('/invitation', { jeton }, { jar: new Map() });
    expect((await app.get(location)).status).toBe(200);
    expect(await membershipsOf(email)).toEqual([joined]);
  });

  it('of a blocked account gives nothing', async () => {
    const email = fresh();
    await givenAccount(app.database.owner, { email, state: 'blocked' });
    await invite(email);
    const { link, jeton } = await linkTo(email);
    expect((await app.get(link, { jar: new Map() })).body).toContain('Votre compte est bloqué');
    await app.post('/invitation', { jeton, ...identity }, { jar: new Map() });
    expect(await membershipsOf(email)).toEqual([]);
  });

  it('thirty times at once: one membership', async () => {
    const email = fresh();
    await invite(email);
    const { jeton } = await linkTo(email);
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        app.post('/invitation', { jeton, ...identity }, { jar: new Map(), address: `127.0.4.${index + 1}` }),
      ),
    );
    expect(await membershipsOf(email)).toEqual([joined]);
  });

  it('answers what was asked meanwhile', async () => {
    const email = fresh();
    const accountId = await givenAccount(app.database.owner, { email });
    await invite(email, { role: 'accountant' });
    const { jeton } = await linkTo(email);
    await sql`
      insert into access_request (id, state, email, civility, last_name, first_name, job_title, phone, siren, siret, role,
        sent_at, confirmed_at, account_id)
      values (gen_random_uuid(), 'pending', ${email}, 'M', 'B', 'F', 'P', '+33600000000', ${siren}, ${siret}, 'viewer',
        now(), now(), ${accountId})`.execute(app.database.owner);
    await app.post('/invitation', { jeton }, await as(accountId));
    expect(await membershipsOf(email)).toEqual([{ ...joined, role: 'accountant' }]);
    const { rows } = await sql<{ state: string }>`
      select request.state from access_request as request where request.email = ${email}`.execute(
      app.database.owner,
    );
    expect(rows).toEqual([{ state: 'cancelled' }]);
  });
});

describe('an invitation dies', () => {
  const isDead = async (email: string) =>
    (await app.get((await linkTo(email)).link, { jar: new Map() })).status === 410;

  it('when it is withdrawn', async () => {
    const email = fresh();
    await invite(email);
    const form = { geste: 'annuler', invitation: await idTo(email) };
    expect((await app.post(usersPath, form, await as(claire))).location).toBe(`${usersPath}?fait=annule`);
    expect(await isDead(email)).toBe(true);
    expect((await app.post(usersPath, form, await as(claire))).status).toBe(409);
    expect((await invite(email)).status).toBe(303);
  });

  it('with the right of who sent it, and lives again when another sends it', async () => {
    const boss = await member(fresh(), { role: 'establishment_administrator' });
    const email = fresh();
    await invite(email, {}, usersPath, boss);
    await sql`update membership set role = 'viewer' where account_id = ${boss}`.execute(app.database.owner);
    expect(await isDead(email)).toBe(true);
    const { jeton } = await linkTo(email);
    await app.post('/invitation', { jeton, renvoyer: 'oui' }, { jar: new Map() });
    expect(await mailsTo(app, email)).toHaveLength(1);
    await app.post(usersPath, { geste: 'renvoyer', invitation: await idTo(email) }, await as(claire));
    expect(await mailsTo(app, email)).toHaveLength(2);
    expect(await isDead(email)).toBe(false);
  });

  it('after seven days; its page sends a new one to the invited address', async () => {
    const email = fresh();
    await invite(email);
    const { jeton } = await linkTo(email);
    app.clock.advance(7 * 24 * 3_600_000 + 1);
    expect(await isDead(email)).toBe(true);
    const resent = await app.post('/invitation', { jeton, renvoyer: 'oui' }, { jar: new Map() });
    expect(resent.body).toContain('un nouveau message vient de partir');
    expect(await isDead(email)).toBe(false);
  });

  it('when the person is removed: they do not come back by it, but may be invited again', async () => {
    const email = fresh();
    const accountId = await member(email, { siret });
    const boss = await member(fresh(), { siret: null, role: 'establishment_administrator' });
    await invite(email, {}, companyPath, boss);
    const { rows } = await sql<{ id: string }>`
      select membership.id from membership where membership.account_id = ${accountId}`.execute(
      app.database.owner,
    );
    const form = { geste: 'retirer', version: '1', motif: 'Parti.' };
    expect((await app.post(`${usersPath}/${rows[0]?.id}`, form, await as(claire))).status).toBe(303);
    expect(await isDead(email)).toBe(true);
    const direct = await app.post(
      '/mes-etablissements',
      { invitation: await idTo(email) },
      await as(accountId),
    );
    expect(direct.location).toContain('perimee');
    expect((await invite(email)).status).toBe(303);
  });

  it('is nobody else’s to send again or withdraw', async () => {
    const email = fresh();
    await invite(email);
    const stranger = await member(fresh(), { ...neighbour, role: 'establishment_administrator' });
    const theirs = `/etablissements/${neighbour.siret}/utilisateurs`;
    for (const geste of ['renvoyer', 'annuler']) {
      const form = { geste, invitation: await idTo(email) };
      expect((await app.post(theirs, form, await as(stranger))).status).toBe(404);
    }
    expect(await isDead(email)).toBe(false);
  });
});
