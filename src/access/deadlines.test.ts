import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../tests/support/app';
import {
  givenAccount,
  givenAgent,
  givenCompany,
  givenMembership,
  guide,
  mailsTo,
  neighbour,
  sendAndConfirm,
  sendRequest,
} from '../../tests/support/people';
import { sql } from '../platform/database';
import { formatDate } from '../ui';
import { accessChores } from './jobs';

const app = useApp();
const { owner } = app.database;
const oneDay = 86_400_000;
// Confirmed on Monday 23 November 2026: reminder on the 26th, relay on 7 December, expiry on 22 January 2027.
const monday = Date.parse('2026-11-23T09:00:00Z');
const goTo = (day: string) => app.clock.advance(Date.parse(`${day}T09:00:00Z`) - app.clock.now().getTime());
/** With ordinary spaces only. */
const plain = (text: string | undefined) => (text ?? '').replace(/\s+/g, ' ');
const dated = (day: string) => plain(formatDate(day));
const runChores = async () => {
  for (const chore of accessChores) await chore.run(app.kernel);
};
const kindsTo = async (email: string) =>
  (await mailsTo(app, email)).map((mail) => mail.kind.replace('access.', ''));
const requestOf = async (id: string) => {
  const { rows } = await sql<{ state: string; byAgents: boolean; reminded: boolean; relayed: boolean }>`
    select request.state, request.decided_by_agents as "byAgents", request.reminded_at is not null as reminded,
      request.relayed_at is not null as relayed
    from access_request as request where request.id = ${id}`.execute(owner);
  return rows[0];
};

let claire: string;
let agent: string;

beforeAll(async () => {
  await givenCompany(owner, { siren: guide.siren, sirets: [guide.siret, guide.otherSiret] });
  await givenCompany(owner, { siren: neighbour.siren, sirets: [neighbour.siret], name: 'VOISINE' });
  claire = await givenAccount(owner, { email: 'claire@ge.example' });
  await givenMembership(owner, { accountId: claire, siren: guide.siren, siret: guide.siret });
  agent = await givenAgent(owner, 'agent@opco.example', 'account_manager');
});

beforeEach(async () => {
  app.clock.advance(monday - app.clock.now().getTime());
  // Each test begins without the mails and the waiting requests of the others.
  await sql`delete from outgoing_mail`.execute(owner);
  await sql`update access_request set state = 'cancelled' where state in ('to_confirm', 'pending')`.execute(
    owner,
  );
});

describe('after a long stop', () => {
  it('hands over without a reminder, which does not come later either', async () => {
    const id = await sendAndConfirm(app, { email: 'tard@ge.example' });
    goTo('2026-12-20');
    await runChores();
    await runChores();
    expect((await kindsTo('claire@ge.example')).sort()).toEqual(['request-to-decide']);
    expect(await kindsTo('agent@opco.example')).toEqual(['request-handed-over']);
    expect((await kindsTo('tard@ge.example')).slice(2)).toEqual(['request-with-agents']);
    expect(await requestOf(id)).toMatchObject({ state: 'pending', byAgents: true, reminded: false });
  });

  it('expires without a word to anybody else', async () => {
    const id = await sendAndConfirm(app, { email: 'oubli@ge.example' });
    goTo('2027-03-01');
    await runChores();
    expect(await requestOf(id)).toEqual({
      state: 'expired',
      byAgents: false,
      reminded: false,
      relayed: false,
    });
    expect(await kindsTo('claire@ge.example')).toEqual(['request-to-decide']);
    expect(await kindsTo('agent@opco.example')).toEqual([]);
    const [, , last] = await mailsTo(app, 'oubli@ge.example');
    expect(last?.subject).toBe('Votre demande de compte a expiré');
    expect(last?.text).toContain(guide.siret);
    expect(app.linkIn(last, '/demande-de-compte/mon-adresse-email')).toBeTruthy();
    await sendRequest(app, { email: 'oubli@ge.example' });
    expect((await kindsTo('oubli@ge.example')).at(-1)).toBe('confirm-address');
  });
});

