import { describe, expect, it } from 'vitest';
import { firm, useMandates } from '../../../tests/support/mandates';
import { mailsTo } from '../../../tests/support/people';
import { sql } from '../../platform/database';

const {
  act,
  administrator,
  app,
  as,
  ask,
  colleague,
  kindsTo,
  may,
  member,
  otherSiret,
  partner,
  path,
  runChores,
  send,
  siren,
  siret,
  stateOf,
  statusFor,
} = useMandates();

const payrollRights = ['employees.read', 'employees.write', 'establishment.read'];
const day = 24 * 3_600_000;

describe('asking', () => {
  it('tells each administrator of the client, and opens nothing', async () => {
    const [boss, head] = [await administrator(), await administrator({ siret: null })];
    const [solene, elsewhere] = [await partner(), await administrator({ siret: otherSiret })];
    const id = await ask(solene);
    expect(await may(solene)).toEqual([]);
    for (const one of [boss, head]) {
      const [mail] = await mailsTo(app, one.email);
      expect(mail?.kind).toBe('access.mandate-asked');
      const text = mail?.text.replace(/\s+/g, ' ') ?? '';
      for (const words of ['CABINET MORVAN', firm.siret, siret, solene.email, 'Salariés'])
        expect(text).toContain(words);
    }
    expect(await kindsTo(elsewhere)).toEqual([]);
    for (const one of [boss, head, solene]) expect(await statusFor(id, one)).toBe(200);
    for (const one of [elsewhere, await member(), await colleague()])
      expect(await statusFor(id, one)).toBe(404);
  });

  it('is for who administers the partner, in its name', async () => {
    const [boss, clerk] = [await administrator(), await colleague()];
    expect((await app.get(`${path}/demander`, await as(clerk))).status).toBe(404);
    expect((await send(clerk)).status).toBe(403);
    expect((await send(boss)).status).toBe(404);
  });

  it.each([
    ['a wrong number', { client: '42421043300018' }, 'clé de contrôle'],
    ['an unknown number', { client: '73282932000074' }, 'ouvert que nous connaissons'],
    ['oneself', { client: firm.siret }, 'votre propre entreprise'],
    [
      'no right that is in the list',
      { etablissement: 'utilisateurs' },
      'Choisissez un droit dans chaque liste',
    ],
    ['an end before the start', { debut: '01/02/2027', fin: '31/01/2027' }, 'vient avant le début'],
    ['a day that is over', { fin: '22/11/2026' }, 'Cette date est passée'],
    ['a start that is no day', { debut: 'demain' }, 'Saisissez la date de début'],
  ])('refuses %s, and keeps what was typed', async (_case, more, sentence) => {
    const answer = await send(await partner(), { fin: '31/12/2027', ...more });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain(sentence);
    if ('debut' in more) expect(answer.body).toContain(`value="${more.debut}"`);
  });

  it('once at a time, and not again within thirty days of a refusal', async () => {
    const [boss, solene] = [await administrator(), await partner()];
    const id = await ask(solene);
    expect((await send(solene)).body).toContain('déjà demandé');
    expect((await act(id, boss, 'refuser')).status).toBe(422);
    expect((await act(id, boss, 'refuser', { motif: 'Inconnu chez nous.' })).status).toBe(303);
    const [mail] = await mailsTo(app, solene.email);
    expect([mail?.kind, mail?.text]).toEqual([
      'access.mandate-refused',
      expect.stringContaining('Inconnu chez'),
    ]);
    expect((await send(solene)).status).toBe(409);
    app.clock.advance(32 * day);
    await ask(solene);
  });

  it('expires after sixty days, and who asked learns it; taken back by the partner alone', async () => {
    const [boss, solene] = [await administrator(), await partner()];
    const id = await ask(solene);
    app.clock.advance(59 * day);
    await runChores();
    expect(await stateOf(id)).toBe('asked');
    app.clock.advance(2 * day);
    await Promise.all([runChores(), runChores()]);
    expect(await stateOf(id)).toBe('expired');
    expect(await kindsTo(solene)).toEqual(['access.mandate-expired']);
    const again = await ask(solene);
    expect((await act(again, boss, 'annuler')).status).toBe(404);
    expect((await act(again, solene, 'annuler')).status).toBe(303);
    expect((await act(again, boss, 'accepter')).status).toBe(409);
  });
});

