import { describe, expect, it } from 'vitest';
import { useInviting } from '../../../tests/support/inviting';
import { givenAccount, mailsTo, sendAndConfirm } from '../../../tests/support/people';
import { sql } from '../../platform/database';

const {
  app,
  as,
  asClaire,
  companyPath,
  fresh,
  identity,
  idTo,
  invite,
  linkTo,
  member,
  membershipsOf,
  siren,
  siret,
  usersPath,
} = useInviting();
const joined = { role: 'viewer', state: 'active', siret, endsOn: null };

describe('inviting', () => {
  it('writes to the address, lists it, and says who invites where as what', async () => {
    const email = fresh();
    expect(await invite(email)).toMatchObject({ status: 303, location: `${usersPath}?fait=invite` });
    const [mail, ...others] = await mailsTo(app, email);
    expect([mail?.kind, others]).toEqual(['access.invitation', []]);
    for (const words of ['Claire Vasseur', siret, 'Consultation']) expect(mail?.text).toContain(words);
    const { body } = await app.get(usersPath, await asClaire());
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
    await app.post(`${usersPath}/demandes/${id}`, { decision: 'bloquer', motif: 'Non.' }, await asClaire());
    expect((await invite(blocked)).body).toContain('levez d’abord le blocage');
    const twice = fresh();
    await invite(twice);
    expect((await invite(twice)).body).toContain('Une invitation est déjà partie');
  });

  it('answers the same when the address was written to too much by others', async () => {
    const known = fresh();
    await givenAccount(app.database.owner, { email: known });
    for (let asking = 0; asking < 5; asking++) {
      await app.post('/mot-de-passe-oublie', { email: known }, { jar: new Map() });
    }
    await app.runJobs();
    expect(await mailsTo(app, known)).toHaveLength(5);
    expect((await invite(known)).status).toBe(303);
  });

  it('stops who sends the same invitation again and again', async () => {
    const email = fresh();
    await invite(email);
    const again = { geste: 'renvoyer', invitation: await idTo(email) };
    const statuses: number[] = [];
    for (let time = 0; time < 6; time++)
      statuses.push((await app.post(usersPath, again, await asClaire())).status);
    expect(statuses).toEqual([303, 303, 303, 303, 429, 429]);
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
    const page = await app.get(`${usersPath}/demandes/${id}`, await asClaire());
    expect(page.body).toContain('Annulée');
    expect((await app.get(usersPath, await asClaire())).body).not.toContain(id);
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
