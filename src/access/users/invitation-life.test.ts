import { describe, expect, it } from 'vitest';
import { useInviting } from '../../../tests/support/inviting';
import { mailsTo, neighbour, sendAndConfirm } from '../../../tests/support/people';
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
  siret,
  usersPath,
} = useInviting();

describe('an invitation dies', () => {
  const isDead = async (email: string) =>
    (await app.get((await linkTo(email)).link, { jar: new Map() })).status === 410;

  it('when it is withdrawn', async () => {
    const email = fresh();
    await invite(email);
    const form = { geste: 'annuler', invitation: await idTo(email) };
    expect((await app.post(usersPath, form, await asClaire())).location).toBe(`${usersPath}?fait=annule`);
    expect(await isDead(email)).toBe(true);
    expect((await app.post(usersPath, form, await asClaire())).status).toBe(409);
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
    await app.post(usersPath, { geste: 'renvoyer', invitation: await idTo(email) }, await asClaire());
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
    expect((await app.post(`${usersPath}/${rows[0]?.id}`, form, await asClaire())).status).toBe(303);
    expect(await isDead(email)).toBe(true);
    const direct = await app.post(
      '/mes-etablissements',
      { invitation: await idTo(email) },
      await as(accountId),
    );
    expect(direct.location).toContain('perimee');
    expect((await invite(email)).status).toBe(303);
  });

  it.each(['refuser', 'bloquer'])(
    'when a request of the person there is answered by: %s',
    async (decision) => {
      const email = fresh();
      await invite(email);
      const id = await sendAndConfirm(app, { email, siret });
      const form = { decision, motif: 'Inconnue ici.' };
      expect((await app.post(`${usersPath}/demandes/${id}`, form, await asClaire())).status).toBe(303);
      expect(await isDead(email)).toBe(true);
      expect(await membershipsOf(email)).toEqual([]);
    },
  );

  it('with its own last day', async () => {
    const email = fresh();
    const today = app.clock.now().toISOString().slice(0, 10);
    await invite(email, { fin: today });
    expect(await isDead(email)).toBe(false);
    app.clock.advance(24 * 3_600_000);
    expect(await isDead(email)).toBe(true);
    const again = { geste: 'renvoyer', invitation: await idTo(email) };
    expect((await app.post(usersPath, again, await asClaire())).status).toBe(409);
  });

  it('rather than to be answered for by the person it invites', async () => {
    const boss = await member(fresh(), { role: 'establishment_administrator' });
    const email = fresh();
    await invite(email, { role: 'establishment_administrator' }, usersPath, boss);
    const invited = await member(email, { siret: null, role: 'establishment_administrator' });
    const again = { geste: 'renvoyer', invitation: await idTo(email) };
    expect((await app.post(usersPath, again, await as(invited))).status).toBe(403);
  });

  it('once accepted, but its page still leads to the first password', async () => {
    const email = fresh();
    await invite(email);
    const { jeton } = await linkTo(email);
    await app.post('/invitation', { jeton, ...identity }, { jar: new Map() });
    expect(await isDead(email)).toBe(true);
    await app.post('/invitation', { jeton, renvoyer: 'oui' }, { jar: new Map() });
    expect((await mailsTo(app, email)).at(-1)?.kind).toBe('accounts.activation');
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
