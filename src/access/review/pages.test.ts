import { beforeAll, expect, it } from 'vitest';
import { useInviting } from '../../../tests/support/inviting';
import { sql } from '../../platform/database';

const { app, asClaire, companyPath, member, siren, usersPath } = useInviting();
const path = `${usersPath}/revue`;
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ').replaceAll('’', "'");
const hidden = (body: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '';
let farid = '';

beforeAll(async () => {
  await member('farid@invite.example');
  await member('leila@invite.example');
  const { rows } = await sql<{ id: string }>`
    select membership.id from membership join account on account.id = membership.account_id
    where account.email = 'farid@invite.example'`.execute(app.database.owner);
  farid = rows[0]?.id ?? '';
});
const shown = async () => (await app.get(path, await asClaire())).body;
async function send(body: string, form: Record<string, string>) {
  const sent = { vus: hidden(body, 'vus'), derniere: hidden(body, 'derniere'), motif: 'Parti.', ...form };
  return app.post(path, sent, await asClaire());
}

it('asks for each, keeps what was chosen, and ends those whom the form ends', async () => {
  const body = await shown();
  const missing = await send(body, { [`acces-${farid}`]: 'finir' });
  expect([missing.status, plain(missing.body).includes('Répondez pour')]).toEqual([422, true]);
  expect(missing.body).toMatch(new RegExp(`name="acces-${farid}" value="finir" checked`));
  await member('nouvelle@invite.example');
  const stale = await send(body, { [`acces-${farid}`]: 'finir', 'garder-les-autres': 'oui' });
  expect([stale.status, plain(stale.body).includes('Arrivé pendant votre revue')]).toEqual([409, true]);
  expect(stale.body).toMatch(new RegExp(`name="acces-${farid}" value="finir" checked`));
  const done = await send(stale.body, { [`acces-${farid}`]: 'finir', 'garder-les-autres': 'oui' });
  expect(done.location).toBe(`${usersPath}?fait=revue`);
  expect(plain((await app.get(usersPath, await asClaire())).body)).not.toContain('farid@invite.example');
  const history = plain(
    (await app.get(usersPath.replace('utilisateurs', 'historique'), await asClaire())).body,
  );
  expect(history).toContain('Revue des droits : 3 gardés, 1 retiré');
});

it('of a whole company is for those who administer the whole of it', async () => {
  expect((await app.get(`${companyPath}/revue`, await asClaire())).status).toBe(404);
  const boss = await member('patronne@invite.example', { siret: null, role: 'establishment_administrator' });
  const session = await app.sessionOf(boss);
  expect((await app.get(`/entreprises/${siren}/utilisateurs/revue`, { session })).status).toBe(200);
});
