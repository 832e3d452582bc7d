import { beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import { givenCompany } from '../../../tests/support/people';
import { days } from '../../platform/clock';
import { sql } from '../../platform/database';
import { readable } from './fixtures/readable';

const app = readable(useApp());
const root = '/demande-de-compte';
const guide = { siren: '424210433', siret: '42421043300019', other: '42421043300027' };

beforeEach(async () => {
  app.cookies.clear();
  await sql`truncate company, access_request_draft, access_request, throttle cascade`.execute(
    app.database.owner,
  );
  await givenCompany(app.database.app, { siren: guide.siren, sirets: [guide.siret, guide.other] });
});

const state = (body: string, gauge: string) => {
  const button = new RegExp(
    `jauges__lien"[^>]*value="${gauge}"[^>]*>.*?jauge__mot" data-etat="([^"]+)"`,
    's',
  ).exec(body);
  return button?.[1];
};
const drafts = async () => {
  const { rows } = await sql<{ typed: Record<string, string>; visited: string[]; hash: Buffer }>`
    select draft.typed, draft.visited, draft.token_hash as hash
    from access_request_draft as draft`.execute(app.database.app);
  return rows;
};

describe('the pages', () => {
  it('begin with the first gauge', async () => {
    expect(await app.get(root)).toMatchObject({ status: 303, location: `${root}/mon-adresse-email` });
  });

  it.each([
    ['mon-adresse-email', 'Mon adresse email'],
    ['mon-entreprise', 'Mon entreprise'],
    ['mes-informations', 'Mes informations'],
    ['habilitations-souhaitees', 'Habilitations souhaitées'],
  ])('%s has its own address and title, without errors nor draft', async (slug, title) => {
    const { status, body } = await app.get(`${root}/${slug}`);
    expect(status).toBe(200);
    expect(body).toContain(`<title>${title} – Demande de création de compte – mon compte 2i</title>`);
    expect(body).not.toContain('champ__erreur');
    expect(state(body, slug)).toBe('a-remplir');
    expect(await drafts()).toEqual([]);
    expect(app.cookies.size).toBe(0);
  });

  it('put the next page first, so that Enter goes forward', async () => {
    const { body } = await app.get(`${root}/mon-adresse-email`);
    expect(/<button[^>]*type="submit"[^>]*>/.exec(body)?.[0]).toContain('value="mon-entreprise"');
  });

  it('say the role as the guide does', async () => {
    const { body } = await app.get(`${root}/habilitations-souhaitees`);
    expect(body).toContain('<strong>Administrateur de l’établissement :</strong> Accès à toutes');
    expect(body).not.toContain('selected value="viewer"');
  });
});

describe('moving', () => {
  it('keeps all that was typed, valid or not, and says it where it was left', async () => {
    const typed = { email: 'isabelle@', aller: 'mes-informations' };
    expect(await app.post(`${root}/mon-adresse-email`, typed)).toMatchObject({
      status: 303,
      location: `${root}/mes-informations`,
    });
    await app.post(`${root}/mes-informations`, {
      jobTitle: '<b>DRH</b>',
      phone: '06 00',
      aller: 'mon-adresse-email',
    });
    const first = (await app.get(`${root}/mon-adresse-email`)).body;
    expect(first).toContain('value="isabelle@"');
    expect(first).toContain('<title>Erreur : Mon adresse email');
    expect(first).toContain('href="#email"');
    expect(state(first, 'mon-adresse-email')).toBe('a-completer');
    const third = (await app.get(`${root}/mes-informations`)).body;
    expect(third).toContain('value="&lt;b>DRH&lt;/b>"');
    expect(third).toContain('Il manque 6 chiffres');
    expect(state(third, 'habilitations-souhaitees')).toBe('a-remplir');
  });

  it('turns a complete gauge green', async () => {
    await app.post(`${root}/mon-adresse-email`, { email: 'i@exemple.fr', aller: 'mon-entreprise' });
    const { body } = await app.get(`${root}/mon-entreprise`);
    expect(state(body, 'mon-adresse-email')).toBe('complet');
    expect(body).toContain('jauge--neuve');
    expect(body).toContain('Reste à compléter : Mon entreprise, Mes informations, Habilitations souhaitées.');
  });

  it('keeps what two tabs typed on two pages', async () => {
    await app.post(`${root}/mon-adresse-email`, { email: 'i@exemple.fr', aller: 'mon-entreprise' });
    await Promise.all([
      app.post(`${root}/mes-informations`, { lastName: 'Debuire', aller: 'mon-entreprise' }),
      app.post(`${root}/habilitations-souhaitees`, { role: 'viewer', aller: 'mon-entreprise' }),
    ]);
    const [draft, ...others] = await drafts();
    expect(others).toEqual([]);
    expect(draft?.typed).toMatchObject({ email: 'i@exemple.fr', lastName: 'Debuire', role: 'viewer' });
    expect([...(draft?.visited ?? [])].sort()).toEqual([
      'habilitations-souhaitees',
      'mes-informations',
      'mon-adresse-email',
    ]);
  });

  it('keeps known fields only, cut, and whatever characters', async () => {
    await app.post(`${root}/mes-informations`, {
      firstName: `a\0b\u{1F600}${'x'.repeat(900)}`,
      isAdmin: 'oui',
      email: 'not-of-this-page@exemple.fr',
      aller: 'mon-entreprise',
    });
    const [draft] = await drafts();
    expect([...(draft?.typed.firstName ?? '')]).toHaveLength(500);
    expect(draft?.typed.firstName).toMatch(/^a\ufffdb\u{1F600}x/u);
    expect(Object.keys(draft?.typed ?? {})).not.toContain('isAdmin');
    expect(draft?.typed.email).toBeUndefined();
  });

  it('goes on by default, and nowhere else than in the form', async () => {
    const posted = await app.post(`${root}/mon-adresse-email`, { email: '', aller: 'https://exemple.fr' });
    expect(posted.location).toBe(`${root}/mon-entreprise`);
  });
});

describe('the draft', () => {
  it('is held by a cookie whose secret is stored hashed, and shown for seven days', async () => {
    const posted = await app.post(`${root}/mon-adresse-email`, { email: 'i@exemple.fr' });
    expect(String(posted.headers['set-cookie'])).toMatch(
      /mc2i-demande=[\w-]{43}; Max-Age=604800; .*HttpOnly/,
    );
    const [draft] = await drafts();
    expect(draft?.hash.toString('base64url')).not.toBe(app.cookies.get('mc2i-demande'));
    app.clock.advance(days(6));
    expect((await app.get(`${root}/mon-adresse-email`)).body).toContain('i@exemple.fr');
    app.clock.advance(days(2));
    expect((await app.get(`${root}/mon-adresse-email`)).body).not.toContain('i@exemple.fr');
  });

  it('is nobody else’s', async () => {
    await app.post(`${root}/mon-adresse-email`, { email: 'i@exemple.fr' });
    const jar = new Map([['mc2i-demande', 'x'.repeat(43)]]);
    expect((await app.get(`${root}/mon-adresse-email`, { jar })).body).not.toContain('i@exemple.fr');
  });
});

describe('the focus', () => {
  const focused = async (path: string) =>
    /<h2 id="titre"[^>]* autofocus/.test((await app.get(`${root}${path}`)).body);

  it('goes to the heading after a move, not on the first visit nor past what is to be corrected', async () => {
    expect(await focused('/mon-adresse-email')).toBe(false);
    await app.post(`${root}/mon-adresse-email`, { email: 'i@exemple.fr', aller: 'mon-entreprise' });
    expect(await focused('/mon-entreprise')).toBe(true);
    await app.post(`${root}/mon-entreprise`, { aller: 'mon-adresse-email' });
    expect(await focused('/mon-adresse-email')).toBe(true);
    expect(await focused('/mon-entreprise')).toBe(false);
  });
});

describe('closing', () => {
  it('asks nothing of an untouched form', async () => {
    const closed = await app.post(`${root}/mon-adresse-email`, { email: ' ', aller: 'fermer' });
    expect(closed.location).toBe('/connexion');
    expect(await drafts()).toEqual([]);
  });

  it('keeps or erases the draft', async () => {
    const closed = await app.post(`${root}/mes-informations`, { lastName: 'Debuire', aller: 'fermer' });
    expect(closed.location).toBe(`${root}/fermer?de=mes-informations`);
    const asked = (await app.get(`${root}/fermer?de=mes-informations`)).body;
    expect(asked).toContain('Garder mon brouillon');
    expect(asked).toContain(`href="${root}/mes-informations"`);
    expect(await app.post(`${root}/fermer`, { choix: 'garder' })).toMatchObject({ location: '/connexion' });
    expect(await drafts()).toHaveLength(1);
    expect(await app.post(`${root}/fermer`, { choix: 'effacer' })).toMatchObject({ location: '/connexion' });
    expect(await drafts()).toEqual([]);
    expect(app.cookies.size).toBe(0);
    expect(await app.get(`${root}/fermer`)).toMatchObject({ location: '/connexion' });
  });
});
