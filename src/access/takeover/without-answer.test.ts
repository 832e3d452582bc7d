import { describe, expect, it } from 'vitest';
import { mailsTo } from '../../../tests/support/people';
import { useTakeovers } from '../../../tests/support/taking-over';
import { sql } from '../../platform/database';

const {
  act,
  administrator,
  agentDoes,
  app,
  as,
  ask,
  handOver,
  hour,
  kindsTo,
  member,
  otherSiret,
  path,
  roleOf,
  runChores,
  statusFor,
} = useTakeovers();

describe('without answer', () => {
  it('a colleague of before may confirm after a whole working day, and nobody else', async () => {
    const [boss, colleague, asker] = [await administrator(), await member(), await member()];
    const id = await ask(asker);
    const newcomer = await member();
    await sql`update membership set updated_at = ${app.clock.now()} where account_id = ${newcomer.accountId}`.execute(
      app.database.owner,
    );
    const elsewhere = await member({ siret: otherSiret });
    expect(await statusFor(id, colleague)).toBe(404);
    expect((await act(id, colleague, 'confirmer')).status).toBe(404);
    app.clock.advance(46 * hour);
    await runChores();
    expect(await kindsTo(asker)).toEqual(['access.takeover-relayed']);
    expect(await kindsTo(colleague)).toEqual(['access.takeover-to-confirm']);
    for (const one of [newcomer, elsewhere, asker]) {
      expect(await kindsTo(one)).not.toContain('access.takeover-to-confirm');
      expect((await act(id, one, 'confirmer')).status).toBeGreaterThanOrEqual(403);
    }
    expect(await roleOf(asker)).toBe('viewer');
    expect((await act(id, colleague, 'confirmer')).location).toBe('/accueil');
    expect(await roleOf(asker)).toBe('establishment_administrator');
    expect(await kindsTo(boss)).toEqual(['access.takeover-asked', 'access.takeover-done']);
    for (const one of [newcomer, colleague]) expect(await statusFor(id, one)).toBe(404);
  });

  it('of nobody, since nobody administers: a colleague is not enough', async () => {
    const [colleague, asker] = [await member(), await member()];
    const id = await ask(asker);
    app.clock.advance(72 * hour);
    await runChores();
    expect(await kindsTo(colleague)).toEqual([]);
    expect((await act(id, colleague, 'confirmer')).status).toBe(404);
    expect((await handOver(id, asker)).status).toBe(303);
  });

  it('the agents decide on a proof, and only on one', async () => {
    const [boss, asker] = [await administrator(), await member()];
    const id = await ask(asker);
    const desk = `/agents/reprises/${id}`;
    expect((await handOver(id, asker)).status).toBe(409);
    app.clock.advance(46 * hour);
    expect((await app.get(desk, await agentDoes())).status).toBe(404);
    expect((await handOver(id, asker, null)).body).toContain('Joignez le justificatif');
    expect((await handOver(id, asker, Buffer.from('<html>'))).body).toContain('pas un PDF');
    expect((await handOver(id, boss)).status).toBe(404);
    expect((await handOver(id, asker)).status).toBe(303);
    expect((await mailsTo(app, 'agente@reprise.example')).at(-1)?.kind).toBe('access.takeover-with-agents');
    const { body } = await app.get('/agents/demandes-de-compte', await agentDoes());
    expect(body).toContain(desk);
    expect((await app.get(desk, await agentDoes())).body).toContain('kbis.pdf');
    expect((await app.post(desk, { decision: 'refuser' }, await agentDoes())).status).toBe(422);
    expect((await app.post(desk, { decision: 'accepter' }, await agentDoes())).status).toBe(303);
    expect(await roleOf(asker)).toBe('establishment_administrator');
    expect((await app.post(desk, { decision: 'refuser', motif: 'x' }, await agentDoes())).status).toBe(409);
  });

  it('expires after sixty days', async () => {
    const [, asker] = [await administrator(), await member()];
    const id = await ask(asker);
    app.clock.advance(61 * 24 * hour);
    await runChores();
    expect((await mailsTo(app, asker.email)).at(-1)?.kind).toBe('access.takeover-refused');
    expect((await app.get(`${path}/${id}`, await as(asker))).body).toContain('Expirée');
  });

  it('once with the agents it is theirs: no colleague confirms any more, another proof takes the place of the first', async () => {
    const [, colleague, asker] = [await administrator(), await member(), await member()];
    const id = await ask(asker);
    app.clock.advance(46 * hour);
    for (let sending = 0; sending < 2; sending++) expect((await handOver(id, asker)).status).toBe(303);
    expect((await act(id, colleague, 'confirmer')).status).toBe(404);
    const { rows } = await sql`select 1 from stored_file`.execute(app.database.owner);
    expect(rows).toHaveLength(1);
    await sql`update stored_file set scan = 'infected'`.execute(app.database.owner);
    const desk = `/agents/reprises/${id}`;
    expect((await app.post(desk, { decision: 'accepter' }, await agentDoes())).status).toBe(409);
    app.clock.advance(61 * 24 * hour);
    await runChores();
    expect((await app.get(desk, await agentDoes())).body).toContain('Chez nos conseillers');
  });

  it('of administrators who are gone meanwhile: a colleague is not enough either', async () => {
    const [boss, colleague, asker] = [await administrator(), await member(), await member()];
    const id = await ask(asker);
    app.clock.advance(46 * hour);
    await sql`update account set state = 'blocked' where id = ${boss.accountId}`.execute(app.database.owner);
    expect((await act(id, colleague, 'confirmer')).status).toBe(404);
  });

  it('administrators who have not used their account yet are told, and have their day', async () => {
    const [newcomer, asker] = [await administrator(), await member()];
    await sql`update account set state = 'to_activate', password_hash = null where id = ${newcomer.accountId}`.execute(
      app.database.owner,
    );
    const id = await ask(asker);
    expect(await kindsTo(newcomer)).toEqual(['access.takeover-asked']);
    expect((await handOver(id, asker)).status).toBe(409);
    app.clock.advance(46 * hour);
    expect((await handOver(id, asker)).status).toBe(303);
    expect((await app.get(`/agents/reprises/${id}`, await agentDoes())).body).toContain('pas encore activé');
  });
});
