import { beforeAll, expect, it } from 'vitest';
import { useApp } from '../../tests/support/app';
import { givenAgent, givenCompany, guide, mailsTo, sendRequest } from '../../tests/support/people';
import { historyOf } from '../journal';
import { minutes } from '../platform/clock';
import { sql } from '../platform/database';

const app = useApp();
const agent = 'agent@opco.example';
const path = '/demande-de-compte/confirmer';

beforeAll(async () => {
  await givenCompany(app.database.owner, { siren: guide.siren, sirets: [guide.siret, guide.otherSiret] });
  await givenAgent(app.database.owner, agent, 'account_manager');
});

/** Sends a request; gives its id, and what pressing the mailed button answers. */
async function sent(email: string, siret = guide.siret) {
  await sendRequest(app, { email, siret });
  const link = app.linkIn((await mailsTo(app, email)).at(-1), path);
  const jeton = new URLSearchParams(link.split('?')[1]).get('jeton') ?? '';
  const { rows } = await sql<{ id: string }>`select request.id from access_request as request
    where request.email = ${email} order by request.sent_at desc limit 1`.execute(app.database.owner);
  return { id: rows[0]?.id ?? '', link, press: () => app.post(path, { jeton }) };
}
const actions = async (id: string) =>
  (await historyOf(app.database.app, 'access-request', id)).map(({ action }) => action);

it('confirms once under thirty presses at the same time, and all are told so', async () => {
  const email = 'trente@ge.example';
  const { id, press } = await sent(email);
  const answers = await Promise.all(Array.from({ length: 30 }, press));
  expect([...new Set(answers.map(({ status }) => status))]).toEqual([200]);
  expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
  expect(answers[0]?.body).toContain('Votre adresse est confirmée');
  await app.runJobs();
  expect(await actions(id)).toEqual(['access.request-sent', 'access.request-confirmed']);
  expect((await mailsTo(app, email)).map(({ kind }) => kind)).toEqual([
    'access.confirm-address',
    'access.request-received',
  ]);
  expect(await mailsTo(app, agent)).toHaveLength(1);
});

it('answers a second press alike for a quarter of an hour; opening the used link never does', async () => {
  const email = 'deux@ge.example';
  const { press, link } = await sent(email);
  const first = await press();
  app.clock.advance(minutes(14));
  const second = await press();
  expect([second.status, second.body]).toEqual([200, first.body]);
  expect((await app.get(link)).status).toBe(410);
  expect(await mailsTo(app, email)).toHaveLength(2);
  app.clock.advance(minutes(1));
  expect((await press()).status).toBe(410);
});

it('is a dead link as soon as the request has left the state that it made', async () => {
  const email = 'annulee@ge.example';
  const { press } = await sent(email);
  await press();
  const follow = app.linkIn((await mailsTo(app, email)).at(-1), '/demande-de-compte/suivi');
  await app.post('/demande-de-compte/suivi', { jeton: follow.split('jeton=')[1] ?? '' });
  expect((await press()).status).toBe(410);
});

it('is a dead link when another one has taken its place, or confirmed', async () => {
  const email = 'remplacee@ge.example';
  const first = await sent(email);
  const second = await sent(email, guide.otherSiret);
  expect((await first.press()).status).toBe(410);
  expect((await second.press()).status).toBe(200);
  expect((await first.press()).status).toBe(410);
});
