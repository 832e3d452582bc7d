import { describe, expect, it } from 'vitest';
import { firm, useMandates } from '../../../tests/support/mandates';
import { sql } from '../../platform/database';

const {
  act,
  administrator,
  app,
  as,
  ask,
  colleague,
  kindsTo,
  may,
  partner,
  runChores,
  send,
  siren,
  siret,
  stateOf,
} = useMandates();
const db = () => app.database.owner;

describe('a partner of bad faith', () => {
  it('keeps nobody from taking the mandate back by naming and naming again', async () => {
    const [boss, solene] = [await administrator(), await partner()];
    const id = await ask(solene);
    await act(id, boss, 'accepter');
    const shownByThePage = { version: '2', motif: 'Nous changeons de cabinet.' };
    await act(id, solene, 'designer', { [`acteur-${solene.membershipId}`]: 'oui' });
    expect((await act(id, boss, 'modifier', { version: '2', salaries: 'aucun' })).status).toBe(303);
    expect((await act(id, boss, 'retirer', shownByThePage)).status).toBe(303);
    expect(await stateOf(id)).toBe('ended');
  });

  it('writes nothing in the history of a client who has not accepted, but the question', async () => {
    const [solene, ludovic] = [await partner(), await colleague()];
    const id = await ask(solene);
    for (const one of [ludovic, solene])
      await act(id, solene, 'designer', { [`acteur-${one.membershipId}`]: 'oui' });
    const { rows } = await sql<{ action: string }>`
      select entry.action from history_entry as entry where entry.siret = ${siret}
        and entry.subject_id = any(${[id, ludovic.membershipId, solene.membershipId]})`.execute(db());
    expect(rows).toEqual([{ action: 'access.mandate-asked' }]);
  });

  it('is refused by another door too, and does not write to one client again and again', async () => {
    const [head, solene] = [await administrator({ siret: null }), await partner({ siret: null })];
    const id = await ask(solene, { partenaire: firm.siren });
    await act(id, head, 'refuser', { motif: 'Inconnu.' });
    expect((await send(solene, { partenaire: firm.siren, client: siren })).status).toBe(409);
    for (let times = 0; times < 3; times++) await send(solene, { partenaire: firm.siren });
    expect((await send(solene, { partenaire: firm.siren })).status).toBe(429);
  });

  it('acts no more once it is closed', async () => {
    const [boss, solene] = [await administrator(), await partner()];
    await act(await ask(solene), boss, 'accepter');
    await sql`update establishment set active = false where siret = ${firm.siret}`.execute(db());
    expect(await may(solene)).toEqual([]);
    await sql`update establishment set active = true where siret = ${firm.siret}`.execute(db());
  });

  it('has its mandates ended once Sirene says it closed: both sides are told, and the history of both', async () => {
    const [boss, solene, far] = [await administrator(), await partner(), await partner({ siret: null })];
    const accepted = await ask(solene);
    await act(accepted, boss, 'accepter');
    const asked = await ask(far, { partenaire: firm.siren, client: siren });
    await runChores();
    expect([await stateOf(accepted), await stateOf(asked)]).toEqual(['accepted', 'asked']);
    await sql`update establishment set active = false where siret = ${firm.siret}`.execute(db());
    await runChores();
    expect([await stateOf(accepted), await stateOf(asked)]).toEqual(['ended', 'asked']);
    for (const one of [boss, solene]) expect((await kindsTo(one)).at(-1)).toBe('access.mandate-ended');
    await sql`update company set active = false where siren = ${firm.siren}`.execute(db());
    await runChores();
    await runChores();
    expect(await stateOf(asked)).toBe('expired');
    const { rows } = await sql<{ siren: string }>`
      select entry.siren from history_entry as entry where entry.action = 'access.mandate-partner-closed'
        and entry.subject_id = ${accepted} order by entry.siren`.execute(db());
    expect(rows.map((row) => row.siren)).toEqual([siren, firm.siren]);
    await sql`update company set active = true where siren = ${firm.siren}`.execute(db());
    await sql`update establishment set active = true where siret = ${firm.siret}`.execute(db());
  });
});

describe('a client of bad faith', () => {
  const levels = ['aucun', 'gestion'];

  it('changes one mandate five times an hour, whoever does, and can still take it back', async () => {
    const [boss, other, solene] = [await administrator(), await administrator(), await partner()];
    const id = await ask(solene);
    await act(id, boss, 'accepter');
    for (let times = 0; times < 5; times++) {
      const salaries = levels[times % 2];
      expect((await act(id, boss, 'modifier', { etablissement: 'gestion', salaries })).status).toBe(303);
    }
    const written = (await kindsTo(solene)).length;
    const more = await act(id, other, 'modifier', { etablissement: 'gestion', fin: '24/12/2027' });
    expect([more.status, more.body.includes('value="24/12/2027"')]).toEqual([429, true]);
    expect((await kindsTo(solene)).length).toBe(written);
    expect((await act(id, other, 'retirer', { motif: 'Nous changeons de cabinet.' })).status).toBe(303);
  });

  it('writes to so many people an hour: those named in a mandate are counted each', async () => {
    const [boss, solene, ludovic] = [await administrator(), await partner(), await colleague()];
    const id = await ask(solene);
    await act(id, solene, 'designer', {
      [`acteur-${solene.membershipId}`]: 'oui',
      [`acteur-${ludovic.membershipId}`]: 'oui',
    });
    await act(id, boss, 'accepter');
    const counted = sql<{ points: number }>`
      select throttle.points from throttle where throttle.key like 'mandate-mails:%'`;
    expect((await counted.execute(db())).rows).toEqual([{ points: 2 }]);
    await sql`update throttle set points = 599 where key like 'mandate-mails:%'`.execute(db());
    expect((await act(id, boss, 'modifier', { salaries: 'aucun' })).status).toBe(429);
  });
});

it('whoever is suspended there is seen, and may be left out', async () => {
  const [boss, solene, ludovic] = [await administrator(), await partner(), await colleague()];
  const id = await ask(solene);
  await act(id, boss, 'accepter');
  await act(id, solene, 'designer', { [`acteur-${ludovic.membershipId}`]: 'oui' });
  const suspend = (state: string) =>
    sql`update membership set state = ${state} where id = ${ludovic.membershipId}`.execute(db());
  await suspend('suspended');
  expect((await app.get(`/mandats/${id}`, await as(solene))).body).toContain('suspendu');
  await act(id, solene, 'designer', { [`montre-${ludovic.membershipId}`]: '' });
  await suspend('active');
  expect(await may(ludovic)).toEqual([]);
});

it('nobody gives a mandate to themselves, whoever asked for it', async () => {
  const [both, solene] = [await administrator(), await partner()];
  await sql`
    insert into membership (account_id, siren, siret, role, state, created_at, updated_at)
    values (${both.accountId}, ${firm.siren}, ${firm.siret}, 'establishment_administrator', 'active', now(), now())`.execute(
    db(),
  );
  const id = await ask(solene);
  expect((await act(id, both, 'accepter')).status).toBe(403);
  expect(await stateOf(id)).toBe('asked');
});

it('says of a wrong day, of too many people, what is wrong beside the field', async () => {
  const answer = await send(await partner(), { debut: 'demain' });
  expect(answer.body).toMatch(/href="#debut"/);
  expect(answer.body).toMatch(/id="debut"[^>]*aria-invalid="true"/);
});
