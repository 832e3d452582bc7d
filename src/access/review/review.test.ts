import { describe, expect, it } from 'vitest';
import { firm, givenMandate } from '../../../tests/support/mandates';
import { givenAccount, givenCompany, givenMembership, mailsTo } from '../../../tests/support/people';
import { useReviewing } from '../../../tests/support/reviewing';
import { perform } from '../../platform/behaviour';
import { sql } from '../../platform/database';
import { reviewRights } from './review-rights';
import { reviewsOf } from './store';

const { app, ids, siren, siret, otherSiret, place, member, held, stateOf, ask } = useReviewing();

const kindsTo = async (email: string) => (await mailsTo(app, email)).map(({ kind }) => kind);
const toReview = async () =>
  (await held()).filter(({ state }) => state === 'active' || state === 'suspended');

interface Answered {
  readonly ended?: readonly string[];
  readonly lastSeen?: string | null;
  readonly list?: Awaited<ReturnType<typeof held>>;
  readonly mandates?: readonly { id: string; version: number; keep: boolean }[];
  readonly reason?: string;
  readonly attested?: boolean;
}

async function review(by: string, answered: Answered = {}) {
  const { ended = [], lastSeen = null, list, mandates = [], reason = 'Parti.', attested = true } = answered;
  const person = await app.kernel.rights.person(app.kernel.db, by);
  if (!person) throw new Error('nobody');
  const memberships = (list ?? (await toReview())).map(({ id, version, accountId }) => ({
    ...{ id, version, keep: !ended.includes(accountId) },
  }));
  const input = { place, lastSeen, memberships, mandates: [...mandates], reason, attested };
  return perform(app.kernel, reviewRights, person, input);
}

async function givenFirm(email = 'morvan@cabinet.example') {
  await givenCompany(app.database.owner, { siren: firm.siren, sirets: [firm.siret], name: 'CABINET MORVAN' });
  const accountId = await givenAccount(app.database.owner, { email });
  await givenMembership(app.database.owner, { accountId, ...firm });
  return accountId;
}

