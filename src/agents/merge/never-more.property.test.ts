import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import { givenMandate } from '../../../tests/support/mandates';
import {
  givenAccount,
  givenAgent,
  givenCompany,
  givenMembership,
  guide,
  neighbour,
} from '../../../tests/support/people';
import { type RoleCode, roleCodes } from '../../access';
import { perform } from '../../platform/behaviour';
import { sql } from '../../platform/database';
import { Refusal } from '../../platform/errors';
import type { Person } from '../../platform/who-may';
import { mergeAccounts } from './merge-accounts';
import { mergeView } from './merge-view';

const app = useApp();
const { siren, siret, otherSiret } = guide;
const places = [siren, siret, otherSiret, neighbour.siren, neighbour.siret];

const right = fc.record({
  on: fc.constantFrom(null, siret, otherSiret),
  role: fc.constantFrom('establishment_administrator', 'establishment_administrator', ...roleCodes),
  state: fc.constantFrom('active', 'active', 'suspended', 'ended'),
  endsOn: fc.constantFrom(undefined, undefined, '2020-01-01', '2099-12-31'),
  // Named to act for the neighbour, by the mandate of the place that the right is held on.
  named: fc.boolean(),
});
const rights = fc.uniqueArray(right, { selector: ({ on }) => on, maxLength: 3 });
type Rights = typeof rights extends fc.Arbitrary<infer R> ? R : never;

/** What each place of the company may do for the neighbour. */
const mandated = [
  { on: null, client: null, permissions: ['establishment.read', 'employees.read'] },
  { on: siret, client: neighbour.siret, permissions: ['establishment.read', 'funding.read'] },
  { on: otherSiret, client: neighbour.siret, permissions: ['establishment.read', 'establishment.write'] },
];
const mandates = new Map<string | null, string>();

let agent: Person;
beforeAll(async () => {
  const { owner } = app.database;
  await givenCompany(owner, { siren, sirets: [siret, otherSiret] });
  const accountId = await givenAgent(owner, 'sophie@opco.example', 'account_manager');
  const found = await app.kernel.rights.person(app.kernel.db, accountId);
  if (!found) throw new Error('no agent');
  agent = found;
  await givenCompany(owner, { siren: neighbour.siren, sirets: [neighbour.siret] });
  for (const { on, client, permissions } of mandated) {
    const both = { partner: { siren, siret: on }, client: { siren: neighbour.siren, siret: client } };
    mandates.set(on, await givenMandate(owner, { ...both, askedBy: accountId, permissions }));
  }
});

async function given(email: string, held: Rights): Promise<string> {
  const accountId = await givenAccount(app.database.owner, { email });
  for (const { on, endsOn, named, role, state } of held) {
    const row = { accountId, siren, siret: on, role: role as RoleCode, state };
    await givenMembership(app.database.owner, { ...row, ...(endsOn && { endsOn }) });
    if (!named) continue;
    await sql`insert into mandate_member select ${mandates.get(on)}::uuid, membership.id from membership
      where membership.account_id = ${accountId} and membership.siret is not distinct from ${on}`.execute(
      app.database.owner,
    );
  }
  return accountId;
}

const permissionsOn = async (ids: readonly string[], place: string) => {
  const each = await Promise.all(ids.map((id) => app.kernel.rights.permissionsOn(app.kernel.db, id, place)));
  return new Set(each.flatMap((held) => [...held]));
};
const everywhere = (ids: readonly string[]) => Promise.all(places.map((place) => permissionsOn(ids, place)));

it('a person never holds more, anywhere, than their two accounts held together', async () => {
  const seen = { done: 0, refused: 0, mandatesKept: 0, mandatesLost: 0 };
  let count = 0;
  const property = fc.asyncProperty(rights, rights, async (ofKept, ofMerged) => {
    await sql`delete from mandate_member`.execute(app.database.owner);
    await sql`delete from membership`.execute(app.database.owner);
    const other = `autre${++count}@propriete.example`;
    const [kept, merged] = [
      await given(`un${count}@propriete.example`, ofKept),
      await given(other, ofMerged),
    ];
    const before = await everywhere([kept, merged]);
    const view = await mergeView(app.kernel.db, { kept, merged }, app.kernel.clock());
    const asked = { keptId: kept, other, seen: view?.seen ?? '', reason: 'Deux.', checked: 'Appelée.' };
    try {
      await perform(app.kernel, mergeAccounts, agent, asked);
      seen.done++;
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'access.last-administrator') throw error;
      seen.refused++;
      expect(await everywhere([kept, merged])).toEqual(before);
      return;
    }
    const after = await everywhere([kept]);
    for (const [index, held] of after.entries())
      for (const permission of held) expect(before[index]).toContain(permission);
    const forNeighbour = (all: typeof before) => all.slice(3).reduce((sum, { size }) => sum + size, 0);
    if (forNeighbour(after) > 0) seen.mandatesKept++;
    if (forNeighbour(after) < forNeighbour(before)) seen.mandatesLost++;
    expect(await everywhere([merged])).toEqual(places.map(() => new Set()));
  });
  await fc.assert(property, { numRuns: 120 });
  expect(seen.done).toBeGreaterThan(10);
  expect(Math.min(seen.refused, seen.mandatesLost)).toBeGreaterThan(0);
  expect(seen.mandatesKept).toBeGreaterThan(10);
});
