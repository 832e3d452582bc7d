import { beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import {
  givenAccount,
  givenAgent,
  givenCompany,
  givenMembership,
  guide,
  neighbour,
} from '../../../tests/support/people';
import { sql } from '../../platform/database';
import { readable } from './fixtures/readable';

const product = useApp();
const app = readable(product);
const root = '/demande-de-compte';
const email = 'farid.benali@exemple.fr';
const other = { civility: 'M', jobTitle: 'RH', lastName: 'Petit', firstName: 'Luc', phone: '06 00 00 00 01' };
const newCompany = {
  siren: '999 000 037',
  name: 'Tournage du Lion',
  kind: 'training_provider',
  agreement: '44',
  headcount: '1 200',
  siret: '999 000 037 00013',
  street: '1 rue du Tour',
  postalCode: '90 000',
  town: 'Belfort',
  activity: 'Usinage',
};
const note = 'Votre adresse et vos informations viennent de votre compte';
let farid: string;

beforeEach(async () => {
  product.cookies.clear();
  await sql`truncate company, account, access_request_draft, access_request, outgoing_mail, throttle cascade`.execute(
    product.database.owner,
  );
  const db = product.database.app;
  await givenCompany(db, { siren: guide.siren, sirets: [guide.siret, guide.otherSiret] });
  await givenCompany(db, { siren: neighbour.siren, sirets: [neighbour.siret], name: 'THALOR' });
  farid = await givenAccount(db, { email, firstName: 'Farid' });
  product.cookies.set('mc2i', await product.sessionOf(farid));
});

const post = (page: string, form: Record<string, string>) => app.post(`${root}/${page}`, form);
const show = async (page: string) => (await app.get(`${root}/${page}`)).body;
/** The second and the fourth gauges, and sends. */
async function ask(siret = guide.siret) {
  await post('mon-entreprise', { recherche: siret, aller: 'habilitations-souhaitees' });
  const brouillon =
    /name="brouillon" value="([^"]+)"/.exec(await show('habilitations-souhaitees'))?.[1] ?? '';
  const form = { role: 'accountant', brouillon, aller: 'envoyer' };
  return { send: (changed = {}) => post('habilitations-souhaitees', { ...form, ...changed }) };
}
const requests = async () => {
  const { rows } = await sql<{ email: string; state: string; name: string; phone: string }>`
    select request.email, request.state, request.last_name as name, request.phone
    from access_request as request order by request.sent_at`.execute(product.database.app);
  return rows;
};

