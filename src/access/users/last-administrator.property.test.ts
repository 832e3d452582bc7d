import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../../tests/support/database';
import { givenAccount, givenCompany, givenMembership, guide } from '../../../tests/support/people';
import { sql, sqlState } from '../../platform/database';

const database = useDatabase();
const { siren, siret, otherSiret } = guide;
const sites = [siret, otherSiret];
const today = '2026-11-23';
const now = new Date(`${today}T09:00:00Z`);
const never = '9999-12-31';

const state = fc.record({
  role: fc.constantFrom('establishment_administrator', 'establishment_administrator', 'viewer'),
  state: fc.constantFrom('active', 'active', 'suspended', 'ended'),
  endsOn: fc.constantFrom(null, null, '2026-11-22', '2027-06-30', '2027-12-31'),
});
const person = fc.record({
  start: state,
  on: fc.constantFrom(null, ...sites),
  account: fc.constantFrom('active', 'active', 'to_activate', 'blocked'),
});
type State = typeof state extends fc.Arbitrary<infer S> ? S : never;
type Person = typeof person extends fc.Arbitrary<infer P> ? P : never;

/** The last day on which somebody administers a site; '' when nobody does. */
const coverage = (people: readonly Person[], site: string): string =>
  people
    .filter(({ on, account, start }) => {
      const administers = start.role === 'establishment_administrator' && start.state === 'active';
      return (
        administers &&
        account === 'active' &&
        (on === null || on === site) &&
        (start.endsOn ?? never) >= today
      );
    })
    .map(({ start }) => start.endsOn ?? never)
    .sort()
    .at(-1) ?? '';

beforeAll(() => givenCompany(database.owner, { siren, sirets: sites }));

it('a change is refused when, and only when, an establishment would be without administrator earlier', async () => {
  let count = 0;
  const seen = { refused: 0, accepted: 0 };
  const property = fc.asyncProperty(
    fc.array(person, { minLength: 1, maxLength: 4 }),
    fc.nat(3),
    state,
    async (people, which, to) => {
      await sql`delete from membership`.execute(database.owner);
      const ids: string[] = [];
      for (const { start, on, account } of people) {
        const email = `personne${++count}@propriete.example`;
        const accountId = await givenAccount(database.owner, { email, state: account });
        const held = { accountId, siren, siret: on, role: start.role as 'viewer', state: start.state };
        await givenMembership(database.owner, { ...held, ...(start.endsOn && { endsOn: start.endsOn }) });
        const { rows } = await sql<{ id: string }>`
          select membership.id from membership where membership.account_id = ${accountId}`.execute(
          database.owner,
        );
        ids.push(rows[0]?.id ?? '');
      }
      const changed = which % people.length;
      const after = people.map((one, index) => (index === changed ? { ...one, start: to } : one));
      // A right that nobody uses any more is brought back as a new one, not here.
      if (people[changed]?.start.state === 'ended') return;
      const loses = sites.some((site) => coverage(after, site) < coverage(people, site));
      const refused = await change(ids[changed] ?? '', to);
      seen[refused ? 'refused' : 'accepted']++;
      expect({ refused, people, changed, to }).toEqual({ refused: loses, people, changed, to });
    },
  );
  await fc.assert(property, { numRuns: 250 });
  expect(Math.min(seen.refused, seen.accepted)).toBeGreaterThan(15);
}, 60_000);

async function change(id: string, { role, state, endsOn }: State): Promise<boolean> {
  try {
    await sql`
      update membership set role = ${role}, state = ${state}, ends_on = ${endsOn}, updated_at = ${now}
      where id = ${id}`.execute(database.app);
    return false;
  } catch (error) {
    if (sqlState(error) === 'MC001') return true;
    throw error;
  }
}
