import { beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import { givenCompany } from '../../../tests/support/people';
import { sql } from '../../platform/database';
import { readable } from './fixtures/readable';

const app = readable(useApp());
const root = '/demande-de-compte';
const sent = `${root}/envoyee`;
const siret = '73282932000074';
const identity = {
  civility: 'MME',
  jobTitle: 'Assistante RH',
  lastName: 'Debuire',
  firstName: 'Isabelle',
  phone: '06 00 00 00 00',
};

beforeEach(async () => {
  app.cookies.clear();
  await sql`truncate company, access_request_draft, access_request, throttle cascade`.execute(
    app.database.owner,
  );
  await givenCompany(app.database.app, { siren: '732829320', sirets: [siret], name: 'THALOR' });
});

const requests = async () => {
  const { rows } = await sql<{ email: string; siret: string; role: string; phone: string; state: string }>`
    select request.email, request.siret, request.role, request.phone, request.state
    from access_request as request`.execute(app.database.app);
  return rows;
};
const draftShown = async () =>
  /name="brouillon" value="([^"]+)"/.exec((await app.get(`${root}/habilitations-souhaitees`)).body)?.[1] ??
  '';
async function fill() {
  await app.post(`${root}/mon-adresse-email`, { email: 'I.Debuire@exemple.fr', aller: 'mon-entreprise' });
  await app.post(`${root}/mon-entreprise`, { recherche: siret, aller: 'mes-informations' });
  await app.post(`${root}/mes-informations`, { ...identity, aller: 'habilitations-souhaitees' });
  return { role: 'viewer', brouillon: await draftShown(), aller: 'envoyer' };
}
const send = (form: Record<string, string>) => app.post(`${root}/habilitations-souhaitees`, form);

describe('"Demander mon compte"', () => {
  it('says all that is missing on the first incomplete page', async () => {
    await app.post(`${root}/mon-adresse-email`, { email: 'i@exemple.fr', aller: 'mes-informations' });
    const posted = await app.post(`${root}/mes-informations`, { ...identity, phone: '', aller: 'envoyer' });
    expect(posted.location).toBe(`${root}/mon-entreprise?reste=1`);
    const { body } = await app.get(`${root}/mon-entreprise?reste=1`);
    expect(body).toContain('<title>Erreur : Mon entreprise');
    expect(body).toContain('href="#recherche"');
    expect(body).toContain(`href="${root}/mes-informations#phone"`);
    expect(body).toContain(`href="${root}/habilitations-souhaitees#role"`);
    expect((await app.get(`${root}/habilitations-souhaitees`)).body).toContain('Choisissez un rôle.');
    expect(await requests()).toEqual([]);
  });

  it('answers on the same page when it is the first incomplete one', async () => {
    const posted = await app.post(`${root}/mon-adresse-email`, { email: '', aller: 'envoyer' });
    expect(posted.status).toBe(422);
    expect(posted.body).toContain('Votre demande est à compléter');
    expect(posted.body).toContain('href="#email"');
  });

  it('makes one request with canonical values', async () => {
    const form = await fill();
    expect((await app.get(`${root}/habilitations-souhaitees`)).body).not.toContain('Toutes les jauges');
    expect(await send(form)).toMatchObject({ status: 303, location: sent });
    expect(await requests()).toEqual([
      { email: 'i.debuire@exemple.fr', siret, role: 'viewer', phone: '+33600000000', state: 'to_confirm' },
    ]);
  });

  it('invites to send when all is green', async () => {
    await fill();
    await send({ role: 'viewer', aller: 'mon-adresse-email' });
    const { body } = await app.get(`${root}/mon-adresse-email`);
    expect(body).toContain('Toutes les jauges sont vertes : vous pouvez envoyer votre demande.');
    expect(body).toMatch(/bouton--plein[^>]*value="envoyer"/);
  });

  it('makes one request of a double click, of the back button and of another tab', async () => {
    const form = await fill();
    const answers = await Promise.all([send(form), send(form), send(form)]);
    for (const answer of answers) expect(answer).toMatchObject({ status: 303, location: sent });
    expect(await send(form)).toMatchObject({ status: 303, location: sent });
    const other = await app.post(`${root}/mes-informations`, { ...identity, ...form });
    expect(other).toMatchObject({ status: 303, location: sent });
    expect(await requests()).toHaveLength(1);
  });

  it('shows an empty form afterwards, which begins another request', async () => {
    await send(await fill());
    const { body } = await app.get(`${root}/mon-adresse-email`);
    expect(body).not.toContain('exemple.fr"');
    expect(body).toMatch(/name="brouillon" value\/>/);
    const early = await app.post(`${root}/mon-adresse-email`, { email: '', brouillon: '', aller: 'envoyer' });
    expect(early.status).toBe(422);
    const second = await fill();
    expect(await send({ ...second, role: 'accountant' })).toMatchObject({ location: sent });
    expect((await requests()).map(({ role }) => role).sort()).toEqual(['accountant', 'viewer']);
  });
});
