import { beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import { givenCompany } from '../../../tests/support/people';
import { sql } from '../../platform/database';
import { readable } from './fixtures/readable';

const app = readable(useApp());
const page = '/demande-de-compte/mon-entreprise';
const guide = { siren: '424210433', sirets: ['42421043300019', '42421043300027'] };

beforeEach(async () => {
  app.cookies.clear();
  await sql`truncate company, access_request_draft, throttle cascade`.execute(app.database.owner);
  await givenCompany(app.database.app, guide);
});

const draft = async () => {
  const { rows } = await sql<Record<string, string>>`
    select draft.typed from access_request_draft as draft`.execute(app.database.app);
  return rows[0]?.typed as unknown as Record<string, string>;
};
const shown = async (path = '', query = '') => (await app.get(`${page}${path}${query}`)).body;
const address = { street: '1 rue du Tour', postalCode: '90 000', town: 'Belfort', activity: 'Usinage' };
const company = {
  siren: '999 000 037',
  name: 'Tournage du Lion',
  kind: 'training_provider',
  agreement: '',
  headcount: '12',
  siret: '999 000 037 00013',
  ...address,
};

describe('declaring a company', () => {
  const save = (form: Record<string, string>, aller = 'enregistrer') =>
    app.post(`${page}/nouvelle-entreprise`, { ...form, aller });

  it('opens from the sentence, keeping what was searched', async () => {
    const opened = await app.post(page, { recherche: 'tournage', aller: 'nouvelle-entreprise' });
    expect(opened.location).toBe(`${page}/nouvelle-entreprise`);
    expect(await shown('/nouvelle-entreprise')).not.toContain('champ__erreur');
    expect(await shown()).toContain('value="tournage"');
  });

  it('goes back to the gauge, green, the head office being the site', async () => {
    expect(await save(company)).toMatchObject({ status: 303, location: `${page}?avis=suite` });
    const body = await shown();
    expect(body).toMatch(/Tournage du Lion - 999000037.*?à valider/s);
    expect(body).toContain('Tournage du Lion – 99900003700013 – 1 rue du Tour, 90000 Belfort (à valider)');
    expect(body).toMatch(/aria-current="step".*?data-etat="complet"/s);
    expect((await app.get('/demande-de-compte/habilitations-souhaitees')).body).toContain('99900003700013');
  });

  it('remarks an agreement that no list has, or that ended, and stops nothing', async () => {
    const remark = /Nous ne connaissons pas de convention collective numéro 1234/;
    const saved = async (agreement: string) => {
      expect((await save({ ...company, agreement })).status).toBe(303);
      return shown();
    };
    expect(await saved('1234')).toMatch(remark);
    expect((await app.get('/demande-de-compte/habilitations-souhaitees')).status).toBe(200);
    expect(await saved('650')).toContain(
      'La convention collective 0650, Métallurgie, ingénieurs et cadres, s’est terminée le 31 décembre 2023. La 3248, Métallurgie, l’a remplacée.',
    );
    for (const fine of ['3248', 'Métallurgie', 'Une convention à nous', '']) {
      expect(await saved(fine)).not.toMatch(/convention collective (numéro|0650)/);
    }
  });

  it('says what is wrong and keeps it as typed', async () => {
    const { status, body } = await save({ ...company, siren: '999 000 038', headcount: 'douze' });
    expect(status).toBe(422);
    expect(body).toContain('<title>Erreur :');
    expect(body).toContain('clé de contrôle est fausse');
    expect(body).toContain('L’effectif est un nombre entier');
    expect(body).toContain('value="999 000 038"');
    expect((await draft()).entreprise).toBeUndefined();
  });

  it('selects a known number instead, and says so', async () => {
    const known = await save({ ...company, siren: guide.siren, siret: '42421043300027' });
    expect(known.location).toBe(`${page}?avis=entreprise-connue`);
    expect(await shown('', '?avis=entreprise-connue')).toContain('Nous connaissons déjà cette entreprise');
    expect(await draft()).toMatchObject({ entreprise: guide.siren, site: '42421043300027' });
  });

  it('keeps the unknown site typed for a known company', async () => {
    await save({ ...company, siren: guide.siren, siret: '42421043300035' });
    expect(await draft()).toMatchObject({ entreprise: guide.siren, site: 'nouvelle' });
    expect(await shown()).toContain('42421043300035 – 1 rue du Tour, 90000 Belfort (à valider)');
  });

  it('refuses a closed one', async () => {
    await sql`update company set active = false`.execute(app.database.app);
    const { status, body } = await save({ ...company, siren: guide.siren, siret: '42421043300019' });
    expect(status).toBe(422);
    expect(body).toContain('Cette entreprise est fermée');
    expect((await draft()).entreprise).toBeUndefined();
  });

  it('proposes anew one that was refused', async () => {
    await sql`update company set state = 'refused', refusal_reason = 'inconnue'`.execute(app.database.app);
    await save({ ...company, siren: guide.siren, siret: '42421043300019' });
    expect((await draft()).entreprise).toBe('nouvelle');
  });

  it('keeps everything when a gauge is pressed, and takes it up again', async () => {
    const moved = await save({ siren: '999', name: 'Tournage' }, 'mes-informations');
    expect(moved.location).toBe('/demande-de-compte/mes-informations');
    expect(await shown()).toContain('Vous avez commencé à demander la création');
    const body = await shown('/nouvelle-entreprise');
    expect(body).toContain('value="Tournage"');
    expect(body).toContain('vous en avez saisi 3');
  });

  it('changes nothing when it is cancelled', async () => {
    await save(company);
    expect(await save({ ...company, name: 'Autre' }, 'annuler')).toMatchObject({ location: page });
    expect(await shown()).toContain('Tournage du Lion - 999000037');
  });
});

describe('declaring a site', () => {
  const site = { siret: '424 210 433 00035', sign: 'Atelier', ...address };
  const save = (form: Record<string, string>, aller = 'enregistrer') =>
    app.post(`${page}/nouvel-etablissement`, { ...form, aller });
  const choose = () => app.post(page, { entreprise: guide.siren, aller: 'rechercher' });

  it('needs a company', async () => {
    expect(await app.get(`${page}/nouvel-etablissement`)).toMatchObject({ status: 303, location: page });
    expect(await save(site)).toMatchObject({ status: 303, location: page });
  });

  it('is chosen at once, "à valider"', async () => {
    await choose();
    await save(site);
    const body = await shown();
    expect(body).toMatch(/value="nouvelle" checked/);
    expect(body).toContain('Atelier – 42421043300035 – 1 rue du Tour, 90000 Belfort (à valider)');
  });

  it('must belong to the company', async () => {
    await choose();
    const { status, body } = await save({ ...site, siret: '999 000 037 00013' });
    expect(status).toBe(422);
    expect(body).toContain('Ce SIRET n’est pas un site de cette entreprise');
  });

  it('is selected instead when it is known, refused when it is closed', async () => {
    await choose();
    const known = await save({ siret: '424 210 433 00027' });
    expect(known.location).toBe(`${page}?avis=site-connu`);
    expect((await draft()).site).toBe('42421043300027');
    await sql`update establishment set active = false where siret = '42421043300019'`.execute(
      app.database.app,
    );
    const { status, body } = await save({ ...site, siret: '42421043300019' });
    expect(status).toBe(422);
    expect(body).toContain('Cet établissement est fermé');
  });
});
