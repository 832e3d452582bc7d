import { beforeAll, beforeEach, expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import {
  givenAccount,
  givenAgent,
  givenCompany,
  givenMembership,
  guide,
  mailsTo,
} from '../../../tests/support/people';
import { changeOwnIdentity } from '../../accounts';
import { perform } from '../../platform/behaviour';
import { sql } from '../../platform/database';

const app = useApp({ demo: true });
const { siren, siret } = guide;
const email = 'claire@vue.example';
let sophie = { session: '', id: '' };
let claire = { session: '', id: '' };
const users = `/etablissements/${siret}/utilisateurs`;

const plain = (body: string) => body.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll('’', "'");
const look = (as = sophie, id = claire.id) =>
  app.post(`/agents/comptes/${id}`, { geste: 'voir', raison: 'Elle ne voit pas son site.' }, as);

beforeAll(() => givenCompany(app.database.owner, { siren, sirets: [siret] }));
beforeEach(async () => {
  const { owner } = app.database;
  await sql`truncate account, session, access_request, membership, outgoing_mail, history_entry, access_log_entry,
    throttle, link cascade`.execute(owner);
  const agentId = await givenAgent(owner, 'sophie@opco.example', 'account_manager');
  sophie = { id: agentId, session: await app.sessionOf(agentId) };
  const id = await givenAccount(owner, { email });
  await givenMembership(owner, { accountId: id, siren, siret });
  claire = { id, session: await app.sessionOf(id) };
});

it('shows her pages under a strip, tells her why, and leaves by a button', async () => {
  expect((await look()).location).toBe('/accueil');
  for (const page of [
    '/accueil',
    '/mes-etablissements',
    users,
    `/etablissements/${siret}/historique`,
    '/aide',
  ]) {
    const { status, body } = await app.get(page, sophie);
    expect([page, status, plain(body).includes('Vous voyez le portail comme')]).toEqual([page, 200, true]);
  }
  expect((await app.get('/accueil', claire)).body).not.toContain('Vous voyez le portail');
  await app.runJobs();
  const mail = (await mailsTo(app, email)).at(-1);
  expect([mail?.kind, mail?.text.includes('Elle ne voit pas son site.')]).toEqual(['accounts.viewed', true]);
  const left = await app.post('/agents/voir-comme/fin', {}, sophie);
  expect(left.location).toBe(`/agents/comptes/${claire.id}?fait=vue`);
  expect((await app.get('/agents/comptes', sophie)).status).toBe(200);
});

it('refuses every route that is not one to be seen, and whatever is sent', async () => {
  await look();
  const parameters = (path: string) =>
    path.replace(':siret', siret).replace(':siren', siren).replace(':id', claire.id);
  const open = new Set<string>();
  for (const route of app.routes) {
    if (route.asOneself || route.who.kind === 'operator') continue;
    const url = parameters(route.path);
    const { status } = route.method === 'GET' ? await app.get(url, sophie) : await app.post(url, {}, sophie);
    if (route.method === 'GET' && status !== 403) open.add(route.path);
    else expect([route.method, route.path, status]).toEqual([route.method, route.path, 403]);
  }
  for (const path of open) {
    expect(path).not.toMatch(
      /mon-profil|agents|export|document|justificatif|connexion|boite|inviter|demande-de-compte\//,
    );
  }
  // Of the API nothing is anybody's: it reads no cookie.
  const ofSomebody = [...open].filter((path) => path.includes(':') && !path.startsWith('/api/'));
  expect(ofSomebody.sort()).toEqual(
    [
      '/etablissements/:siret/utilisateurs/demandes/:id',
      '/entreprises/:siren',
      '/etablissements/:siret/utilisateurs',
      '/etablissements/:siret/utilisateurs/:id',
      '/entreprises/:siren/utilisateurs',
      '/entreprises/:siren/utilisateurs/:id',
      '/etablissements/:siret/utilisateurs/revue',
      '/entreprises/:siren/utilisateurs/revue',
      '/etablissements/:siret/historique',
      '/entreprises/:siren/historique',
      '/etablissements/:siret',
      '/etablissements/:siret/donnees',
      '/mandats/:id',
    ].sort(),
  );
});

it('is refused by the behaviours themselves', async () => {
  await look();
  const seen = await app.kernel.rights.signedIn(app.kernel.db, sophie.session, { asOneself: false });
  if (!seen) throw new Error('nobody');
  const identity = {
    civility: 'MME',
    lastName: 'X',
    firstName: 'Y',
    jobTitle: 'Z',
    phone: '0600000000',
  } as const;
  await expect(perform(app.kernel, changeOwnIdentity, seen, identity)).rejects.toMatchObject({
    code: 'viewing-only',
  });
});

it('writes each page under the name of the agent', async () => {
  await look();
  await app.get(`${users}?q=x`, sophie);
  const { rows } = await sql<Record<string, string>>`
    select entry.actor_id as by, entry.action, entry.subject_id as subject, entry.viewed_as as seen, entry.page
    from access_log_entry as entry where entry.viewed_as is not null order by entry.id`.execute(
    app.database.owner,
  );
  expect(rows[0]).toEqual({
    by: sophie.id,
    action: 'viewed-page',
    subject: claire.id,
    seen: claire.id,
    page: users,
  });
  expect(rows.every(({ by }) => by === sophie.id)).toBe(true);
});

it('ends after half an hour, and with whatever let it be', async () => {
  const isSeeing = async () =>
    plain((await app.get('/accueil', sophie)).body).includes('Vous voyez le portail');
  const { owner } = app.database;
  await look();
  await sql`update session set viewed_until = viewed_until - interval '31 minutes' where viewed_until is not null`.execute(
    owner,
  );
  expect(await isSeeing()).toBe(false);
  await look();
  expect(await isSeeing()).toBe(true);
  await sql`update account set state = 'blocked' where id = ${claire.id}`.execute(owner);
  expect(await isSeeing()).toBe(false);
  await sql`update account set state = 'active' where id = ${claire.id}`.execute(owner);
  await sql`update agent_role set role = 'case_officer' where account_id = ${sophie.id}`.execute(owner);
  expect(await isSeeing()).toBe(false);
  await sql`update agent_role set role = 'account_manager' where account_id = ${sophie.id}`.execute(owner);
  await sql`insert into agent_role (account_id, role, granted_at) values (${claire.id}, 'controller', now())`.execute(
    owner,
  );
  expect(await isSeeing()).toBe(false);
});

it('is refused as an agent, as oneself, as who cannot sign in, without a reason', async () => {
  const karim = await givenAgent(app.database.owner, 'karim@opco.example', 'controller');
  expect((await look(sophie, karim)).status).toBe(403);
  expect((await look(sophie, sophie.id)).status).toBe(403);
  const asleep = await givenAccount(app.database.owner, { email: 'a@vue.example', state: 'to_activate' });
  expect((await look(sophie, asleep)).status).toBe(409);
  const empty = await app.post(`/agents/comptes/${claire.id}`, { geste: 'voir', raison: '' }, sophie);
  expect(empty.status).toBe(422);
  await look();
  expect((await look(sophie, asleep)).status).toBe(403);
});

it('signs the agent out, under the agent’s name', async () => {
  await look();
  await app.post('/deconnexion', {}, sophie);
  expect((await app.get('/accueil', sophie)).location).toMatch(/^\/connexion/);
  const { rows } = await sql<{ by: string }>`select entry.actor_id as by from history_entry as entry
    where entry.action = 'accounts.signed-out'`.execute(app.database.owner);
  expect(rows).toEqual([{ by: sophie.id }]);
});
