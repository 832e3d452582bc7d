import { expect, it } from 'vitest';
import { firm, givenMandate, type Somebody, useMandates } from '../../../tests/support/mandates';
import { givenMembership } from '../../../tests/support/people';
import { sql } from '../../platform/database';

const { act, administrator, app, as, ask, colleague, member, may, otherSiret, partner, path, siren, siret } =
  useMandates();

it('names among the people of a large partner, whom a search finds, and leaves alone who is not on the page', async () => {
  const [boss, solene] = [await administrator(), await partner()];
  const colleagues = await Promise.all(Array.from({ length: 60 }, () => colleague()));
  const id = await ask(solene);
  await act(id, boss, 'accepter');
  const pageOf = async (query: string) => (await app.get(`${path}/${id}${query}`, await as(solene))).body;
  const boxes = (body: string) => body.match(/name="acteur-/g)?.length;
  expect(boxes(await pageOf(''))).toBe(51);
  const last = colleagues.at(-1);
  if (!last) throw new Error('nobody');
  const found = await pageOf(`?q=${encodeURIComponent(last.email)}`);
  expect([boxes(found), found.includes(`acteur-${last.membershipId}`)]).toEqual([2, true]);
  expect((await act(id, solene, 'designer', { [`acteur-${last.membershipId}`]: 'oui' })).status).toBe(303);
  expect([(await may(solene)).length, (await may(last)).length]).toEqual([3, 3]);
  await act(id, solene, 'designer', {
    [`montre-${solene.membershipId}`]: '',
    [`montre-${last.membershipId}`]: '',
    [`acteur-${last.membershipId}`]: 'oui',
  });
  expect([(await may(solene)).length, (await may(last)).length]).toEqual([0, 3]);
});

it('is told to who removes somebody: they still act there by a mandate, when its page is open to that reader', async () => {
  const db = app.database.owner;
  const [boss, head, solene] = [
    await administrator(),
    await administrator({ siret: null }),
    await partner({ siret: null }),
  ];
  const here = await member();
  // The same person works for the partner too.
  await givenMembership(db, { accountId: solene.accountId, siren, siret });
  const { rows } = await sql<{ id: string }>`
    select membership.id from membership where account_id = ${solene.accountId} and siret = ${siret}`.execute(
    db,
  );
  const page = `/etablissements/${siret}/utilisateurs/${rows[0]?.id}`;
  const tells = async (reader: Somebody, id: string) =>
    (await app.get(page, await as(reader))).body.includes(`href="${path}/${id}"`);
  const given = (client: { siren: string; siret: string | null }, more = {}) =>
    givenMandate(db, {
      ...{ partner: { siren: firm.siren, siret: null }, askedBy: solene.accountId },
      ...{ client, members: [solene.membershipId], ...more },
    });
  const ofSite = await given({ siren, siret });
  const ofCompany = await given({ siren, siret: null });
  const ofOtherSite = await given({ siren, siret: otherSiret });
  expect([await tells(boss, ofSite), await tells(head, ofSite)]).toEqual([true, true]);
  expect([await tells(boss, ofCompany), await tells(head, ofCompany)]).toEqual([false, true]);
  expect([await tells(boss, ofOtherSite), await tells(head, ofOtherSite)]).toEqual([false, false]);
  await sql`update mandate set state = 'ended', closed_at = now() where id = ${ofSite}`.execute(db);
  expect(await tells(boss, ofSite)).toBe(false);
  const other = `/etablissements/${siret}/utilisateurs/${here.membershipId}`;
  expect((await app.get(other, await as(head))).body).not.toContain('par mandat');
});

it('says of who asked that their account is closed, where their address was', async () => {
  const [boss, solene, other] = [await administrator(), await partner(), await partner()];
  const id = await ask(solene);
  await sql`update account set state = 'closed', email = '', first_name = null, last_name = 'Compte fermé', password_hash = null
    where id = ${solene.accountId}`.execute(app.database.owner);
  for (const reader of [boss, other])
    expect((await app.get(`${path}/${id}`, await as(reader))).body).toContain('<dd>compte fermé</dd>');
});
