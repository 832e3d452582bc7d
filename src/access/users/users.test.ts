import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
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
let count = 0;
let claire: string;

async function member(
  more: Partial<Parameters<typeof givenMembership>[1]> & { firstName?: string } = {},
): Promise<{ accountId: string; id: string; email: string }> {
  const email = `personne${++count}@utilisateurs.example`;
  const { firstName = 'Farid', ...membership } = more;
  const accountId = await givenAccount(app.database.owner, { email, firstName });
  await givenMembership(app.database.owner, { accountId, siren, siret, role: 'viewer', ...membership });
  const { rows } = await sql<{ id: string }>`
    select membership.id from membership where membership.account_id = ${accountId}`.execute(
    app.database.owner,
  );
  return { accountId, email, id: rows[0]?.id ?? '' };
}

const as = async (accountId: string) => ({ session: await app.sessionOf(accountId) });
/** Without the spaces that typography forbids to break. */
const shownBy = ({ body }: { body: string }) => body.replaceAll(/[\u00a0\u202f]/g, ' ');
const rowOf = async (id: string) => {
  const { rows } = await sql<{ role: string; state: string; ends_on: string | null; version: number }>`
    select membership.role, membership.state, membership.ends_on::text, membership.version from membership
    where membership.id = ${id}`.execute(app.database.owner);
  return rows[0];
};

beforeAll(async () => {
  await givenCompany(app.database.owner, { siren, sirets: [siret, otherSiret] });
  await givenCompany(app.database.owner, {
    siren: neighbour.siren,
    sirets: [neighbour.siret],
    name: 'VOISINE',
  });
});

beforeEach(async () => {
  const owner = app.database.owner;
  await sql`delete from membership`.execute(owner);
  ({ accountId: claire } = await member({ role: 'establishment_administrator', firstName: 'Claire' }));
});

describe('the list', () => {
  it('shows first what waits for a decision, then the people, never those of elsewhere', async () => {
    await member({ firstName: 'Odile', role: 'accountant' });
    await member({ firstName: 'Ailleurs', siret: otherSiret });
    await member({ firstName: 'Voisin', siren: neighbour.siren, siret: neighbour.siret });
    await member({ firstName: 'Partout', siret: null });
    const id = await sendAndConfirm(app, { email: 'isabelle@utilisateurs.example' });
    const { status, body } = await app.get(usersPath, await as(claire));
    expect(status).toBe(200);
    expect(body).toContain('1 demande attend votre décision');
    expect(body.indexOf(`${usersPath}/demandes/${id}`)).toBeLessThan(body.indexOf('Odile'));
    expect(body).toContain('3 personnes');
    expect(body).toContain('Toute l’entreprise');
    expect(body).not.toContain('Ailleurs');
    expect(body).not.toContain('Voisin');
  });

  it('filters by state of attachment, and by words of the name or of the address', async () => {
    await member({ firstName: 'Suspendue', state: 'suspended' });
    await member({ firstName: 'Partie', endsOn: '2026-01-31' });
    await member({ firstName: 'Élodie' });
    const shown = async (query: string) => {
      const { body } = await app.get(`${usersPath}?${query}`, await as(claire));
      const table = body.slice(body.indexOf('<tbody'));
      return ['Claire', 'Suspendue', 'Partie', 'Élodie'].filter((name) => table.includes(`${name} Vasseur`));
    };
    expect(await shown('')).toEqual(['Claire', 'Suspendue', 'Élodie']);
    expect(await shown('etat=suspendu')).toEqual(['Suspendue']);
    expect(await shown('etat=termine')).toEqual(['Partie']);
    expect(await shown('etat=tous')).toEqual(['Claire', 'Suspendue', 'Partie', 'Élodie']);
    expect(await shown('q=elodie+vass')).toEqual(['Élodie']);
    expect(await shown(`q=personne${count}@util`)).toEqual(['Élodie']);
    expect(await shown('q=inconnue')).toEqual([]);
    // Signs alone ask for nothing.
    expect(await shown(`q=${'%'.repeat(300)}&page=99999999999`)).toEqual(['Claire', 'Suspendue', 'Élodie']);
  });

  it('of a company shows every attachment, to those who administer all of it', async () => {
    const { accountId } = await member({
      siret: null,
      role: 'establishment_administrator',
      firstName: 'Paul',
    });
    await member({ firstName: 'Ailleurs', siret: otherSiret });
    const { body } = await app.get(companyPath, await as(accountId));
    for (const name of ['Claire', 'Paul', 'Ailleurs']) expect(body).toContain(`${name} Vasseur`);
    expect(body).toContain(otherSiret);
    expect((await app.get(companyPath, await as(claire))).status).toBe(404);
    expect((await app.get(`/entreprises/${neighbour.siren}/utilisateurs`, await as(accountId))).status).toBe(
      404,
    );
  });

  it('turns its pages', async () => {
    for (let one = 0; one < 26; one++) await member();
    expect((await app.get(usersPath, await as(claire))).body).toContain('Page 1 sur 2');
    expect((await app.get(`${usersPath}?page=2`, await as(claire))).body).toContain('Page 2 sur 2');
  });
});

