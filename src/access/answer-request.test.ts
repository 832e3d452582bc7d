import { beforeAll, expect, it } from 'vitest';
import { useApp } from '../../tests/support/app';
import { givenCompany, guide, mailsTo, sendRequest, sendUnanswered } from '../../tests/support/people';
import { sql } from '../platform/database';

const app = useApp();
const stateOf = async (email: string) => {
  const { rows } = await sql<{ state: string }>`
    select request.state from access_request as request where request.email = ${email}
    order by request.state`.execute(app.database.owner);
  return rows.map(({ state }) => state);
};
const lastKind = async (email: string) => (await mailsTo(app, email)).at(-1)?.kind;

beforeAll(() =>
  givenCompany(app.database.owner, { siren: guide.siren, sirets: [guide.siret, guide.otherSiret] }),
);

it('an unconfirmed request is replaced by the latest', async () => {
  const email = 'encore@ge.example';
  await sendRequest(app, { email });
  const first = app.linkIn((await mailsTo(app, email))[0], '/demande-de-compte/confirmer');
  await sendRequest(app, { email, role: 'viewer' });
  expect(await stateOf(email)).toEqual(['cancelled', 'to_confirm']);
  expect(await lastKind(email)).toBe('access.confirm-address');
  expect((await app.get(first)).status).toBe(410);
});

it.each([
  ['in the same instant', 0],
  ['one after the other', 60_000],
])('of two sent %s before any is answered, one is kept and answered', async (when, apart) => {
  const email = `coup-sur-coup-${apart}@ge.example`;
  await sendUnanswered(app, { email });
  app.clock.advance(apart);
  await sendUnanswered(app, { email, role: 'viewer' });
  await app.runJobs();
  expect(await stateOf(email)).toEqual(['cancelled', 'to_confirm']);
  const [mail, ...others] = await mailsTo(app, email);
  expect([mail?.kind, others]).toEqual(['access.confirm-address', []]);
  if (apart > 0) expect(mail?.text, when).toContain('Consultation');
});

it('the link of the former request confirms it as long as the latest is not answered', async () => {
  const email = 'devance@ge.example';
  await sendRequest(app, { email });
  const link = app.linkIn((await mailsTo(app, email))[0], '/demande-de-compte/confirmer');
  await sendUnanswered(app, { email, siret: guide.otherSiret });
  await app.post('/demande-de-compte/confirmer', { jeton: link.split('jeton=')[1] ?? '' });
  await app.runJobs();
  expect(await stateOf(email)).toEqual(['pending', 'to_confirm']);
  expect(await lastKind(email)).toBe('access.confirm-address');
});
