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

it('sends whoever must have a second factor and has none to set it up', async () => {
  expect((await ask()).location).toBe('/mon-profil/double-authentification');
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
