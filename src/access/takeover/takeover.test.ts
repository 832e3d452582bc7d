import { describe, expect, it } from 'vitest';
import { mailsTo, neighbour } from '../../../tests/support/people';
import { useTakeovers } from '../../../tests/support/taking-over';
import { sql } from '../../platform/database';

const { act, administrator, app, as, ask, hour, kindsTo, member, otherSiret, path, reason, roleOf, siret } =
  useTakeovers();

describe('asking', () => {
  it('tells each administrator at once, with the reason; they may hand over', async () => {
    const [boss, other, asker] = [await administrator(), await administrator(), await member()];
    const id = await ask(asker);
    for (const one of [boss, other]) {
      const [mail] = await mailsTo(app, one.email);
      expect(mail?.kind).toBe('access.takeover-asked');
      for (const words of [reason, asker.email, siret])
        expect(mail?.text.replace(/\s+/g, ' ')).toContain(words);
    }
    expect((await act(id, boss, 'accepter')).location).toBe(`${path}/${id}?fait=acceptee`);
    expect(await roleOf(asker)).toBe('establishment_administrator');
    expect(await kindsTo(asker)).toEqual(['access.takeover-granted']);
    expect(await kindsTo(other)).toEqual(['access.takeover-asked', 'access.takeover-done']);
    expect((await act(id, other, 'refuser', { motif: 'Trop tard.' })).status).toBe(409);
  });

  it('is for who is attached there, in use, and does not administer', async () => {
    const strangers = [
      await administrator(),
      await member({ siret: otherSiret }),
      await member({ siren: neighbour.siren, siret: neighbour.siret }),
      await member({ state: 'suspended' }),
      await member({ state: 'pending' }),
      await member({ endsOn: '2026-11-22' }),
    ];
    for (const one of strangers) {
      expect((await app.get(`${path}?etablissement=${siret}`, await as(one))).status).toBe(404);
      expect((await app.post(path, { etablissement: siret, raison: reason }, await as(one))).status).toBe(
        404,
      );
    }
    const asker = await member();
    expect((await app.post(path, { etablissement: siret, raison: ' ' }, await as(asker))).status).toBe(422);
    await ask(asker);
    const again = await app.post(path, { etablissement: siret, raison: reason }, await as(asker));
    expect([again.status, again.body]).toEqual([409, expect.stringContaining('déjà une demande')]);
  });

  it('stops at an objection, and not again within seven days', async () => {
    const [boss, asker] = [await administrator(), await member()];
    const id = await ask(asker);
    expect((await act(id, boss, 'refuser')).status).toBe(422);
    expect((await act(id, boss, 'refuser', { motif: 'Je suis toujours là.' })).status).toBe(303);
    expect(await roleOf(asker)).toBe('viewer');
    expect((await mailsTo(app, asker.email)).at(-1)?.text).toContain('Je suis toujours là.');
    expect((await app.post(path, { etablissement: siret, raison: reason }, await as(asker))).status).toBe(
      409,
    );
    app.clock.advance(9 * 24 * hour);
    await ask(asker);
  });

  it('is taken back by who asked, alone', async () => {
    const [boss, asker] = [await administrator(), await member()];
    const id = await ask(asker);
    expect((await act(id, boss, 'annuler')).status).toBe(404);
    expect((await act(id, asker, 'annuler')).status).toBe(303);
    expect((await act(id, boss, 'accepter')).status).toBe(409);
    expect(await roleOf(asker)).toBe('viewer');
  });
});

describe('the right is looked at again when it is given', () => {
  it('lasts no longer than what the person held on the whole company', async () => {
    const [boss, asker] = [await administrator(), await member({ siret: null, endsOn: '2026-12-31' })];
    const id = await ask(asker);
    expect((await act(id, boss, 'accepter')).status).toBe(303);
    const { rows } = await sql<{ endsOn: string; role: string }>`
      select membership.ends_on::text as "endsOn", membership.role from membership
      where membership.account_id = ${asker.accountId} and membership.siret = ${siret}`.execute(
      app.database.owner,
    );
    expect(rows).toEqual([{ endsOn: '2026-12-31', role: 'establishment_administrator' }]);
  });

  it('not to who was promoted and demoted since, nor suspended and restored', async () => {
    const [boss, colleague, asker] = [await administrator(), await member(), await member()];
    const id = await ask(asker);
    app.clock.advance(46 * hour);
    await sql`update membership set updated_at = ${app.clock.now()} where account_id = ${asker.accountId}`.execute(
      app.database.owner,
    );
    expect((await act(id, colleague, 'confirmer')).status).toBe(409);
    expect((await act(id, boss, 'accepter')).status).toBe(409);
    expect(await roleOf(asker)).toBe('viewer');
  });

  it.each(['suspended', 'ended'])('to who is %s meanwhile: refused', async (state) => {
    const [boss, asker] = [await administrator(), await member()];
    const id = await ask(asker);
    await sql`update membership set state = ${state} where account_id = ${asker.accountId}`.execute(
      app.database.owner,
    );
    expect((await act(id, boss, 'accepter')).status).toBe(409);
    const { rows } = await sql<{ state: string }>`select takeover.state from takeover`.execute(
      app.database.owner,
    );
    expect(rows).toEqual([{ state: 'open' }]);
  });

  it('by who no longer administers, or no longer belongs: as if it did not exist', async () => {
    const [boss, colleague, asker] = [await administrator(), await member(), await member()];
    const id = await ask(asker);
    app.clock.advance(46 * hour);
    await sql`delete from membership where account_id in (${boss.accountId}, ${colleague.accountId})`.execute(
      app.database.owner,
    );
    expect((await act(id, boss, 'accepter')).status).toBe(404);
    expect((await act(id, colleague, 'confirmer')).status).toBe(404);
  });

  it('once, however many answer at the same moment', async () => {
    const bosses = await Promise.all(Array.from({ length: 10 }, administrator));
    const asker = await member();
    const id = await ask(asker);
    const answers = await Promise.all(
      bosses.map((boss, index) => act(id, boss, index % 2 ? 'accepter' : 'refuser', { motif: 'Non.' })),
    );
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(9);
    const { rows } = await sql<{ action: string }>`
      select entry.action from history_entry as entry
      where entry.subject_id = ${id} and entry.action in ('access.takeover-granted', 'access.takeover-refused')`.execute(
      app.database.owner,
    );
    expect(rows).toHaveLength(1);
    expect(await roleOf(asker)).toBe(
      rows[0]?.action === 'access.takeover-granted' ? 'establishment_administrator' : 'viewer',
    );
  });
});
