import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../../tests/support/database';
import { givenMandate } from '../../../tests/support/mandates';
import { givenAccount, givenCompany, givenMembership, guide } from '../../../tests/support/people';
import { sql } from '../../platform/database';
import { accessRights } from '../rights';
import { mandateAreas } from './rules';

const database = useDatabase();
const { siren, siret, otherSiret } = guide;
const today = '2026-11-23';
const rights = accessRights(() => new Date(`${today}T09:00:00Z`), 'offered');
const firms = [0, 1, 2].map((n) => ({ siren: `90000010${n}`, siret: `90000010${n}00017` }));

beforeAll(async () => {
  await givenCompany(database.owner, { siren, sirets: [siret, otherSiret] });
  for (const firm of firms) await givenCompany(database.owner, { siren: firm.siren, sirets: [firm.siret] });
});

/** The first four times in five: what gives something needs all of it at once. */
const oftenest = <T>(usual: T, ...others: T[]) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );

const mandate = fc.record({
  wholeFirm: fc.boolean(),
  client: fc.constantFrom(null, siret, otherSiret),
  state: oftenest('accepted', 'asked', 'ended', 'refused', 'expired'),
  days: fc.constantFrom(
    { startsOn: '2026-01-01', endsOn: null },
    { startsOn: today, endsOn: today },
    { startsOn: '2026-01-01', endsOn: '2027-12-31' },
    { startsOn: '2026-01-01', endsOn: '2026-11-22' },
    { startsOn: '2026-11-24', endsOn: null },
  ),
  levels: fc.tuple(...mandateAreas.map((area) => fc.constantFrom(...area.levels))),
  named: oftenest(true, false),
  membership: oftenest('active', 'suspended', 'ended', 'pending'),
  membershipEndsOn: oftenest(null, '2026-11-22', '2027-01-31'),
  firmState: oftenest('valid', 'to_validate'),
});
type Mandate = typeof mandate extends fc.Arbitrary<infer M> ? M : never;

const permissionsIn = (one: Mandate) => one.levels.flatMap((level) => level.permissions);

/** What the product says a mandate is worth, said again without a database. */
function expected(mandates: readonly Mandate[], place: string): string[] {
  const held = mandates.filter(
    (one) =>
      one.named &&
      one.state === 'accepted' &&
      one.days.startsOn <= today &&
      (one.days.endsOn === null || one.days.endsOn >= today) &&
      one.membership === 'active' &&
      (one.membershipEndsOn === null || one.membershipEndsOn >= today) &&
      one.firmState === 'valid' &&
      (one.client === null || one.client === place),
  );
  return [...new Set(held.flatMap(permissionsIn))].sort();
}

async function write(mandates: readonly Mandate[], accountId: string): Promise<void> {
  const db = database.owner;
  for (const [index, one] of mandates.entries()) {
    const firm = firms[index] ?? { siren: '', siret: '' };
    await sql`update company set state = ${one.firmState} where company.siren = ${firm.siren}`.execute(db);
    const held = { accountId, ...firm, role: 'viewer', state: one.membership } as const;
    await givenMembership(db, { ...held, ...(one.membershipEndsOn && { endsOn: one.membershipEndsOn }) });
    const { rows } = await sql<{ id: string }>`
      select membership.id from membership
      where membership.account_id = ${accountId} and membership.siren = ${firm.siren}`.execute(db);
    const { startsOn, endsOn } = one.days;
    await givenMandate(db, {
      partner: { siren: firm.siren, siret: one.wholeFirm ? null : firm.siret },
      client: { siren, siret: one.client },
      askedBy: accountId,
      state: one.state,
      startsOn,
      ...(endsOn && { endsOn }),
      permissions: permissionsIn(one),
      members: one.named ? [rows[0]?.id ?? ''] : [],
    });
  }
}

it('gives what its words say, on its place, between its days, and nothing of what a client keeps', async () => {
  let count = 0;
  const seen = { given: 0, nothing: 0 };
  const property = fc.asyncProperty(fc.array(mandate, { minLength: 1, maxLength: 3 }), async (mandates) => {
    const accountId = await givenAccount(database.owner, { email: `propriete${++count}@mandats.example` });
    await write(mandates, accountId);
    for (const place of [siren, siret, otherSiret]) {
      const held = [...(await rights.permissionsOn(database.owner, accountId, place))].sort();
      expect(held).toEqual(expected(mandates, place));
      for (const kept of ['users.manage', 'bank.read', 'bank.write', 'history.read'])
        expect(held).not.toContain(kept);
      seen[held.length > 0 ? 'given' : 'nothing']++;
    }
    await sql`truncate mandate_member, mandate, membership cascade`.execute(database.owner);
  });
  await fc.assert(property, { numRuns: 150 });
  expect(Math.min(seen.given, seen.nothing)).toBeGreaterThan(20);
}, 60_000);