describe('asking for the yearly review', () => {
  it('is done once, by one mail, with a month to answer, by two servers at once', async () => {
    await Promise.all([ask(), ask()]);
    await ask();
    const [mail, ...more] = await mailsTo(app, 'claire@revue.example');
    expect([mail?.kind, more]).toEqual(['access.review-asked', []]);
    expect(mail?.text).toContain(`/etablissements/${siret}/utilisateurs/revue`);
    expect(await mailsTo(app, 'farid@revue.example')).toEqual([]);
    const { open } = await reviewsOf(app.kernel.db, place);
    expect(open?.dueAt.toISOString()).toBe('2026-12-23T07:00:00.000Z');
  });

  it('begins a year after the first right, and not for who is alone, nor where the OPCO has not validated', async () => {
    await sql`update membership set created_at = '2025-11-24'`.execute(app.database.owner);
    await ask();
    expect((await reviewsOf(app.kernel.db, place)).open).toBeNull();
    await sql`update membership set created_at = '2025-11-22'`.execute(app.database.owner);
    await sql`update company set state = 'to_validate'`.execute(app.database.owner);
    await ask();
    expect((await reviewsOf(app.kernel.db, place)).open).toBeNull();
    await sql`update company set state = 'valid'`.execute(app.database.owner);
    await sql`update membership set state = 'ended' where account_id = ${ids.farid}`.execute(
      app.database.owner,
    );
    await ask();
    expect((await reviewsOf(app.kernel.db, place)).open).toBeNull();
  });

  it('is done for who shares a place with a partner alone', async () => {
    const asker = await givenFirm();
    await sql`update membership set state = 'ended' where account_id = ${ids.farid}`.execute(
      app.database.owner,
    );
    await givenMandate(app.database.owner, { partner: firm, client: place, askedBy: asker });
    await ask();
    expect((await reviewsOf(app.kernel.db, place)).open).not.toBeNull();
  });

  it('asks those of the whole company where the establishment has no administrator, by one mail', async () => {
    const boss = await member('patronne@revue.example', { siret: null, role: 'establishment_administrator' });
    await member('hugo@revue.example', { siret: null });
    await member('odile@revue.example', { siret: otherSiret });
    await ask();
    const mails = await mailsTo(app, 'patronne@revue.example');
    expect(mails.map(({ kind }) => kind)).toEqual(['access.review-asked']);
    expect(mails[0]?.text).toContain(otherSiret);
    expect(mails[0]?.text).not.toContain(siret);
    const { body } = await app.get('/accueil', { session: await app.sessionOf(boss) });
    expect(body.match(/utilisateurs\/revue"/g)).toHaveLength(2);
    const home = await app.get('/accueil', { session: await app.sessionOf(ids.claire) });
    expect(home.body.match(/utilisateurs\/revue"/g)).toHaveLength(1);
    await sql`update membership set ends_on = '2026-11-01' where account_id = ${ids.claire}`.execute(
      app.database.owner,
    );
    const later = await app.get('/accueil', { session: await app.sessionOf(boss) });
    expect(later.body.match(/utilisateurs\/revue"/g)).toHaveLength(3);
    const former = await app.get('/accueil', { session: await app.sessionOf(ids.claire) });
    expect(former.body).not.toContain('utilisateurs/revue"');
  });
});

describe('the yearly review', () => {
  it('ends those whom the administrator ends, tells them, and is not asked again for a year', async () => {
    await ask();
    expect(await review(ids.claire, { ended: [ids.farid] })).toEqual({ kept: 1, ended: 1 });
    expect(await kindsTo('farid@revue.example')).toEqual(['access.membership-ended']);
    const { open, lastDone } = await reviewsOf(app.kernel.db, place);
    expect(open).toBeNull();
    expect(lastDone).toMatchObject({ by: 'claire Vasseur', kept: 1, ended: 1 });
    await member('autre@revue.example');
    await ask();
    expect((await reviewsOf(app.kernel.db, place)).open).toBeNull();
    app.clock.advance(366 * 86_400_000);
    await ask();
    expect((await reviewsOf(app.kernel.db, place)).open).not.toBeNull();
    app.clock.advance(-366 * 86_400_000);
  });

  it('may be done before anybody asks, keeps a suspended right as it is, and nothing of other places', async () => {
    const leila = await member('leila@revue.example', { state: 'suspended' });
    const elsewhere = await member('ailleurs@revue.example', { siret: otherSiret });
    const boss = await member('patronne@revue.example', { siret: null, role: 'establishment_administrator' });
    expect(await review(boss)).toEqual({ kept: 3, ended: 0 });
    expect(await Promise.all([leila, elsewhere, boss].map(stateOf))).toEqual([
      'suspended',
      'active',
      'active',
    ]);
  });

  it('takes back the mandate of a partner, who is told why', async () => {
    const asker = await givenFirm();
    const partner = { partner: firm, client: place, askedBy: asker };
    const id = await givenMandate(app.database.owner, partner);
    await expect(review(ids.claire)).rejects.toMatchObject({ code: 'access.users-changed-meanwhile' });
    const mandates = [{ id, version: 1, keep: false }];
    expect(await review(ids.claire, { mandates })).toEqual({ kept: 2, ended: 1 });
    const [mail] = await mailsTo(app, 'morvan@cabinet.example');
    expect([mail?.kind, mail?.text?.includes('Parti.')]).toEqual(['access.mandate-ended', true]);
    const { rows } = await sql`select mandate.state, mandate.closed_as from mandate`.execute(
      app.database.owner,
    );
    expect(rows).toEqual([{ state: 'ended', closed_as: 'client' }]);
  });

  it('asks that the list be read, and for a reason where somebody is ended', async () => {
    await expect(review(ids.claire, { attested: false })).rejects.toMatchObject({
      fields: { attested: expect.stringContaining('relu') },
    });
    await expect(review(ids.claire, { ended: [ids.farid], reason: ' ' })).rejects.toMatchObject({
      fields: { reason: expect.any(String) },
    });
    expect(await stateOf(ids.farid)).toBe('active');
    expect(await review(ids.claire, { reason: '' })).toEqual({ kept: 2, ended: 0 });
  });

  it('changes nothing when the list is no longer that shown, or the review done meanwhile', async () => {
    const list = await toReview();
    const added = await member('nouvelle@revue.example');
    const again = { ended: [ids.farid], list };
    await expect(review(ids.claire, again)).rejects.toMatchObject({ code: 'access.users-changed-meanwhile' });
    await sql`update membership set state = 'ended' where account_id = ${added}`.execute(app.database.owner);
    await sql`update membership set version = 2 where account_id = ${ids.farid}`.execute(app.database.owner);
    await expect(review(ids.claire, again)).rejects.toMatchObject({ code: 'access.users-changed-meanwhile' });
    expect(await stateOf(ids.farid)).toBe('active');
    await review(ids.claire);
    await expect(review(ids.claire)).rejects.toMatchObject({ code: 'access.review-done-meanwhile' });
  });

  it('is not for others, nor for who no longer administers', async () => {
    await expect(review(ids.farid)).rejects.toMatchObject({ status: 403 });
    const stranger = await member('voisin@revue.example', { siret: otherSiret });
    await expect(review(stranger)).rejects.toMatchObject({ status: 404 });
    await member('patron@revue.example', { role: 'establishment_administrator' });
    await sql`update membership set ends_on = '2026-11-22' where account_id = ${ids.claire}`.execute(
      app.database.owner,
    );
    await expect(review(ids.claire)).rejects.toMatchObject({ status: 404 });
  });

  it('ends neither oneself nor the last who administers long enough, and then nobody', async () => {
    await expect(review(ids.claire, { ended: [ids.claire] })).rejects.toMatchObject({ name: 'InvalidInput' });
    const brief = await member('bref@revue.example', {
      role: 'establishment_administrator',
      endsOn: '2027-01-31',
    });
    const claires = (await toReview()).find(({ accountId }) => accountId === ids.claire);
    await expect(review(brief, { ended: [ids.farid, ids.claire] })).rejects.toMatchObject({
      fields: { [claires?.id ?? '']: expect.stringContaining('gardez son accès') },
    });
    expect(await Promise.all([ids.farid, ids.claire].map(stateOf))).toEqual(['active', 'active']);
    expect(await kindsTo('farid@revue.example')).toEqual([]);
  });
});

describe('two reviews at once', () => {
  it('end in one', async () => {
    const boss = await member('patron@revue.example', { role: 'establishment_administrator' });
    const ended = [ids.farid];
    const both = await Promise.allSettled([review(ids.claire, { ended }), review(boss, { ended })]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await kindsTo('farid@revue.example')).toEqual(['access.membership-ended']);
  });

  it('of two who end each other leave one of them', async () => {
    const boss = await member('patron@revue.example', { role: 'establishment_administrator' });
    const both = await Promise.allSettled([
      review(ids.claire, { ended: [boss] }),
      review(boss, { ended: [ids.claire] }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await Promise.all([boss, ids.claire].map(stateOf))).sort()).toEqual(['active', 'ended']);
  });

  it('of a place where nobody holds anything end in one too', async () => {
    const bosses = await Promise.all(
      ['un', 'deux'].map((name) =>
        member(`${name}@revue.example`, { siret: null, role: 'establishment_administrator' }),
      ),
    );
    await sql`delete from membership where siret is not null`.execute(app.database.owner);
    const both = await Promise.allSettled(bosses.map((boss) => review(boss)));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const { rows } = await sql`select from rights_review where siren = ${siren}`.execute(app.database.owner);
    expect(rows).toHaveLength(1);
  });
});
