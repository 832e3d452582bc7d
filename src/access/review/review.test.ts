import { beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import { givenAccount, givenCompany, givenMembership, guide, mailsTo } from '../../../tests/support/people';
import { perform } from '../../platform/behaviour';
import { sql } from '../../platform/database';
import { askReviews } from './ask-reviews';
import { reviewRights } from './review-rights';
import { reviewsOf } from './store';

// Memberships of the tests are created by the database's own clock.
const app = useApp();
const { siren, siret, otherSiret } = guide;
const place = { siren, siret };
let claire = '';
let farid = '';

const member = async (email: string, more: object = {}) => {
  const accountId = await givenAccount(app.database.owner, { email });
  await givenMembership(app.database.owner, { accountId, siren, siret, role: 'viewer', ...more });
  await sql`update membership set created_at = '2025-11-01' where account_id = ${accountId}`.execute(
    app.database.owner,
  );
  return accountId;
};
const users = async () =>
  (
    await sql<{ id: string; version: number; accountId: string; state: string }>`
      select membership.id, membership.version, membership.account_id as "accountId", membership.state
      from membership where membership.siret = ${siret} order by membership.id`.execute(app.database.owner)
  ).rows;
async function review(
  by: string,
  ended: readonly string[],
  lastSeen: string | null = null,
  list?: Awaited<ReturnType<typeof users>>,
) {
  const person = await app.kernel.rights.person(app.kernel.db, by);
  if (!person) throw new Error('nobody');
  const answers = (list ?? (await users()))
    .filter(({ state }) => state !== 'ended')
    .map(({ id, version, accountId }) => ({ membershipId: id, version, keep: !ended.includes(accountId) }));
  return perform(app.kernel, reviewRights, person, { place, lastSeen, answers, reason: 'Parti.' });
}

beforeEach(async () => {
  const { owner } = app.database;
  await sql`truncate account, session, outgoing_mail, company, history_entry cascade`.execute(owner);
  await givenCompany(owner, { siren, sirets: [siret, otherSiret] });
  claire = await member('claire@revue.example', { role: 'establishment_administrator' });
  farid = await member('farid@revue.example');
});

describe('the yearly review', () => {
  it('is asked once, by one mail, with a month to answer, by two servers at once', async () => {
    await Promise.all([askReviews.run(app.kernel), askReviews.run(app.kernel)]);
    await askReviews.run(app.kernel);
    expect((await mailsTo(app, 'claire@revue.example')).map(({ kind }) => kind)).toEqual([
      'access.review-asked',
    ]);
    expect(await mailsTo(app, 'farid@revue.example')).toEqual([]);
    const { open } = await reviewsOf(app.kernel.db, place);
    expect(open?.dueAt.toISOString()).toBe('2026-12-23T07:00:00.000Z');
  });

  it('ends those whom the administrator ends, tells them, and is not asked again for a year', async () => {
    await askReviews.run(app.kernel);
    expect(await review(claire, [farid])).toEqual({ kept: 1, ended: 1 });
    expect((await mailsTo(app, 'farid@revue.example')).map(({ kind }) => kind)).toEqual([
      'access.membership-ended',
    ]);
    const { open, lastDone } = await reviewsOf(app.kernel.db, place);
    expect([open, lastDone?.doneAt]).toEqual([null, expect.any(Date)]);
  });

  it('changes nothing when the list is no longer that shown, or the review done meanwhile', async () => {
    const seen = await users();
    await member('nouvelle@revue.example');
    await expect(review(claire, [farid], null, seen)).rejects.toMatchObject({ status: 409 });
    expect((await users()).every(({ state }) => state === 'active')).toBe(true);
    await review(claire, []);
    await expect(review(claire, [farid])).rejects.toMatchObject({ status: 409 });
  });

  it('is not for others, and nobody ends themselves by it', async () => {
    await expect(review(farid, [])).rejects.toMatchObject({ status: 403 });
    await expect(review(claire, [claire])).rejects.toMatchObject({ status: 404 });
  });

  it('of two at once ends in one', async () => {
    const boss = await member('patron@revue.example', { role: 'establishment_administrator' });
    const both = await Promise.allSettled([review(claire, [farid]), review(boss, [farid])]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});
