import { beforeEach, expect, it } from 'vitest';
import { givenMembership, guide } from '../../../tests/support/people';
import { useSecondFactor } from '../../../tests/support/second-factor';
import { sql } from '../../platform/database';

const { app, claire, codeOf, nextCode, setUp } = useSecondFactor();
const { siren, siret } = guide;
const path = `/etablissements/${siret}/donnees/coordonnees-bancaires`;
const account = {
  geste: 'demander',
  titulaire: 'GE SUPPORT FRANCE',
  iban: 'FR7630006000011234567890189',
  bic: 'AGRIFRPP',
};
const ask = () => app.post(path, account, claire.mine);
const prove = (form: Record<string, string>) =>
  app.post(path, { saisie: new URLSearchParams(account).toString(), ...form }, claire.mine);

beforeEach(() =>
  givenMembership(app.database.owner, {
    accountId: claire.id,
    siren,
    siret,
    role: 'establishment_administrator',
  }),
);

const shown = async () => (await app.get(path, claire.mine)).body;

it('says to whoever must have a second factor and has none, before anything is typed, to set it up', async () => {
  const body = await shown();
  expect(body).toContain('href="/mon-profil/double-authentification"');
  expect(body).not.toContain('name="iban"');
  // A page left open still sends its form: nothing is lost.
  const sent = await ask();
  expect([sent.status, sent.body]).toEqual([409, expect.stringContaining(`value="${account.iban}"`)]);
  expect(sent.body).toContain('vous n’en avez pas encore');
});

it('says from when a new second factor serves, before anything is typed', async () => {
  await setUp();
  const body = await shown();
  expect(body).toContain('elle servira ici à partir du');
  expect(body).not.toContain('name="iban"');
  await sql`update totp_factor set proved_at = proved_at - interval '2 days'`.execute(app.database.owner);
  expect(await shown()).toContain('name="iban"');
});

it('asks for the code of the application, or a recovery code, each once; the password does not do', async () => {
  const { key, codes } = await setUp();
  // Set up today: whoever has just stolen a session could have done it.
  const today = await ask();
  expect([today.status, today.body]).toEqual([409, expect.stringContaining('depuis moins d’un jour')]);
  await sql`update totp_factor set proved_at = proved_at - interval '2 days'`.execute(app.database.owner);
  expect((await ask()).body).toContain('name="code"');
  expect((await prove({ preuve: 'huit lampes et un banc' })).status).toBe(422);
  expect((await prove({ geste: 'code', code: '000000' })).status).toBe(422);
  const code = codeOf(key);
  expect((await prove({ geste: 'code', code })).location).toBe(`${path}?fait=demandees`);
  app.clock.advance(16 * 60_000);
  nextCode();
  expect((await prove({ geste: 'code', code })).status).toBe(422);
  const spent = { geste: 'secours', secours: codes[0] ?? '' };
  // Proved: what is then refused is the request itself, which somebody else's has outrun.
  expect((await prove(spent)).status).toBe(409);
  app.clock.advance(16 * 60_000);
  expect((await prove(spent)).status).toBe(422);
});
