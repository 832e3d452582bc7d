import { expect, it } from 'vitest';
import { htmlErrors } from '../../../tests/gates/html-errors';
import { firm, givenMandate } from '../../../tests/support/mandates';
import { givenCompany } from '../../../tests/support/people';
import { useReviewing } from '../../../tests/support/reviewing';
import { sql } from '../../platform/database';

const { app, ids, path, siren, siret, otherSiret, place, member, held, stateOf, as, ask, plain } =
  useReviewing();
const usersPath = path.replace('/revue', '');
const hidden = (body: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '';
const rightOf = async (accountId: string) =>
  (await held()).find((one) => one.accountId === accountId)?.id ?? '';

const shown = async () => (await app.get(path, await as(ids.claire))).body;
async function send(body: string, form: Record<string, string>) {
  const list = {
    vus: hidden(body, 'vus'),
    mandats: hidden(body, 'mandats'),
    derniere: hidden(body, 'derniere'),
  };
  const answer = await app.post(path, { ...list, motif: 'Parti.', ...form }, await as(ids.claire));
  return { ...answer, text: plain(answer.body) };
}

it('ends those who are ticked and keeps the others, once the list is said to be read', async () => {
  await ask();
  const body = await shown();
  expect(plain(body)).toContain('À faire avant le 23 décembre 2026');
  expect(plain(body)).toContain("Gardé : c'est vous");
  const farid = `finir-${await rightOf(ids.farid)}`;
  const unread = await send(body, { [farid]: 'oui' });
  expect([unread.status, unread.text.includes('Cochez cette case')]).toEqual([422, true]);
  expect(unread.body).toMatch(new RegExp(`name="${farid}"[^>]* checked`));
  const done = await send(unread.body, { [farid]: 'oui', relu: 'oui' });
  expect(done.location).toBe(`${usersPath}?fait=revue`);
  expect(await stateOf(ids.farid)).toBe('ended');
  const history = await app.get(usersPath.replace('utilisateurs', 'historique'), await as(ids.claire));
  expect(plain(history.body)).toContain('Revue des droits : 1 gardé, 1 retiré');
  expect(plain(await shown())).toContain('par claire Vasseur : 1 accès gardé, 1 retiré.');
});

it('shows what was read and what is there now, and who is gone, whatever brought the page back', async () => {
  const leila = await member('leila@revue.example');
  const before = await shown();
  const farid = `finir-${await rightOf(ids.farid)}`;
  await sql`update membership set role = 'accountant', version = 2 where account_id = ${ids.farid}`.execute(
    app.database.owner,
  );
  await sql`update membership set state = 'ended', version = 2 where account_id = ${leila}`.execute(
    app.database.owner,
  );
  await member('nouvelle@revue.example');
  for (const [form, status] of [
    [{ relu: 'oui' }, 409],
    [{}, 422],
  ] as const) {
    const stale = await send(before, { [farid]: 'oui', ...form });
    expect(stale.status).toBe(status);
    expect(stale.text).toContain('Modifié pendant votre revue. Vous aviez lu : Consultation.');
    expect(stale.text).toContain('Arrivé pendant votre revue.');
    expect(stale.text).toContain("N'a plus d'accès, et n'est plus dans la liste : leila Vasseur.");
    expect(stale.body).toMatch(new RegExp(`name="${farid}"[^>]* checked`));
    expect(await htmlErrors(stale.body)).toEqual([]);
  }
  expect(await stateOf(ids.farid)).toBe('active');
});

it('names nobody of another place, whatever the form pretends to have shown', async () => {
  const stranger = await member('etrangere@revue.example', { siret: otherSiret });
  const [{ id } = { id: '' }] = (await held(otherSiret)).filter(({ accountId }) => accountId === stranger);
  const answer = await send(await shown(), { vus: `${id}.1.viewer.active. pas-un-nombre`, relu: 'oui' });
  expect([answer.status, answer.text.includes('etrangere')]).toEqual([409, false]);
});

it('of a whole company is for those who administer the whole of it', async () => {
  const company = `/entreprises/${siren}/utilisateurs/revue`;
  expect((await app.get(company, await as(ids.claire))).status).toBe(404);
  const boss = await member('patronne@revue.example', { siret: null, role: 'establishment_administrator' });
  expect((await app.get(company, await as(boss))).status).toBe(200);
  expect((await app.get(path, await as(boss))).status).toBe(200);
  expect((await app.get(path, await as(ids.farid))).status).toBe(403);
});

it('is led to from the users, who say until when', async () => {
  const users = async () => plain((await app.get(usersPath, await as(ids.claire))).body);
  expect(await users()).toContain(`href="${path}"`);
  expect(await users()).not.toContain('La revue annuelle des droits');
  await ask();
  expect(await users()).toContain('La revue annuelle des droits est à faire avant le 23 décembre 2026');
  app.clock.advance(31 * 86_400_000);
  expect(await users()).toContain('La revue annuelle des droits était à faire avant le 23 décembre 2026');
  app.clock.advance(-31 * 86_400_000);
});

it('groups three hundred people, the doubtful first, and takes one answer for all', async () => {
  const { owner } = app.database;
  await sql`
    with people as (
      insert into account (email, state, first_name, last_name, password_hash, created_at, last_sign_in_at)
      select 'personne' || n || '@revue.example', 'active', 'Alix', 'Nom' || n, 'unusable', now(),
        case when n > 20 then '2026-11-20'::timestamptz end
      from generate_series(1, 300) as n returning account.id
    )
    insert into membership (account_id, siren, siret, role, state, created_at, updated_at)
    select people.id, ${siren}, ${siret}, 'viewer', 'active', now(), now() from people`.execute(owner);
  await givenCompany(owner, { siren: firm.siren, sirets: [firm.siret], name: 'CABINET MORVAN' });
  const mandate = await givenMandate(owner, { partner: firm, client: place, askedBy: ids.claire });
  const body = await shown();
  const text = plain(body);
  expect(text).toContain('À regarder de près (22)');
  expect(text).toContain('Consultation (280)');
  expect(text).toContain('Partenaires mandatés (1)');
  expect(text).toContain('href="#t-viewer"');
  const ended = (await held()).filter(({ accountId }) => accountId !== ids.claire).map(({ id }) => id);
  const ticks = Object.fromEntries([...ended, mandate].map((id) => [`finir-${id}`, 'oui']));
  const done = await send(body, { ...ticks, relu: 'oui' });
  expect(done.location).toBe(`${usersPath}?fait=revue`);
  const { rows } = await sql`select kept, ended from rights_review`.execute(owner);
  expect(rows).toEqual([{ kept: 1, ended: 302 }]);
}, 60_000);

it('is in the access log, for each who was on the list', async () => {
  await shown();
  const { rows } = await sql<{ id: string }>`
    select entry.subject_id as id from access_log_entry as entry
    where entry.action = 'read-rights-review' and entry.subject_kind = 'account'`.execute(app.database.owner);
  const read = rows.map(({ id }) => id);
  expect(read).toEqual(expect.arrayContaining([ids.claire, ids.farid]));
});
