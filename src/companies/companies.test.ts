import { beforeAll, expect, it } from 'vitest';
import { useApp } from '../../tests/support/app';
import { givenAccount, givenCompany, givenMembership, guide, neighbour } from '../../tests/support/people';
import { sql } from '../platform/database';

const app = useApp();
const { siren, siret, otherSiret } = guide;
let count = 0;

async function member(more: Partial<Parameters<typeof givenMembership>[1]> = {}) {
  const accountId = await givenAccount(app.database.owner, { email: `perimetre${++count}@exemple.example` });
  await givenMembership(app.database.owner, { accountId, siren, siret: null, role: 'viewer', ...more });
  return { session: await app.sessionOf(accountId) };
}

beforeAll(async () => {
  const { owner } = app.database;
  await givenCompany(owner, { siren, sirets: [siret, otherSiret] });
  await givenCompany(owner, { siren: neighbour.siren, sirets: [neighbour.siret], name: 'VOISINE' });
  await sql`update establishment set town = 'DIJON' where siret = ${otherSiret}`.execute(owner);
});

it('the establishments of a company are shown, and found, to who is attached to all of it', async () => {
  const viewer = await member();
  const all = await app.get(`/entreprises/${siren}`, viewer);
  expect(all.body).toContain('2 établissements');
  for (const one of [siret, otherSiret]) expect(all.body).toContain(one);
  expect(all.body).not.toContain('/utilisateurs');
  const found = await app.get(`/entreprises/${siren}?q=dijon&page=9`, viewer);
  expect(found.body).toContain(otherSiret);
  expect(found.body).not.toContain(`SIRET ${siret}`);
  expect((await app.get(`/entreprises/${siren}?q=nulle+part`, viewer)).body).toContain('Aucun établissement');
});

it('lead an administrator to the users of each', async () => {
  const administrator = await member({ role: 'establishment_administrator' });
  const { body } = await app.get(`/entreprises/${siren}`, administrator);
  for (const one of [siret, otherSiret]) expect(body).toContain(`/etablissements/${one}/utilisateurs`);
  expect(body).toContain(`/entreprises/${siren}/utilisateurs`);
});

it('are nobody else’s', async () => {
  const ofOneSite = await member({ siret });
  const elsewhere = await member({ siren: neighbour.siren });
  for (const somebody of [ofOneSite, elsewhere]) {
    expect((await app.get(`/entreprises/${siren}`, somebody)).status).toBe(404);
  }
  const known = await app.get(`/entreprises/${siren}`, elsewhere);
  const unknown = await app.get('/entreprises/111111111', elsewhere);
  const plain = (body: string) => body.replaceAll(/[0-9a-f-]{36}/g, '');
  expect(plain(known.body)).toBe(plain(unknown.body));
});

it('my perimeter says until when, and forgets what has reached its last day', async () => {
  const passing = await member({ siret, endsOn: '2026-12-31' });
  expect((await app.get('/mes-etablissements', passing)).body.replaceAll(/[\u00a0\u202f]/g, ' ')).toContain(
    'Jusqu’au 31 décembre 2026',
  );
  const over = await member({ siret, endsOn: '2026-11-22' });
  for (const path of ['/mes-etablissements', '/accueil']) {
    expect((await app.get(path, over)).body).not.toContain(siret);
  }
});