describe('whoever is signed in', () => {
  it('finds their address and who they are on the form, before anything is typed', async () => {
    expect(await show('mon-entreprise')).toContain(note);
    expect(await show('mon-adresse-email')).toContain(`value="${email}"`);
    const identity = await show('mes-informations');
    for (const words of ['Vasseur', '06 00 00 00 00', 'href="/mon-profil"'])
      expect(identity).toContain(words);
    expect(identity).not.toContain('name="lastName"');
    expect(await show('mon-entreprise')).toContain(
      'Reste à compléter : Mon entreprise, Habilitations souhaitées.',
    );
  });

  it('chooses the establishment and the role: the request waits for its decision at once', async () => {
    const { send } = await ask();
    expect(await send()).toMatchObject({ status: 303, location: '/mes-etablissements?confirmee=agents' });
    expect(await requests()).toEqual([{ email, state: 'pending', name: 'Vasseur', phone: '+33600000000' }]);
    const mine = await app.get('/mes-etablissements');
    expect(mine.body).toContain('Rattachement à valider');
    await product.runJobs();
    const toMe = (await product.mails()).filter(({ to }) => to === email);
    expect(toMe.map(({ kind }) => kind)).toEqual(['access.request-received']);
  });

  it('is told that the administrator decides where there is one', async () => {
    const db = product.database.app;
    const accountId = await givenAccount(db, { email: 'nadia@exemple.fr' });
    await givenMembership(db, { accountId, siren: guide.siren, siret: guide.siret });
    const { send } = await ask();
    expect((await send()).location).toBe('/mes-etablissements?confirmee=administrators');
  });

  it('is led to their establishments by the same sent again', async () => {
    const { send } = await ask();
    await send();
    expect(await send()).toMatchObject({ status: 303, location: '/mes-etablissements?confirmee=agents' });
    expect(await requests()).toHaveLength(1);
  });

  it('declares a company, and sends that page twice: the same answer', async () => {
    await post('habilitations-souhaitees', { role: 'viewer', aller: 'mon-entreprise' });
    await post('mon-entreprise', { recherche: '', aller: 'nouvelle-entreprise' });
    const page = 'mon-entreprise/nouvelle-entreprise';
    const brouillon = /name="brouillon" value="([^"]+)"/.exec(await show(page))?.[1] ?? '';
    const form = { ...newCompany, brouillon, aller: 'envoyer' };
    const first = await post(page, form);
    expect(first.location).toBe('/mes-etablissements?confirmee=agents');
    expect(await post(page, form)).toMatchObject({ status: 303, location: first.location });
    expect(await requests()).toHaveLength(1);
  });

  it('is told that the request is in vain where they are attached already', async () => {
    await givenMembership(product.database.app, { accountId: farid, siren: guide.siren, siret: guide.siret });
    const { send } = await ask();
    const { location = '' } = await send();
    expect(location).toBe('/mes-etablissements?confirmee=vaine');
    expect((await app.get(location)).body).toContain('Votre demande n’a pas lieu d’être');
    expect((await requests()).map(({ state }) => state)).toEqual(['cancelled']);
  });

  it('leaves nothing of it in the draft, which outlives the session', async () => {
    const posted = { ...other, lastName: 'Vasseur', phone: '06 00 00 00 02' };
    await post('mon-entreprise', { recherche: guide.siret, aller: 'mes-informations' });
    // From a page shown before, as if it were still open.
    await post('mes-informations', { ...posted, aller: 'mon-adresse-email' });
    await post('mon-adresse-email', { email, aller: 'mon-entreprise' });
    expect(await show('mes-informations')).toContain('06 00 00 00 00');
    const { rows } = await sql<{ typed: object }>`
      select draft.typed from access_request_draft as draft`.execute(product.database.owner);
    const kept = rows.flatMap(({ typed }) => Object.keys(typed));
    expect(kept).toContain('site');
    expect(kept.filter((key) => key === 'email' || key in other)).toEqual([]);
    product.cookies.delete('mc2i');
    const after = (await show('mes-informations')) + (await show('mon-adresse-email'));
    for (const words of ['Vasseur', email, note, '06 00 00 00 02']) expect(after).not.toContain(words);
  });

  it('sends who they are by their account, whatever a draft left in the browser says', async () => {
    product.cookies.delete('mc2i');
    await post('mes-informations', { ...other, aller: 'mon-entreprise' });
    product.cookies.set('mc2i', await product.sessionOf(farid));
    expect(await show('mes-informations')).not.toContain('Petit');
    const { send } = await ask();
    await send();
    expect(await requests()).toEqual([{ email, state: 'pending', name: 'Vasseur', phone: '+33600000000' }]);
  });

  it('is told when another request of theirs waits there already, and none is left behind', async () => {
    await (await ask()).send();
    product.cookies.delete('mc2i-demande');
    const { location = '' } = await (await ask()).send();
    expect(location).toBe('/mes-etablissements?confirmee=deja');
    expect((await app.get(location)).body).toContain('attend déjà une réponse');
    expect((await requests()).map(({ state }) => state)).toEqual(['pending', 'cancelled']);
  });

  it('is told how to correct what waits for its decision', async () => {
    const { send } = await ask();
    await send();
    const changed = await send({ role: 'viewer' });
    expect(changed.status).toBe(422);
    expect(changed.body).toContain('Annulez-la par le lien du message');
  });

  it('may ask for somebody else, who confirms their own address', async () => {
    await post('mon-adresse-email', { email: 'collegue@exemple.fr', aller: 'mes-informations' });
    const page = await show('mes-informations');
    expect(page).not.toContain('Vasseur');
    expect(page).not.toContain(note);
    const { send } = await ask(neighbour.siret);
    expect((await send()).location).toBe(`${root}/mes-informations?reste=1`);
    const identity = {
      civility: 'M',
      jobTitle: 'RH',
      lastName: 'Petit',
      firstName: 'Luc',
      phone: '0600000001',
    };
    await post('mes-informations', { ...identity, aller: 'habilitations-souhaitees' });
    expect((await send()).location).toBe(`${root}/envoyee`);
    expect(await requests()).toMatchObject([
      { email: 'collegue@exemple.fr', state: 'to_confirm', name: 'Petit' },
    ]);
  });

  it('never sends their own name with the address that they typed last', async () => {
    const { send } = await ask();
    const last = await post('mon-adresse-email', { email: 'collegue@exemple.fr', aller: 'envoyer' });
    expect(last.location).toBe(`${root}/mes-informations?reste=1`);
    expect((await send()).location).toBe(`${root}/mes-informations?reste=1`);
    expect(await requests()).toEqual([]);
  });

  it('is asked for everything when an agent, who has no establishment to ask for', async () => {
    const agent = await givenAgent(product.database.app, 'agent@exemple.fr', 'account_manager');
    product.cookies.set('mc2i', await product.sessionOf(agent));
    expect(await show('mon-adresse-email')).not.toContain('agent@exemple.fr');
    expect(await show('mes-informations')).not.toContain('Vasseur');
  });
});
