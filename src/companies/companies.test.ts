import { describe, expect, it } from 'vitest';
import { givenMandate } from '../../tests/support/mandates';
import { givenAccount, givenMembership, guide, neighbour } from '../../tests/support/people';
import { sql } from '../platform/database';
import { foreign, plain, useCompanies, words } from './fixtures/looking';

const { app, member, agent } = useCompanies();
const { siren, siret, otherSiret } = guide;
const bare = (body: string) => body.replaceAll(/[0-9a-f-]{36}/g, '');

describe('the sites of a company', () => {
  it('are shown, and found, to who is attached to all of it', async () => {
    const viewer = await member();
    const all = await app.get(`/entreprises/${siren}`, viewer);
    expect(all.body).toContain('2 établissements');
    for (const one of [siret, otherSiret]) expect(all.body).toContain(`/etablissements/${one}/donnees`);
    expect(all.body).not.toContain('/utilisateurs');
    for (const search of ['dijon', '21000', otherSiret]) {
      const found = await app.get(`/entreprises/${siren}?q=${search}&page=9`, viewer);
      expect(found.body).toContain('1 établissement');
      expect(found.body).toContain(otherSiret);
    }
    expect((await app.get(`/entreprises/${siren}?q=nulle+part`, viewer)).body).toContain(
      'Aucun établissement',
    );
    expect((await app.get(`/entreprises/${siren}?etat=fermes`, viewer)).body).toContain(
      'Aucun établissement',
    );
  });

  it('lead an administrator to the users of each, and say how many they are', async () => {
    await member({ siret: otherSiret });
    const administrator = await member({ role: 'establishment_administrator' });
    const { body } = await app.get(`/entreprises/${siren}`, administrator);
    for (const one of [siret, otherSiret]) expect(body).toContain(`/etablissements/${one}/utilisateurs`);
    expect(body).toContain(`/entreprises/${siren}/utilisateurs`);
    expect(words(body)).toMatch(/DIJON – – Ouvert 1 /);
  });

  it('are the public facts alone to who is attached to one of them', async () => {
    const viewer = await member({ siret });
    const { status, body } = await app.get(`/entreprises/${siren}`, viewer);
    expect(status).toBe(200);
    expect(body).toContain(`/etablissements/${otherSiret}"`);
    expect(body).toContain(`/etablissements/${siret}/donnees`);
    expect(body).not.toContain(`/etablissements/${otherSiret}/donnees`);
    expect(body).not.toContain('Conventions collectives');
  });

  it('are fifty to a page, thousands or not, each found without delay', async () => {
    const { owner } = app.database;
    await sql`
      insert into sirene.unit (siren, name, usual_names, active, diffusible, line)
      values ('356000000', 'LA POSTE', '{}', true, true, 0)`.execute(owner);
    await sql`
      insert into sirene.site (siret, sign, street, postal_code, town, head_office, active, diffusible, line)
      select '356000000' || lpad(n::text, 5, '0'), 'BUREAU ' || n, n || ' RUE DE LA POSTE', lpad(n::text, 5, '0'),
        case when n = 16000 then 'ZUYTPEENE' else 'VILLE ' || n % 900 end, n = 1, true, true, 0
      from generate_series(1, 17000) as n`.execute(owner);
    await sql`analyze sirene.site`.execute(owner);
    const reader = await agent('case_officer');
    const first = await app.get('/agents/entreprises/356000000', reader);
    expect(plain(first.body)).toContain('17 000 établissements');
    expect(first.body).toContain('Page 1 sur 340');
    expect(first.body.match(/BUREAU \d+/g)?.length).toBe(50);
    const last = await app.get('/agents/entreprises/356000000?page=340', reader);
    expect(last.body).toContain('35600000017000');
    const began = performance.now();
    const found = await app.get('/agents/entreprises/356000000?q=zuytpeene', reader);
    expect(found.body).toContain('35600000016000');
    // Twenty times what it takes.
    expect(performance.now() - began).toBeLessThan(4_000);
  });
});

describe('who may look', () => {
  it('somebody of another company gets the bytes of a company that does not exist', async () => {
    const elsewhere = await member({ siren: neighbour.siren });
    const suspended = await member({ state: 'suspended' });
    const unknown = await app.get('/entreprises/111111111', elsewhere);
    for (const [path, who] of [
      [`/entreprises/${siren}`, elsewhere],
      [`/entreprises/${siren}`, suspended],
      [`/entreprises/${foreign.siren}`, elsewhere],
      [`/etablissements/${siret}`, elsewhere],
      [`/etablissements/${foreign.siret}`, elsewhere],
      [`/agents/entreprises/${siren}`, elsewhere],
      [`/agents/etablissements/${siret}`, elsewhere],
    ] as const) {
      const { status, body } = await app.get(path, who);
      expect([path, status]).toEqual([path, 404]);
      expect(bare(body)).toBe(bare(unknown.body));
    }
  });

  it('who acts by mandate sees their client, and its other sites as everybody', async () => {
    const accountId = await givenAccount(app.database.owner, { email: 'cabinet@exemple.example' });
    await givenMembership(app.database.owner, { accountId, ...neighbour, role: 'viewer' });
    const { rows } = await sql<{ id: string }>`
      select membership.id from membership where membership.account_id = ${accountId}`.execute(
      app.database.owner,
    );
    await givenMandate(app.database.owner, {
      ...{ partner: neighbour, client: { siren, siret }, askedBy: accountId },
      permissions: ['establishment.read'],
      members: [rows[0]?.id ?? ''],
    });
    const session = await app.sessionOf(accountId);
    const own = await app.get(`/etablissements/${siret}`, { session });
    expect(words(own.body)).toContain('3248, Métallurgie');
    const other = await app.get(`/etablissements/${otherSiret}`, { session });
    expect(other.status).toBe(200);
    expect(words(other.body)).not.toContain('0998');
  });

  it('a site declared by somebody is shown to who is attached to it', async () => {
    const declared = '42421043300050';
    await sql`
      insert into establishment (siret, siren, town, head_office, state, declared, declared_at)
      values (${declared}, ${siren}, 'LURE', false, 'to_validate', '{"activity": "Usinage"}', now())`.execute(
      app.database.owner,
    );
    const own = await member({ siret: declared });
    expect((await app.get(`/etablissements/${declared}`, own)).body).toContain('À valider');
    expect((await app.get(`/entreprises/${siren}`, own)).body).toContain('LURE');
    const colleague = await member({ siret });
    expect((await app.get(`/etablissements/${declared}`, colleague)).status).toBe(404);
    expect((await app.get(`/entreprises/${siren}`, colleague)).body).not.toContain('LURE');
    expect((await app.get(`/agents/entreprises/${siren}`, await agent('controller'))).body).toContain('LURE');
  });
});

it('my perimeter says until when, and forgets what has reached its last day', async () => {
  const passing = await member({ siret, endsOn: '2026-12-31' });
  expect(plain((await app.get('/mes-etablissements', passing)).body)).toContain("Jusqu'au 31 décembre 2026");
  const over = await member({ siret, endsOn: '2026-11-22' });
  for (const path of ['/mes-etablissements', '/accueil']) {
    expect((await app.get(path, over)).body).not.toContain(siret);
  }
});