describe('modification of a user', () => {
  const change = async (id: string, form: Record<string, string>, who = claire) =>
    app.post(`${usersPath}/${id}`, form, await as(who));

  it('changes role and last day, tells the person, and keeps who changed what', async () => {
    const { id, email } = await member();
    const form = { geste: 'modifier', version: '1', role: 'accountant', fin: '31/12/2027' };
    expect(await change(id, form)).toMatchObject({
      status: 303,
      location: `${usersPath}/${id}?fait=modifie`,
    });
    expect(await rowOf(id)).toEqual({
      role: 'accountant',
      state: 'active',
      ends_on: '2027-12-31',
      version: 2,
    });
    const [mail] = await mailsTo(app, email);
    expect(mail?.kind).toBe('access.membership-changed');
    for (const text of ['Comptable', '31 décembre 2027', siret]) expect(mail?.text).toContain(text);
    const body = shownBy(await app.get(`${usersPath}/${id}?fait=modifie`, await as(claire)));
    expect(body).toContain('Droits modifiés');
    expect(body).toContain('Consultation → Comptable jusqu’au 31 décembre 2027');
    expect(body).toContain(', Claire Vasseur');
  });

  it('with nothing changed changes nothing, and writes to nobody', async () => {
    const { id, email } = await member();
    await change(id, { geste: 'modifier', version: '1', role: 'viewer', fin: '' });
    expect(await rowOf(id)).toMatchObject({ version: 1 });
    expect(await mailsTo(app, email)).toEqual([]);
  });

  it.each([
    [{ role: 'roi', fin: '' }, 'Choisissez un rôle.'],
    [{ role: 'viewer', fin: '31/02/2027' }, 'Saisissez la date de fin comme'],
    [{ role: 'viewer', fin: 'demain' }, 'Saisissez la date de fin comme'],
    [{ role: 'viewer', fin: '22/11/2026' }, 'Cette date est passée'],
  ])('refuses %j, and keeps what was typed', async (typed, sentence) => {
    const { id } = await member();
    const answer = await change(id, { geste: 'modifier', version: '1', ...typed });
    expect(answer.status).toBe(422);
    expect(shownBy(answer)).toContain(sentence);
    if (typed.fin) expect(answer.body).toContain(`value="${typed.fin}"`);
    expect(await rowOf(id)).toMatchObject({ version: 1 });
  });

  it('of what somebody changed meanwhile is refused, both versions shown', async () => {
    const { id } = await member();
    await change(id, { geste: 'modifier', version: '1', role: 'accountant', fin: '' });
    const late = await change(id, {
      geste: 'modifier',
      version: '1',
      role: 'funding_manager',
      fin: '01/02/2030',
    });
    expect(late.status).toBe(409);
    expect(late.body).toContain('pendant que vous le regardiez');
    expect(shownBy(late)).toContain('Enregistré : rôle Comptable, sans date de fin');
    expect(late.body).toContain('value="01/02/2030"');
    expect(late.body).toMatch(/<option value="funding_manager" selected/);
    expect(await rowOf(id)).toMatchObject({ role: 'accountant' });
  });

  it('suspends with a reason: the right is gone at the next request; restores; ends', async () => {
    const { id, accountId, email } = await member({ role: 'establishment_administrator' });
    const session = await as(accountId);
    expect((await app.get(usersPath, session)).status).toBe(200);
    expect((await change(id, { geste: 'suspendre', version: '1', motif: ' ' })).status).toBe(422);
    await change(id, { geste: 'suspendre', version: '1', motif: 'Congé long.' });
    expect((await app.get(usersPath, session)).status).toBe(404);
    await change(id, { geste: 'retablir', version: '2' });
    expect((await app.get(usersPath, session)).status).toBe(200);
    const ended = await change(id, { geste: 'retirer', version: '3', motif: 'A quitté l’entreprise.' });
    expect(ended.location).toBe(`${usersPath}?fait=retire`);
    expect((await app.get(usersPath, session)).status).toBe(404);
    expect((await mailsTo(app, email)).map(({ kind }) => kind)).toEqual([
      'access.membership-suspended',
      'access.membership-restored',
      'access.membership-ended',
    ]);
    expect((await change(id, { geste: 'retablir', version: '4' })).status).toBe(409);
    const body = shownBy(await app.get(`${usersPath}/${id}`, await as(claire)));
    expect(body).toContain('Retiré : A quitté l’entreprise.');
    expect(body).not.toContain('name="geste"');
  });

  it('is not for one’s own rights, but for leaving', async () => {
    const { id, accountId } = await member({ role: 'establishment_administrator' });
    const grow = await change(id, { geste: 'modifier', version: '1', role: 'viewer', fin: '' }, accountId);
    expect([grow.status, (await rowOf(id))?.role]).toEqual([403, 'establishment_administrator']);
    const left = await change(
      id,
      { geste: 'retirer', version: '1', motif: 'Je change de poste.' },
      accountId,
    );
    expect(left).toMatchObject({ status: 303, location: '/mes-etablissements' });
    expect(await rowOf(id)).toMatchObject({ state: 'ended' });
  });

  it('is over with its last day: nothing revives it, and what the person does elsewhere is not shown', async () => {
    const { id } = await member();
    await sql`update membership set ends_on = '2026-11-20' where id = ${id}`.execute(app.database.owner);
    for (const form of [
      { geste: 'modifier', role: 'viewer', fin: '' },
      { geste: 'suspendre', motif: 'Trop tard.' },
      { geste: 'retirer', motif: 'Trop tard.' },
    ]) {
      expect((await change(id, { version: '1', ...form })).status).toBe(409);
    }
    expect(await rowOf(id)).toMatchObject({ version: 1, ends_on: '2026-11-20' });
    const body = shownBy(await app.get(`${usersPath}/${id}`, await as(claire)));
    expect(body).toContain('Terminé');
    expect(body).not.toContain('Téléphone');
  });

  it('writes down who reads a person, whatever the page comes from', async () => {
    const { id, accountId } = await member();
    const readings = async () => {
      const { rows } = await sql`
        select 1 from access_log_entry as entry
        where entry.action = 'read-user' and entry.subject_id = ${accountId}`.execute(app.database.owner);
      return rows.length;
    };
    await change(id, { geste: 'x', version: '1' });
    expect(await readings()).toBe(1);
    await app.get(`${usersPath}/${id}`, await as(claire));
    expect(await readings()).toBe(2);
  });

  it('of somebody else’s establishment is not there, by any door', async () => {
    const { id } = await member({ siret: otherSiret });
    const stranger = await member({ siren: neighbour.siren, siret: neighbour.siret });
    for (const one of [id, stranger.id, 'x', crypto.randomUUID()]) {
      expect((await app.get(`${usersPath}/${one}`, await as(claire))).status).toBe(404);
      const form = { geste: 'retirer', version: '1', motif: 'x' };
      expect((await change(one, form)).status).toBe(404);
    }
    expect(await rowOf(id)).toMatchObject({ state: 'active', version: 1 });
  });

  it('of a right on the whole company is for those who administer it', async () => {
    const { id } = await member({ siret: null });
    const page = await app.get(`${usersPath}/${id}`, await as(claire));
    expect(page.body).toContain('un administrateur de l’entreprise peut les modifier');
    const form = { geste: 'suspendre', version: '1', motif: 'x' };
    expect((await change(id, form)).status).toBe(404);
    const { accountId } = await member({ siret: null, role: 'establishment_administrator' });
    expect((await app.post(`${companyPath}/${id}`, form, await as(accountId))).status).toBe(303);
    expect(await rowOf(id)).toMatchObject({ state: 'suspended' });
  });
});
