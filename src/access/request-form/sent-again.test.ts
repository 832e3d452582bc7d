import { beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import { givenCompany, mailsTo } from '../../../tests/support/people';
import { hours } from '../../platform/clock';
import { sql } from '../../platform/database';
import { readable } from './fixtures/readable';

const product = useApp();
const app = readable(product);
const root = '/demande-de-compte';
const sent = { status: 303, location: `${root}/envoyee` };
const sirets = ['73282932000074', '73282932000017'];
const email = 'i.debuire@exemple.fr';
const identity = {
  civility: 'MME',
  jobTitle: 'Assistante RH',
  lastName: 'Debuire',
  firstName: 'Isabelle',
  phone: '06 00 00 00 00',
};
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
const newSite = { ...newCompany, siret: '732 829 320 00082', sign: '' };

beforeEach(async () => {
  product.cookies.clear();
  await sql`truncate company, access_request_draft, access_request, outgoing_mail, throttle cascade`.execute(
    product.database.owner,
  );
  await givenCompany(product.database.app, { siren: '732829320', sirets, name: 'THALOR' });
});

const requests = async () => {
  const { rows } = await sql<{ email: string; role: string; state: string }>`
    select request.email, request.role, request.state from access_request as request
    order by request.sent_at`.execute(product.database.app);
  return rows;
};
const post = (page: string, form: Record<string, string>) => app.post(`${root}/${page}`, form);
const draftShown = async () =>
  /name="brouillon" value="([^"]+)"/.exec((await app.get(`${root}/habilitations-souhaitees`)).body)?.[1] ??
  '';
/** Fills the four gauges; gives what the pages then post. */
async function fill(address = email) {
  await post('mon-adresse-email', { email: address, aller: 'mon-entreprise' });
  await post('mon-entreprise', { recherche: sirets[0] ?? '', aller: 'mes-informations' });
  await post('mes-informations', { ...identity, aller: 'habilitations-souhaitees' });
  return { role: 'viewer', brouillon: await draftShown(), aller: 'envoyer' };
}
const send = (form: Record<string, string>) => post('habilitations-souhaitees', form);
const changed = async (answer: Promise<{ status: number; body: string }>) => {
  const { status, body } = await answer;
  expect(status).toBe(422);
  expect(body).toContain('Votre demande est déjà envoyée');
  expect(body).toContain('Ce que vous venez de changer n’en fait pas partie');
  expect(body).toContain(`href="${root}/mon-adresse-email"`);
};

describe('a draft sent', () => {
  it('thirty times at once is one request, and one mail; all are told that it is sent', async () => {
    const form = await fill();
    const answers = await Promise.all(Array.from({ length: 30 }, () => send(form)));
    for (const answer of answers) expect(answer).toMatchObject(sent);
    await product.runJobs();
    expect(await requests()).toHaveLength(1);
    expect(await mailsTo(product, email)).toHaveLength(1);
  });

  it('again 23 hours later gets the same answer, and nothing more is sent', async () => {
    const form = await fill();
    await send(form);
    await product.runJobs();
    product.clock.advance(hours(23));
    expect(await send(form)).toMatchObject(sent);
    await product.runJobs();
    expect(await requests()).toHaveLength(1);
    expect(await mailsTo(product, email)).toHaveLength(1);
  });

  it('again from any of its pages, as they were, gets the same answer', async () => {
    const form = await fill();
    const { brouillon, aller } = form;
    await send(form);
    const same = { brouillon, aller };
    expect(await post('mon-adresse-email', { email: ` ${email.toUpperCase()}`, ...same })).toMatchObject(
      sent,
    );
    expect(await post('mon-entreprise', { site: sirets[0] ?? '', filtre: '', ...same })).toMatchObject(sent);
    expect(await post('mon-entreprise', { recherche: sirets[0] ?? '', ...same })).toMatchObject(sent);
    expect(await post('mes-informations', { ...identity, phone: '+33 6 00000000', ...same })).toMatchObject(
      sent,
    );
    expect(await requests()).toHaveLength(1);
  });

  it.each([
    ['another address', 'mon-adresse-email', { email: 'autre@exemple.fr' }],
    ['no address', 'mon-adresse-email', { email: '' }],
    ['another site', 'mon-entreprise', { site: sirets[1] ?? '' }],
    ['another name', 'mes-informations', { ...identity, lastName: 'Debuires' }],
    ['another role', 'habilitations-souhaitees', { role: 'accountant' }],
    ['a new company', 'mon-entreprise/nouvelle-entreprise', newCompany],
  ])('again with %s says that this did not leave, and what to do', async (_what, page, change) => {
    const { brouillon, aller } = await fill();
    await send({ role: 'viewer', brouillon, aller });
    await changed(post(page, { ...change, brouillon, aller }));
    expect(await requests()).toEqual([{ email, role: 'viewer', state: 'to_confirm' }]);
  });

  it('at once with two roles: one leaves, the other is told that it did not', async () => {
    const form = await fill();
    const roles = ['viewer', 'accountant'];
    const answers = await Promise.all(roles.map((role) => send({ ...form, role })));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
    const left = answers.findIndex(({ status }) => status === 303);
    expect(await requests()).toEqual([{ email, role: roles[left], state: 'to_confirm' }]);
  });

  it('is replaced by the new request that the page invites to', async () => {
    const form = await fill();
    await send(form);
    await product.runJobs();
    await changed(send({ ...form, role: 'accountant' }));
    expect(await send({ ...(await fill()), role: 'accountant' })).toMatchObject(sent);
    await product.runJobs();
    expect(await requests()).toEqual([
      { email, role: 'viewer', state: 'cancelled' },
      { email, role: 'accountant', state: 'to_confirm' },
    ]);
  });

  it('with a company declared that was known knows it again', async () => {
    const { brouillon, aller } = await fill();
    await post('habilitations-souhaitees', { role: 'viewer', brouillon, aller: 'mon-entreprise' });
    const known = { ...newCompany, siren: '732829320', siret: sirets[0] ?? '', brouillon, aller };
    for (let press = 0; press < 2; press++) {
      expect(await post('mon-entreprise/nouvelle-entreprise', known)).toMatchObject(sent);
    }
    expect(await requests()).toHaveLength(1);
  });

  it.each([
    ['company', 'mon-entreprise/nouvelle-entreprise', newCompany, { name: 'Autre' }],
    ['establishment', 'mon-entreprise/nouvel-etablissement', newSite, { street: '2 rue du Tour' }],
  ])('with a new %s knows it again', async (_what, page, creation, change) => {
    const { brouillon, aller } = await fill();
    await post(page, { ...creation, aller: 'enregistrer' });
    expect(await post('habilitations-souhaitees', { role: 'viewer', brouillon, aller })).toMatchObject(sent);
    expect(await post(page, { ...creation, brouillon, aller })).toMatchObject(sent);
    await changed(post(page, { ...creation, ...change, brouillon, aller }));
    expect(await requests()).toHaveLength(1);
  });
});