describe('who is reminded', () => {
  it('the administrators of that day: not who left, and who came since', async () => {
    const gone = await givenAccount(owner, { email: 'partie@ge.example' });
    await givenMembership(owner, { accountId: gone, siren: guide.siren, siret: guide.siret });
    await sendAndConfirm(app, { email: 'rappel@ge.example' });
    await sql`update membership set state = 'ended' where account_id = ${gone}`.execute(owner);
    const come = await givenAccount(owner, { email: 'arrivee@ge.example' });
    await givenMembership(owner, { accountId: come, siren: guide.siren, siret: guide.siret });
    goTo('2026-11-26');
    await runChores();
    expect(await kindsTo('partie@ge.example')).toEqual(['request-to-decide']);
    expect((await kindsTo('claire@ge.example')).at(-1)).toBe('request-reminder');
    expect(await kindsTo('arrivee@ge.example')).toEqual(['request-reminder']);
    const [reminder] = await mailsTo(app, 'arrivee@ge.example');
    expect(plain(reminder?.text)).toContain(`prendront le relais le ${dated('2026-12-07')}`);
    expect(reminder?.text).toContain(guide.siret);
    await sql`update membership set state = 'ended' where account_id = ${come}`.execute(owner);
  });

  it('the agents take over at once when no administrator is left, and are reminded later', async () => {
    await givenMembership(owner, {
      accountId: claire,
      siren: neighbour.siren,
      siret: neighbour.siret,
      endsOn: '2026-11-24',
    });
    const site = { siren: neighbour.siren, siret: neighbour.siret };
    const id = await sendAndConfirm(app, { email: 'orpheline@voisine.example', ...site });
    expect(await kindsTo('claire@ge.example')).toEqual(['request-to-decide']);
    goTo('2026-11-26');
    await runChores();
    expect(await kindsTo('claire@ge.example')).toEqual(['request-to-decide']);
    const [handedOver] = await mailsTo(app, 'agent@opco.example');
    expect(handedOver?.text).toContain('n’a plus d’administrateur');
    expect(app.linkIn(handedOver, '/agents/demandes-de-compte/')).toContain(id);
    expect(await requestOf(id)).toMatchObject({ byAgents: true, reminded: true, relayed: false });
    goTo('2026-12-07');
    await runChores();
    expect(await kindsTo('agent@opco.example')).toEqual(['request-handed-over', 'request-reminder']);
    expect((await kindsTo('orpheline@voisine.example')).slice(2)).toEqual([
      'request-with-agents',
      'deciders-reminded',
    ]);
  });
});

describe('once handed over', () => {
  it.each([
    ['an agent', () => agent, (id: string) => `/agents/demandes-de-compte/${id}`],
    [
      'an administrator',
      () => claire,
      (id: string) => `/etablissements/${guide.siret}/utilisateurs/demandes/${id}`,
    ],
  ])('%s may decide', async (who, account, address) => {
    const id = await sendAndConfirm(app, { email: `${who.replaceAll(' ', '-')}@ge.example` });
    goTo('2026-12-07');
    const session = await app.sessionOf(agent);
    const early = { decision: 'valider', role: 'viewer' };
    expect((await app.post(`/agents/demandes-de-compte/${id}`, early, { session })).status).toBe(403);
    await runChores();
    const answer = await app.post(address(id), early, { session: await app.sessionOf(account()) });
    expect(answer.status).toBe(303);
    expect(await requestOf(id)).toMatchObject({ state: 'approved' });
  });
});

describe('what the person sees', () => {
  it('the dates, by the link of each mail, and a button to cancel', async () => {
    const email = 'dates@ge.example';
    const id = await sendAndConfirm(app, { email });
    const received = (await mailsTo(app, email)).at(-1);
    for (const day of ['2026-11-26', '2026-12-07', '2027-01-22']) {
      expect(plain(received?.text)).toContain(dated(day));
      const { body } = await app.get(app.linkIn(received, '/demande-de-compte/suivi'));
      expect(plain(body)).toContain(dated(day));
    }
    goTo('2026-11-26');
    await runChores();
    goTo('2026-12-07');
    await runChores();
    const [, , reminded, withAgents] = await mailsTo(app, email);
    const first = app.linkIn(reminded, '/demande-de-compte/suivi');
    const second = app.linkIn(withAgents, '/demande-de-compte/suivi');
    expect(second).not.toBe(first);
    const page = plain((await app.get(second)).body);
    expect(page).toContain('Nos conseillers');
    expect(page).not.toContain(dated('2026-11-26'));
    await app.post('/demande-de-compte/suivi', { jeton: first.split('jeton=')[1] ?? '' });
    expect(await requestOf(id)).toMatchObject({ state: 'cancelled' });
    goTo('2027-03-01');
    await runChores();
    expect(await kindsTo(email)).toHaveLength(4);
  });

  it('a pending membership ends with its request', async () => {
    const email = 'membre@ge.example';
    const accountId = await givenAccount(owner, { email });
    await sendRequest(app, { email });
    const session = await app.sessionOf(accountId);
    const shown = await app.get('/mes-etablissements', { session });
    const demande = /name="demande" value="([^"]+)"/.exec(shown.body)?.[1] ?? '';
    await app.post('/mes-etablissements', { demande }, { session });
    app.clock.advance(61 * oneDay);
    await runChores();
    const { rows } = await sql<{ state: string; reason: string }>`
      select membership.state, membership.end_reason as reason from membership
      where membership.account_id = ${accountId}`.execute(owner);
    expect(rows).toEqual([{ state: 'ended', reason: 'Demande expirée' }]);
  });

  it('nothing at all when the address was never confirmed', async () => {
    await sendRequest(app, { email: 'jamais@ge.example' });
    app.clock.advance(7 * oneDay - 60_000);
    await runChores();
    const { rows: waiting } = await sql`select 1 from access_request where state = 'to_confirm'`.execute(
      owner,
    );
    expect(waiting).toHaveLength(1);
    app.clock.advance(120_000);
    await runChores();
    const { rows } = await sql`select 1 from access_request where state = 'to_confirm'`.execute(owner);
    expect(rows).toHaveLength(0);
    expect(await kindsTo('jamais@ge.example')).toEqual(['confirm-address']);
  });
});
