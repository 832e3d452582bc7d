import { beforeEach, describe, expect, it } from 'vitest';
import { htmlErrors } from '../../../tests/gates/html-errors';
import { firm, givenMandate } from '../../../tests/support/mandates';
import { givenAgent, givenCompany, neighbour } from '../../../tests/support/people';
import { useReviewing } from '../../../tests/support/reviewing';
import { sql } from '../../platform/database';

const { app, ids, siren, siret, otherSiret, place, member, as, ask, plain } = useReviewing();
const path = '/agents/revue-des-droits';
let supervisor = '';

beforeEach(async () => {
  await sql`truncate rights_review, access_log_entry`.execute(app.database.owner);
  supervisor = await givenAgent(app.database.owner, 's@opco.example', 'supervisor');
});

const asked = async (query: string) => {
  const answer = await app.get(`${path}${query}`, await as(supervisor));
  return { ...answer, text: plain(answer.body) };
};
const lines = async (query: string) =>
  (/<tbody[^>]*>(.*?)<\/tbody>/s.exec((await asked(query)).text)?.[1] ?? '').split('<tr').slice(1);

async function done(at: string, on: string | null = siret) {
  await sql`
    insert into rights_review (siren, siret, opened_at, due_at, done_at, done_by, kept, ended)
    values (${siren}, ${on}, ${at}, ${at}, ${at}, ${ids.claire}, 2, 0)`.execute(app.database.owner);
}

describe('the reviews, for agents', () => {
  it('are shown in time, then late, then done', async () => {
    await ask();
    expect(await lines('')).toEqual([]);
    const [open, ...others] = await lines('?etat=en-cours');
    expect(open).toContain(siret);
    expect(open).toContain('23 décembre 2026');
    expect(open).toContain(`/agents/comptes?q=${siret}`);
    expect(others).toEqual([]);
    app.clock.advance(31 * 86_400_000);
    expect(await lines('?etat=en-cours')).toEqual([]);
    expect(await lines('')).toHaveLength(1);
    app.clock.advance(-31 * 86_400_000);
    await sql`truncate rights_review`.execute(app.database.owner);
    await done('2026-03-02');
    expect((await lines('?etat=faites'))[0]).toContain('2 mars 2026');
    expect(await lines('')).toEqual([]);
  });

  it('say where rights a year old have nobody to review them, unless the OPCO closed the place', async () => {
    await member('odile@revue.example', { siret: otherSiret });
    const [line, ...others] = await lines('?etat=sans-administrateur');
    expect([line?.includes(otherSiret), others]).toEqual([true, []]);
    await sql`update establishment set active = false where siret = ${otherSiret}`.execute(
      app.database.owner,
    );
    expect(await lines('?etat=sans-administrateur')).toEqual([]);
  });

  it('are found by name and by number, and kept in the access log', async () => {
    await ask();
    expect(await lines(`?etat=en-cours&q=${siret}`)).toHaveLength(1);
    expect(await lines('?etat=en-cours&q=support')).toHaveLength(1);
    expect((await asked('?etat=en-cours&q=introuvable')).text).toContain('Rien ne correspond');
    const { rows } = await sql<{ id: string }>`
      select distinct entry.subject_id as id from access_log_entry as entry
      where entry.action = 'read-rights-reviews' and entry.subject_kind = 'establishment'`.execute(
      app.database.owner,
    );
    expect(rows).toEqual([{ id: siret }]);
  });
});

describe('rights of more than twelve months', () => {
  const old = '/droits-anciens';

  it('are those given before, and confirmed by no review since', async () => {
    await member('nouvelle@revue.example', {}, '2026-05-04');
    expect(await lines(old)).toHaveLength(2);
    await done('2026-03-02', otherSiret);
    expect(await lines(old)).toHaveLength(2);
    await done('2025-11-10');
    const [line] = await lines(old);
    expect([await lines(old).then(({ length }) => length), line?.includes('10 novembre 2025')]).toEqual([
      2,
      true,
    ]);
    await done('2026-03-02');
    expect(await lines(old)).toEqual([]);
    await sql`update membership set role_since = '2026-06-01' where account_id = ${ids.farid}`.execute(
      app.database.owner,
    );
    await sql`truncate rights_review`.execute(app.database.owner);
    expect(await lines(old)).toHaveLength(1);
  });

  it('count the mandates of partners, and say whose they are', async () => {
    const { owner } = app.database;
    await givenCompany(owner, { siren: firm.siren, sirets: [firm.siret], name: 'CABINET MORVAN' });
    await givenMandate(owner, { partner: firm, client: place, askedBy: ids.claire });
    expect(await lines(old)).toHaveLength(2);
    await sql`update mandate set accepted_at = '2025-09-01'`.execute(owner);
    const [line] = await lines(old);
    expect([line?.includes('CABINET MORVAN'), line?.includes('Mandat')]).toEqual([true, true]);
  });

  it('are found by person and by place, and who was shown is in the access log', async () => {
    expect(await lines(`${old}?q=farid`)).toHaveLength(1);
    expect(await lines(`${old}?q=${siret.replace(/(\d{9})/, '$1 ')}`)).toHaveLength(2);
    expect(await lines(`${old}?q=${neighbour.siren}`)).toEqual([]);
    const { rows } = await sql<{ id: string }>`
      select distinct entry.subject_id as id from access_log_entry as entry
      where entry.action = 'read-old-rights' and entry.subject_kind = 'account'`.execute(app.database.owner);
    expect(rows.map(({ id }) => id).sort()).toEqual([ids.claire, ids.farid].sort());
  });

  it('are shown within a second, among those of a hundred thousand people', async () => {
    const { owner } = app.database;
    await sql`
      with people as (
        insert into account (email, state, first_name, last_name, password_hash, created_at)
        select 'personne' || n || '@revue.example', 'active', 'Alix', 'Nom' || n, 'unusable', now()
        from generate_series(1, 100000) as n returning account.id
      )
      insert into membership (account_id, siren, siret, role, state, created_at, updated_at)
      select people.id, ${siren}, ${siret}, 'viewer', 'active', '2025-06-01', now() from people`.execute(
      owner,
    );
    await sql`analyze membership, account`.execute(owner);
    const start = performance.now();
    expect(await lines(`${old}?page=900`)).toHaveLength(25);
    expect(performance.now() - start).toBeLessThan(1000);
  }, 60_000);
});

it('are valid pages', async () => {
  await ask();
  for (const query of ['', '?etat=en-cours', '?etat=faites', '/droits-anciens', '/droits-anciens?q=zzz']) {
    const { status, body } = await asked(query);
    expect([query, status, await htmlErrors(body)]).toEqual([query, 200, []]);
  }
});