describe('accepting', () => {
  it('gives these rights on this place, to who is named, and no other', async () => {
    const [boss, solene, ludovic] = [await administrator(), await partner(), await colleague()];
    const id = await ask(solene);
    expect((await act(id, boss, 'accepter', { salaries: 'consultation' })).status).toBe(303);
    expect(await may(solene)).toEqual(['employees.read', 'establishment.read']);
    expect([await may(solene, otherSiret), await may(solene, siren), await may(ludovic)]).toEqual([
      [],
      [],
      [],
    ]);
    expect(await kindsTo(solene)).toEqual(['access.mandate-accepted']);
    const names = { [`montre-${solene.membershipId}`]: '', [`acteur-${ludovic.membershipId}`]: 'oui' };
    expect((await act(id, solene, 'designer', names)).status).toBe(303);
    expect([await may(solene), await may(ludovic)]).toEqual([[], ['employees.read', 'establishment.read']]);
    expect(await statusFor(id, ludovic)).toBe(200);
    expect((await app.get(`/etablissements/${siret}/utilisateurs`, await as(ludovic))).status).toBe(403);
  });

  it('of a whole company reaches each of its establishments', async () => {
    const [head, solene] = [await administrator({ siret: null }), await partner({ siret: null })];
    const id = await ask(solene, { client: siren, partenaire: firm.siren });
    const local = await administrator();
    expect(await statusFor(id, local)).toBe(404);
    expect((await act(id, local, 'accepter')).status).toBe(404);
    expect((await act(id, head, 'accepter')).status).toBe(303);
    for (const place of [siren, siret, otherSiret]) expect(await may(solene, place)).toEqual(payrollRights);
  });

  it('is nothing that who asked does, nor anybody of the partner', async () => {
    const both = await administrator();
    await sql`
      insert into membership (account_id, siren, siret, role, state, created_at, updated_at)
      values (${both.accountId}, ${firm.siren}, ${firm.siret}, 'establishment_administrator', 'active', now(), now())`.execute(
      app.database.owner,
    );
    const id = await ask(both);
    expect((await act(id, both, 'accepter')).status).toBe(403);
    expect((await act(id, await partner(), 'accepter')).status).toBe(404);
    expect(await stateOf(id)).toBe('asked');
  });

  it('runs between its days', async () => {
    const [boss, solene] = [await administrator(), await partner()];
    const id = await ask(solene);
    await act(id, boss, 'accepter', { debut: '25/11/2026', fin: '27/11/2026' });
    expect(await may(solene)).toEqual([]);
    app.clock.advance(2 * day);
    expect(await may(solene)).toEqual(payrollRights);
    app.clock.advance(2.5 * day);
    expect(await may(solene)).toEqual(payrollRights);
    app.clock.advance(day / 2);
    expect(await may(solene)).toEqual([]);
    await ask(solene);
  });
});

