import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import {
  givenAccount,
  givenAgent,
  givenCompany,
  givenMembership,
  guide,
} from '../../../tests/support/people';
import { sql } from '../../platform/database';

const app = useApp();
const { siren, siret, otherSiret } = guide;
let count = 0;

interface Given {
  readonly on?: string | null;
  readonly endsOn?: string;
  readonly role?: 'viewer';
  readonly accountState?: string;
}

async function administrator({ on = siret, endsOn, role, accountState }: Given = {}) {
  const db = app.database.owner;
  const accountId = await givenAccount(db, {
    email: `admin${++count}@dernier.example`,
    ...(accountState && { state: accountState }),
  });
  await givenMembership(db, {
    accountId,
    siren,
    siret: on,
    ...(endsOn && { endsOn }),
    ...(role && { role }),
  });
  const { rows } = await sql<{ id: string }>`
    select membership.id from membership where membership.account_id = ${accountId}`.execute(db);
  return { accountId, id: rows[0]?.id ?? '' };
}

/** By who administers the whole company, or else the establishment. */
async function act(by: string, id: string, form: Record<string, string>, path = `/etablissements/${siret}`) {
  const { rows } = await sql<{ version: number }>`
    select membership.version from membership where membership.id = ${id}`.execute(app.database.owner);
  const whole = { version: String(rows[0]?.version), motif: 'Raison.', ...form };
  return app.post(`${path}/utilisateurs/${id}`, whole, { session: await app.sessionOf(by) });
}
const stateOf = async (id: string) => {
  const { rows } = await sql<{ state: string }>`
    select membership.state from membership where membership.id = ${id}`.execute(app.database.owner);
  return rows[0]?.state;
};

const ways = {
  end: { geste: 'retirer' },
  suspend: { geste: 'suspendre' },
  downgrade: { geste: 'modifier', role: 'viewer', fin: '' },
  'end date': { geste: 'modifier', role: 'establishment_administrator', fin: '31/12/2027' },
};

beforeAll(() => givenCompany(app.database.owner, { siren, sirets: [siret, otherSiret] }));
beforeEach(() => sql`delete from membership`.execute(app.database.owner));

describe('the last administrator', () => {
  it('cannot leave', async () => {
    const alone = await administrator();
    const answer = await act(alone.accountId, alone.id, ways.end);
    expect(answer.status).toBe(409);
    expect(answer.body).toContain('Nommez d’abord un autre administrateur');
    expect(await stateOf(alone.id)).toBe('active');
  });

  it.each(Object.entries(ways))(
    'of an establishment stays when the other has a last day: %s',
    async (_name, way) => {
      const alone = await administrator();
      const passing = await administrator({ endsOn: '2027-06-30' });
      expect((await act(passing.accountId, alone.id, way)).status).toBe(409);
    },
  );

  it.each(Object.entries(ways))('of two may go: %s', async (_name, way) => {
    const [one, other] = [await administrator(), await administrator()];
    expect((await act(one.accountId, other.id, way)).status).toBe(303);
  });

  it.each([
    ['viewer', { role: 'viewer' as const }],
    ['account never opened', { accountState: 'to_activate' }],
    ['account blocked', { accountState: 'blocked' }],
    ['administrator of another site', { on: otherSiret }],
  ])('does not count: %s', async (_name, given) => {
    const alone = await administrator();
    await administrator(given);
    expect((await act(alone.accountId, alone.id, ways.end)).status).toBe(409);
  });

  it('may go where somebody administers the whole company', async () => {
    const whole = await administrator({ on: null });
    const one = await administrator();
    expect((await act(whole.accountId, one.id, ways.end)).status).toBe(303);
  });

  it('of the whole company stays as long as one of its establishments has nobody else', async () => {
    const whole = await administrator({ on: null });
    await administrator();
    const leave = () => act(whole.accountId, whole.id, ways.end, `/entreprises/${siren}`);
    expect((await leave()).status).toBe(409);
    await administrator({ on: otherSiret });
    expect((await leave()).status).toBe(303);
  });

  it('one of whom the last day has come is no administrator any more', async () => {
    const one = await administrator();
    await administrator({ endsOn: '2026-11-22' });
    expect((await act(one.accountId, one.id, ways.end)).status).toBe(409);
  });

  it('two who remove each other at once: one stays, twenty times', async () => {
    for (let round = 0; round < 20; round++) {
      await sql`delete from membership`.execute(app.database.owner);
      const [one, other] = [await administrator(), await administrator()];
      const answers = await Promise.all([
        act(one.accountId, other.id, ways.end),
        act(other.accountId, one.id, ways.end),
      ]);
      const states = [await stateOf(one.id), await stateOf(other.id)].sort();
      expect(states).toEqual(['active', 'ended']);
      expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    }
  });

  it('goes with its establishment when the OPCO refuses it', async () => {
    const declared = { siren: '552032534', siret: '55203253400646' };
    await givenCompany(app.database.owner, { ...declared, sirets: [declared.siret], state: 'to_validate' });
    const accountId = await givenAccount(app.database.owner, { email: 'declare@dernier.example' });
    await givenMembership(app.database.owner, { accountId, ...declared });
    const agent = await givenAgent(app.database.owner, 'agent@dernier.example', 'account_manager');
    const path = `/agents/entreprises-a-valider/${declared.siren}`;
    const refused = { entreprise: 'refuser', 'motif-entreprise': 'Inconnue.', motif: 'Inconnue.' };
    await app.post(path, refused, { session: await app.sessionOf(agent) });
    const { rows } = await sql<{ state: string }>`
      select membership.state from membership where membership.account_id = ${accountId}`.execute(
      app.database.owner,
    );
    expect(rows).toEqual([{ state: 'ended' }]);
  });
});
