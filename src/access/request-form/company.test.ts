import { beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import { givenCompany, inTheRegistry } from '../../../tests/support/people';
import { sql } from '../../platform/database';
import { readable } from './fixtures/readable';

const app = readable(useApp());
const page = '/demande-de-compte/mon-entreprise';
const guide = { siren: '424210433', sirets: ['42421043300019', '42421043300027'] };
const lone = { siren: '732829320', sirets: ['73282932000074'], name: 'THALOR' };
const closed = { siren: '900000118', sirets: ['90000011800019'], name: 'GE SUPERIEUR' };
const hidden = { siren: '552032534', sirets: ['55203253400018'], name: 'CACHÉE' };

beforeEach(async () => {
  app.cookies.clear();
  const { owner, app: db } = app.database;
  await sql`truncate company, access_request_draft, throttle cascade`.execute(owner);
  for (const company of [guide, lone, closed, hidden]) await givenCompany(db, company);
  await sql`update company set active = false where siren = ${closed.siren}`.execute(db);
  await sql`update company set diffusible = false, name = null where siren = ${hidden.siren}`.execute(db);
  await inTheRegistry(
    db,
    [guide, lone, closed, hidden].map(({ siren }) => siren),
  );
});

const post = (form: Record<string, string>) => app.post(page, form);
const shown = async (query = '') => (await app.get(`${page}${query}`)).body;
const choice = async () => {
  const { rows } = await sql<{ entreprise: string; site: string }>`
    select draft.typed ->> 'entreprise' as entreprise, draft.typed ->> 'site' as site
    from access_request_draft as draft`.execute(app.database.app);
  return rows[0];
};

describe('searching without JavaScript', () => {
  it('shows the best companies as choices, the closed ones said and not to be chosen', async () => {
    const posted = await post({ recherche: 'ge sup', aller: 'rechercher' });
    expect(posted).toMatchObject({ status: 303, location: `${page}?avis=suite` });
    const body = await shown('?avis=suite');
    expect(body).toContain('2 entreprises trouvées');
    expect(body).toMatch(/value="424210433"(?! disabled)[^>]*>.*?GE SUPPORT FRANCE - 424210433.*?BELFORT/s);
    expect(body).toMatch(/value="900000118" disabled[^>]*>.*?BELFORT, entreprise fermée/s);
    expect(body).not.toContain('champ__erreur');
    await post({ recherche: 'ge sup', resultat: guide.siren, aller: 'choisir' });
    const chosen = await shown();
    expect(chosen).toMatch(/GE SUPPORT FRANCE - 424210433.*?BELFORT/s);
    expect(chosen).toContain('Sélectionnez votre site');
    expect(chosen).toContain('GE SUPPORT FRANCE – 42421043300019 – 3 RUE DE LA FORGE, 90000 BELFORT');
  });

  it('says what was not found, too short or wrong', async () => {
    await post({ recherche: 'zzzzzz', aller: 'rechercher' });
    expect(await shown()).toContain('Aucune entreprise ne correspond à');
    await post({ recherche: 'g', aller: 'rechercher' });
    expect(await shown()).toContain('Saisissez au moins 2 caractères');
    await post({ recherche: '424 210 434', aller: 'rechercher' });
    expect(await shown()).toContain('clé de contrôle est fausse');
  });

  it('searches on Enter while a text waits, and goes on otherwise', async () => {
    expect(await post({ recherche: 'ge', aller: 'suite' })).toMatchObject({ location: `${page}?avis=suite` });
    expect(await post({ recherche: '', aller: 'suite' })).toMatchObject({
      location: '/demande-de-compte/mes-informations',
    });
  });

  it('keeps a search left in the middle, with its results', async () => {
    await post({ recherche: 'thalor', entreprise: '', aller: 'mes-informations' });
    const body = await shown();
    expect(body).toContain('value="thalor"');
    expect(body).toContain('THALOR - 732829320');
    expect(body).toContain('Recherchez votre entreprise et choisissez-la dans la liste.');
  });
});

describe('choosing', () => {
  it('by a SIREN typed, spaces allowed, whatever the button', async () => {
    await post({ recherche: '424 210 433', aller: 'mes-informations' });
    expect(await choice()).toEqual({ entreprise: guide.siren, site: '' });
  });

  it('by a SIRET takes its site too', async () => {
    await post({ recherche: '424 210 433 00027', aller: 'rechercher' });
    expect(await choice()).toEqual({ entreprise: guide.siren, site: '42421043300027' });
    expect(await shown()).toMatch(/value="42421043300027" checked/);
  });

  it('in the list takes the number of the line', async () => {
    await post({
      recherche: 'GE SUPPORT FRANCE - 424210433',
      entreprise: '42421043300019',
      aller: 'rechercher',
    });
    expect(await choice()).toEqual({ entreprise: guide.siren, site: '42421043300019' });
  });

  it('takes the only open site beforehand', async () => {
    await post({ entreprise: lone.siren, aller: 'rechercher' });
    expect(await choice()).toEqual({ entreprise: lone.siren, site: '73282932000074' });
  });

  it('leaves a SIRET that the company does not have to be declared', async () => {
    const posted = await post({ recherche: '42421043300035', aller: 'rechercher' });
    expect(posted.location).toBe(`${page}?avis=site-inconnu`);
    expect(await shown('?avis=site-inconnu')).toContain('ce site n’est pas dans la liste');
    const declared = (await app.get(`${page}/nouvel-etablissement`)).body;
    expect(declared).toContain('value="42421043300035"');
  });

  it.each([
    ['a closed company', { entreprise: '900000118' }],
    ['a closed company among results', { resultat: '900000118' }],
    ['a closed company by its SIRET', { recherche: '90000011800019' }],
    ['an unknown number', { entreprise: '999000037' }],
    ['anything else', { entreprise: "1' or '1'='1" }],
  ])('refuses %s', async (_what, form) => {
    await post({ ...form, aller: 'choisir' });
    expect((await choice())?.entreprise ?? '').toBe('');
  });

  it('refuses a closed site, and the site of another company', async () => {
    const { app: db } = app.database;
    await sql`update establishment set active = false where siret = '42421043300027'`.execute(db);
    await post({ recherche: '42421043300027', aller: 'rechercher' });
    expect((await choice())?.entreprise ?? '').toBe('');
    await post({ entreprise: guide.siren, aller: 'rechercher' });
    await post({ site: '42421043300027', aller: 'mes-informations' });
    expect(await shown()).toContain('Ce site est fermé : sélectionnez-en un autre.');
    await post({ site: '73282932000074', aller: 'mes-informations' });
    expect(await shown()).toContain('Sélectionnez votre site.');
  });

  it('shows nothing of who does not want to be known', async () => {
    await post({ recherche: hidden.siren, aller: 'rechercher' });
    const body = await shown();
    expect(body).toContain('Entreprise non diffusible - 552032534');
    expect(body).toContain('Entreprise non diffusible – 55203253400018 – BELFORT');
    expect(body).not.toMatch(/RUE DE LA FORGE|90000/);
  });

  it('can be undone', async () => {
    await post({ entreprise: lone.siren, aller: 'rechercher' });
    await post({ aller: 'changer-entreprise' });
    expect(await choice()).toEqual({ entreprise: '', site: '' });
    expect(await shown('?avis=suite')).not.toContain('champ__erreur');
  });
});

describe('many sites', () => {
  it('are filtered by town, without leaving the page', async () => {
    const sirets = Array.from({ length: 33 }, (_, index) => `900000043${String(index).padStart(5, '0')}`);
    await givenCompany(app.database.app, { siren: '900000043', sirets, name: 'RESEAU' });
    await sql`update establishment set town = 'ÉVRY' where siret < '90000004300003'`.execute(
      app.database.app,
    );
    await post({ entreprise: '900000043', aller: 'rechercher' });
    expect(await shown()).toContain('33 sites');
    await post({ filtre: 'evry', site: '', aller: 'filtrer' });
    const body = await shown();
    expect(body.match(/<option/g)).toHaveLength(1 + 3);
  });
});

describe('the search while typing', () => {
  const source = '/demande-de-compte/entreprises?q=';

  it('answers what the list shows, and nothing under two characters', async () => {
    const { body, headers } = await app.get(`${source}ge%20sup`);
    expect(headers['content-type']).toContain('application/json');
    expect(JSON.parse(body)).toEqual([
      { value: '424210433', label: 'GE SUPPORT FRANCE - 424210433', detail: 'BELFORT' },
      {
        value: '900000118',
        label: 'GE SUPERIEUR - 900000118',
        detail: 'BELFORT',
        disabled: 'entreprise fermée',
      },
    ]);
    expect(JSON.parse((await app.get(`${source}g`)).body)).toEqual([]);
    expect(JSON.parse((await app.get(`${source}cachee`)).body)).toEqual([]);
  });

  it('stops an address that asks too much, and no other', async () => {
    for (let count = 0; count < 300; count++) await app.get(`${source}x`, { address: '10.0.0.1' });
    expect(await app.get(`${source}ge`, { address: '10.0.0.1' })).toMatchObject({ status: 429 });
    expect(await app.get(`${source}ge`, { address: '10.0.0.2' })).toMatchObject({ status: 200 });
  });
});
