import { beforeAll, beforeEach, expect, it } from 'vitest';
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

const app = useApp();
let viewer = '';
let viewerId = '';

interface Line {
  readonly actorId: string | null;
  readonly action: string;
  readonly kind: string;
  readonly subject: string;
  readonly siret: string | null;
  readonly outcome: string;
  readonly address: string | null;
}

async function lines(): Promise<Line[]> {
  const { rows } = await sql<Line>`
    select entry.actor_id as "actorId", entry.action, entry.subject_kind as kind, entry.subject_id as subject,
      entry.siret, entry.outcome, entry.address
    from access_log_entry as entry order by entry.id`.execute(app.database.owner);
  return rows;
}

beforeAll(async () => {
  const db = app.database.owner;
  await givenCompany(db, { siren: guide.siren, sirets: [guide.siret] });
  await givenCompany(db, { siren: neighbour.siren, sirets: [neighbour.siret], name: 'VOISINE' });
  viewerId = await givenAccount(db, { email: 'lecteur@traces.example' });
  await givenMembership(db, {
    accountId: viewerId,
    siren: guide.siren,
    siret: guide.siret,
    role: 'viewer',
  });
});
beforeEach(async () => {
  await sql`truncate access_log_entry, throttle`.execute(app.database.owner);
  viewer = await app.sessionOf(viewerId);
});

const requestsOf = (siret: string, rest = '') => `/etablissements/${siret}/utilisateurs/demandes/${rest}`;
const someId = '00000000-0000-4000-8000-000000000000';

it.each([
  ['a role too low', requestsOf(guide.siret, someId), 403, 'refused-forbidden', guide.siret],
  ['a foreign establishment', requestsOf(neighbour.siret, someId), 404, 'refused-not-found', neighbour.siret],
  ['the agents’ pages', '/agents/demandes-de-compte', 404, 'refused-not-found', null],
  ['what is no number', requestsOf('sans-numero', 'x'), 404, 'refused-not-found', null],
])('keeps who was refused %s', async (_what, path, status, action, siret) => {
  const answer = await app.get(`${path}?jeton=secret`, { session: viewer, address: '127.0.0.7' });
  expect(answer.status).toBe(status);
  const subject = `GET ${path}`;
  const who = { actorId: viewerId, address: '127.0.0.7' };
  expect(await lines()).toEqual([{ ...who, action, kind: 'route', subject, siret, outcome: 'refused' }]);
});

it('keeps what a behaviour refuses, and the other agent’s role too', async () => {
  const agentId = await givenAgent(app.database.owner, 'controle@traces.example', 'controller');
  const session = await app.sessionOf(agentId);
  await app.post('/mes-etablissements', { demande: someId }, { session: viewer });
  await app.post('/agents/envois-et-traitements', { relancer: '1' }, { session });
  expect((await lines()).map(({ actorId, action, subject }) => [actorId, action, subject])).toEqual([
    [viewerId, 'refused-not-found', 'POST /mes-etablissements'],
    [agentId, 'refused-forbidden', 'POST /agents/envois-et-traitements'],
  ]);
});

it('keeps nothing of visitors, nor a hundred and first refusal within the hour', async () => {
  await app.get(requestsOf(guide.siret, someId));
  expect(await lines()).toEqual([]);
  for (let index = 0; index < 105; index++) {
    const answer = await app.get(requestsOf(guide.siret, `${someId}${index}`), { session: viewer });
    expect(answer.status).toBe(403);
  }
  expect(await lines()).toHaveLength(100);
});

it('keeps a long address short', async () => {
  await app.get(requestsOf(guide.siret, 'a'.repeat(100)), { session: viewer });
  await app.get(requestsOf(encodeURIComponent('é'.repeat(90)), 'b'.repeat(90)), { session: viewer });
  expect((await lines()).map(({ subject }) => subject.length <= 205)).toEqual([true, true]);
});

it('keeps from where a visitor acts: the history outlives the address', async () => {
  await sendRequest(app, { email: 'visiteur@traces.example' });
  const link = app.linkIn(
    (await mailsTo(app, 'visiteur@traces.example')).at(-1),
    '/demande-de-compte/confirmer',
  );
  const jeton = new URLSearchParams(link.split('?')[1]).get('jeton') ?? '';
  await app.post('/demande-de-compte/confirmer', { jeton }, { address: '127.0.0.9' });
  const confirmed = (await lines()).filter(({ action }) => action === 'access.request-confirmed');
  expect(confirmed).toMatchObject([
    { actorId: null, address: '127.0.0.9', outcome: 'done', siret: guide.siret },
  ]);
  expect(JSON.stringify(await lines())).not.toContain(jeton);
});

it('keeps the end of a request that a later one replaces, or that leads nowhere', async () => {
  const email = 'deux-fois@traces.example';
  const ends = async () => {
    const { rows } = await sql<{ action: string; why: string | null; actor: string }>`
      select entry.action, entry.details->>'why' as why, entry.actor_kind as actor
      from access_request as request join history_entry as entry on entry.subject_id = request.id::text
      where request.email = ${email} and request.reason = 'replaced' and entry.action <> 'access.request-sent'
      order by entry.id`.execute(app.database.owner);
    return rows;
  };
  await sendRequest(app, { email });
  await sendAndConfirm(app, { email });
  const replaced = { action: 'access.request-replaced', why: null, actor: 'system' };
  expect(await ends()).toEqual([replaced]);
  await sendRequest(app, { email });
  expect(await ends()).toEqual([
    replaced,
    { action: 'access.request-dropped', why: 'already-pending', actor: 'system' },
  ]);
});

it('keeps who asked for a way back in, without the address typed', async () => {
  await app.post('/mot-de-passe-oublie', { email: 'perdu@traces.example' }, { address: '127.0.0.8' });
  const [line] = await lines();
  expect(line).toMatchObject({ action: 'recovery-asked', kind: 'address', address: '127.0.0.8' });
  expect(line?.subject).toMatch(/^[0-9a-f]{64}$/);
});

it('keeps each right that ends with a refused establishment', async () => {
  const db = app.database.owner;
  const declared = { siren: '552032534', siret: '55203253400018' };
  await givenCompany(db, { siren: declared.siren, sirets: [declared.siret], state: 'to_validate' });
  await sql`update establishment set declared_at = now(), declared = '{}' where siret = ${declared.siret}`.execute(
    db,
  );
  await givenMembership(db, { accountId: viewerId, ...declared, role: 'viewer' });
  const session = await app.sessionOf(await givenAgent(db, 'comptes@traces.example', 'account_manager'));
  const path = `/agents/etablissements-a-valider/${declared.siret}`;
  const form = { etablissement: 'refuser', 'motif-etablissement': 'Numéro inconnu.' };
  expect((await app.post(path, form, { session })).status).toBe(303);
  const { rows } = await sql`
    select entry.action, entry.siret, membership.state from history_entry as entry
    join membership on membership.id::text = entry.subject_id
    where entry.subject_kind = 'membership'`.execute(db);
  expect(rows).toEqual([{ action: 'access.membership-ended', siret: declared.siret, state: 'ended' }]);
});