describe('taking back', () => {
  async function given() {
    const [boss, solene] = [await administrator(), await partner()];
    const id = await ask(solene);
    await act(id, boss, 'accepter');
    return { boss, solene, id };
  }

  it('is at once, by the client with a reason, or by the partner', async () => {
    const { boss, solene, id } = await given();
    expect((await act(id, boss, 'retirer')).status).toBe(422);
    expect((await act(id, boss, 'retirer', { motif: 'Nous changeons de cabinet.' })).status).toBe(303);
    expect(await may(solene)).toEqual([]);
    expect(await kindsTo(solene)).toEqual(['access.mandate-accepted', 'access.mandate-ended']);
    const second = await given();
    expect((await act(second.id, second.solene, 'retirer', { motif: 'x' })).status).toBe(403);
    expect((await act(second.id, second.solene, 'renoncer', { motif: 'Nous cessons.' })).status).toBe(303);
    expect(await may(second.solene)).toEqual([]);
    expect(await kindsTo(second.boss)).toEqual(['access.mandate-asked', 'access.mandate-ended']);
  });

  it('changes to less, at once', async () => {
    const { boss, solene, id } = await given();
    const less = { salaries: 'aucun', fin: '31/12/2026' };
    expect((await act(id, boss, 'modifier', less)).status).toBe(303);
    expect(await may(solene)).toEqual(['establishment.read']);
    expect((await act(id, boss, 'modifier', less)).status).toBe(303);
    expect(await kindsTo(solene)).toEqual(['access.mandate-accepted', 'access.mandate-changed']);
  });

  it.each([
    ['is suspended there', 'suspended'],
    ['has left it', 'ended'],
  ])('whoever %s acts no more, and coming back is not being named', async (_case, state) => {
    const { solene, id } = await given();
    await partner();
    await sql`update membership set state = ${state} where id = ${solene.membershipId}`.execute(
      app.database.owner,
    );
    expect(await may(solene)).toEqual([]);
    if (state === 'suspended') return;
    await sql`
      insert into membership (account_id, siren, siret, role, state, created_at, updated_at)
      values (${solene.accountId}, ${firm.siren}, ${firm.siret}, 'viewer', 'active', now(), now())`.execute(
      app.database.owner,
    );
    expect(await may(solene)).toEqual([]);
    expect(await statusFor(id, solene)).toBe(404);
  });

  it('names nobody who is not of the partner', async () => {
    const { boss, solene, id } = await given();
    const names = { [`acteur-${boss.membershipId}`]: 'oui' };
    expect((await act(id, solene, 'designer', names)).status).toBe(422);
    expect((await act(id, boss, 'designer', names)).status).toBe(404);
  });

  it('of what somebody changed meanwhile, or of two at once, one alone', async () => {
    const { boss, id } = await given();
    const stale = await act(id, boss, 'modifier', { version: '1', demandes: 'gestion', fin: '31/12/2027' });
    expect(stale.status).toBe(409);
    for (const words of ['pendant que vous le regardiez', 'Enregistré', 'value="31/12/2027"'])
      expect(stale.body).toContain(words);
    const bosses = [boss, ...(await Promise.all(Array.from({ length: 9 }, () => administrator())))];
    const answers = await Promise.all(
      bosses.map((one, index) =>
        act(id, one, index % 2 ? 'retirer' : 'modifier', { salaries: 'aucun', motif: 'Fin.' }),
      ),
    );
    const done = (fait: string) => answers.filter(({ location }) => location?.endsWith(fait));
    expect(done('fait=retire')).toHaveLength(1);
    expect(done('fait=modifie').length).toBeLessThan(2);
    expect(await stateOf(id)).toBe('ended');
  });
});

describe('acting', () => {
  it('opens the data of the client, as far as the mandate goes, and not its bank details', async () => {
    const [boss, solene] = [await administrator(), await partner()];
    const data = `/etablissements/${siret}/donnees`;
    const status = async (path: string) => (await app.get(path, await as(solene))).status;
    const id = await ask(solene);
    expect(await status(data)).toBe(404);
    await act(id, boss, 'accepter');
    expect([await status(data), await status(`${data}/coordonnees-bancaires`)]).toEqual([200, 403]);
    expect((await app.get(path, await as(solene))).body).toContain(`href="${data}"`);
    await act(id, boss, 'retirer', { motif: 'Fini.' });
    expect(await status(data)).toBe(404);
  });
});

describe('what is kept', () => {
  it('is read in the history of both, and who read it in the access log', async () => {
    const [boss, solene] = [await administrator(), await partner()];
    const id = await ask(solene);
    await act(id, boss, 'accepter');
    for (const [one, place, other] of [
      [boss, siret, 'CABINET MORVAN'],
      [solene, firm.siret, 'GE SUPPORT FRANCE'],
    ] as const) {
      const history = await app.get(`/etablissements/${place}/historique?rubrique=mandats`, await as(one));
      for (const words of ['Mandat demandé', 'Mandat accepté', 'Désigné pour agir par mandat', other])
        expect(history.body).toContain(words);
    }
    await statusFor(id, boss);
    const { rows } = await sql<{ subject: string }>`
      select entry.subject_id as subject from access_log_entry as entry
      where entry.actor_id = ${boss.accountId} and entry.action = 'read-mandate'`.execute(app.database.owner);
    expect(rows).toContainEqual({ subject: solene.accountId });
  });

  it('is listed to each side, and shown to who manages the users of the client', async () => {
    const [boss, solene] = [await administrator(), await partner()];
    const id = await ask(solene);
    for (const one of [boss, solene])
      expect((await app.get(path, await as(one))).body).toContain(`${path}/${id}`);
    expect((await app.get('/accueil', await as(boss))).body).toContain(`${path}/${id}`);
    expect((await app.get(`/etablissements/${siret}/utilisateurs`, await as(boss))).body).toContain(
      'Partenaires mandatés',
    );
    const found = async (q: string) =>
      (await app.get(`${path}?q=${q}`, await as(solene))).body.includes(`${path}/${id}`);
    expect([await found('support%20belfort'), await found(siret), await found('lyon')]).toEqual([
      true,
      true,
      false,
    ]);
    expect((await app.get(path, await as(await member()))).body).not.toContain(id);
  });
});
