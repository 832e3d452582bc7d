import { beforeEach, describe, expect, it } from 'vitest';
import { email, factsIn, plain, useAccountsDesk } from '../../../tests/support/accounts-desk';
import { mailsTo } from '../../../tests/support/people';
import { sql } from '../../platform/database';

const { app, sophie, karim, claire, desk, stateOf, act, signIn } = useAccountsDesk();

describe('who lost every factor', () => {
  beforeEach(async () => {
    await sql`update account set second_factor_at = now() where id = ${claire.id}`.execute(
      app.database.owner,
    );
    await sql`insert into passkey (id, account_id, public_key, counter, transports, name, added_at)
      values ('cle', ${claire.id}, '\\x00', 0, '{}', 'Ordinateur', now())`.execute(app.database.owner);
  });
  const open = () => act({ geste: 'demander-retrait', verifie: 'Rappelée au standard.' });
  const aged = () =>
    sql`update second_factor_removal set opened_at = opened_at - interval '25 hours'`.execute(
      app.database.owner,
    );
  /** The demand that a page shows. */
  const shown = async () =>
    /name="retrait" value="([^"]+)"/.exec((await app.get(desk.path, sophie)).body)?.[1] ?? '';
  const confirm = async (as = karim, retrait?: string) =>
    act({ geste: 'confirmer-retrait', retrait: retrait ?? (await shown()) }, as);
  const objection = async () => {
    await app.runJobs();
    const link = app.linkIn((await mailsTo(app, email)).at(-1), '/connexion/opposition');
    return new URLSearchParams(link.split('?')[1]).get('jeton') ?? '';
  };

  it('is let in again by two agents, a day apart, told each time', async () => {
    expect((await open()).location).toContain('fait=demander-retrait');
    await app.runJobs();
    expect((await mailsTo(app, email)).at(-1)).toMatchObject({
      kind: 'accounts.second-factor-removal-opened',
    });
    expect(plain((await confirm()).body)).toContain('encore le temps de s');
    await aged();
    expect(plain((await confirm(sophie)).body)).toContain('un autre gestionnaire des comptes la confirme');
    expect(await stateOf(claire.id)).not.toMatchObject({ factor: null });
    expect((await confirm()).location).toContain('fait=confirmer-retrait');
    expect(await stateOf(claire.id)).toMatchObject({ state: 'active', factor: null });
    expect((await app.get('/accueil', claire)).location).toMatch(/^\/connexion/);
    await app.runJobs();
    expect((await mailsTo(app, email)).at(-1)).toMatchObject({ kind: 'accounts.second-factor-removed' });
    expect((await signIn()).location).toBe('/accueil');
  });

  it('is kept as she is when she objects', async () => {
    await open();
    const jeton = await objection();
    expect((await app.get(`/connexion/opposition?jeton=${jeton}`)).status).toBe(200);
    expect(plain((await app.post('/connexion/opposition', { jeton })).body)).toContain("C'est noté");
    expect(plain((await app.post('/connexion/opposition', { jeton })).body)).toContain(
      'Ce lien ne sert plus',
    );
    await aged();
    expect((await confirm()).status).toBe(409);
    expect(await stateOf(claire.id)).not.toMatchObject({ factor: null });
    expect(plain((await app.get(desk.path, sophie)).body)).toContain("s'est opposée");
  });

  it('keeps her factor when it was used since', async () => {
    await open();
    await aged();
    await sql`insert into history_entry (at, actor_kind, action, subject_kind, subject_id)
      values (now() + interval '10 years', 'visitor', 'accounts.signed-in', 'account', ${claire.id})`.execute(
      app.database.owner,
    );
    expect(plain((await confirm()).body)).toContain("elle n'est pas perdue");
  });

  it('is one demand at a time, over after a week, and given up by a button', async () => {
    expect((await Promise.all([open(), open()])).map(({ status }) => status).sort()).toEqual([303, 409]);
    const first = await shown();
    expect((await act({ geste: 'abandonner-retrait', retrait: first }, karim)).status).toBe(303);
    expect((await open()).status).toBe(303);
    await sql`update second_factor_removal set opened_at = opened_at - interval '8 days'`.execute(
      app.database.owner,
    );
    expect((await confirm()).status).toBe(409);
    expect((await open()).status).toBe(303);
  });

  it('is confirmed or given up as it was read: a demand that has taken its place stays', async () => {
    await open();
    const read = await shown();
    await act({ geste: 'abandonner-retrait', retrait: read });
    await act({ geste: 'demander-retrait', verifie: 'Autre chose.' });
    await aged();
    for (const geste of ['confirmer-retrait', 'abandonner-retrait', 'abandonner-retrait']) {
      const { status, body } = await act({ geste, retrait: read, etat: 'active' }, karim);
      expect([status, plain(body)]).toEqual([409, expect.stringContaining('Autre chose.')]);
    }
    expect(await stateOf(claire.id)).not.toMatchObject({ factor: null });
    expect((await confirm()).status).toBe(303);
  });

  it('is asked on a page where a colleague has just asked: both are shown, and what was checked is kept', async () => {
    const form = { geste: 'demander-retrait', etat: 'active', retrait: '' };
    await act({ ...form, verifie: 'Vue en visio.' }, karim);
    const { status, body } = await act({ ...form, verifie: 'Rappelée au standard.' });
    expect(status).toBe(409);
    expect(factsIn(body)).toEqual(
      expect.arrayContaining([
        ['Sur votre page', 'Actif'],
        ['Maintenant', 'Actif, retrait de la double authentification demandé'],
        ['Vous aviez écrit', 'Rappelée au standard.'],
      ]),
    );
  });

  it('is confirmed or objected to, never both', async () => {
    await open();
    const jeton = await objection();
    await aged();
    const retrait = await shown();
    const [confirmed, objected] = await Promise.all([
      confirm(karim, retrait),
      app.post('/connexion/opposition', { jeton }),
    ]);
    const noted = plain(objected.body).includes("C'est noté");
    expect([confirmed.status === 303, noted].filter(Boolean)).toHaveLength(1);
    expect((await stateOf(claire.id))?.factor === null).toBe(confirmed.status === 303);
  });

  it('says how identity was checked, or is not asked', async () => {
    const answer = await act({ geste: 'demander-retrait', verifie: '' });
    expect([answer.status, answer.body.includes('Saisissez ce que vous avez vérifié.')]).toEqual([422, true]);
  });
});
