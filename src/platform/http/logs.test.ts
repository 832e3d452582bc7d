import { expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import {
  givenAccount,
  givenAgent,
  givenCompany,
  givenMembership,
  guide,
  mailsTo,
  sendAndConfirm,
} from '../../../tests/support/people';
import { sql } from '../database';
import { runWaitingJobs, startWorker } from '../jobs';
import { sendMailJob } from '../mail';
import { everyone } from '../who-may';
import { get } from './route';

const lines: string[] = [];
const app = useApp({ log: lines });
const password = 'sentinelle du mot de passe 42';
const email = 'sentinelle@guide.example';
const agentEmail = 'agente@opco.example';

const secretIn = (link: string) => new URLSearchParams(link.split('?')[1]).get('jeton') ?? '';

/** Asks for an account, is let in, creates the password, signs in; and everything that may go wrong on the way. */
async function walk(): Promise<string[]> {
  const db = app.database.owner;
  await givenCompany(db, { siren: guide.siren, sirets: [guide.siret] });
  const claire = await givenAccount(db, { email: 'claire@guide.example' });
  await givenMembership(db, { accountId: claire, siren: guide.siren, siret: guide.siret });
  const sophie = await givenAgent(db, agentEmail, 'account_manager');
  await app.post('/demande-de-compte/mon-adresse-email', { email, aller: 'mon-entreprise' });
  const id = await sendAndConfirm(app, { email });
  const confirm = app.linkIn((await mailsTo(app, email))[0], '/demande-de-compte/confirmer');
  await app.get(confirm);
  const session = await app.sessionOf(claire);
  const decision = `/etablissements/${guide.siret}/utilisateurs/demandes/${id}`;
  await app.post(decision, { decision: 'valider', role: 'viewer' }, { session });
  await app.runJobs();
  const activation = app.linkIn((await mailsTo(app, email)).at(-1), '/activation');
  await app.get(activation);
  await app.post('/activation', { jeton: secretIn(activation), password });
  await app.post('/connexion', {
    email,
    password: `${password} faux`,
    retour: `/x?jeton=${secretIn(confirm)}`,
  });
  await app.post('/connexion', { email, password, retour: '/accueil' });
  await app.post('/mot-de-passe-oublie', { email });
  await app.get(`/agents/envois-et-traitements?adresse=${email}`, { session: await app.sessionOf(sophie) });
  await app.get(`/nulle-part?jeton=${secretIn(confirm)}&email=${email}`);
  return [secretIn(confirm), secretIn(activation), session];
}

it('holds no secret, no address, no query of the main path, and an id of ours in each line of a request', async () => {
  const secrets = await walk();
  const said = lines.join('');
  expect(lines.length).toBeGreaterThan(10);
  expect(secrets.every((secret) => secret.length > 20)).toBe(true);
  for (const secret of [...secrets, password, 'sentinelle', 'guide.example', 'opco.example', 'jeton=', '?'])
    expect(said).not.toContain(secret);
  const ids = lines.map((line) => JSON.parse(line).reqId);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
  expect(new Set(ids).size).toBe(lines.length);
  expect(said).not.toMatch(/"level":[56]0/);
});

it('gives back its own id, whatever the client says, the same in the log and in the history', async () => {
  lines.splice(0);
  const { headers } = await app.server.inject({
    url: '/aide',
    headers: { 'x-request-id': 'mine', 'request-id': 'mine' },
  });
  const [line] = lines;
  expect(JSON.parse(line ?? '{}')).toMatchObject({
    reqId: headers['x-request-id'],
    route: '/aide',
    status: 200,
  });
  expect(headers['x-request-id']).not.toBe('mine');
  const { rows } = await sql<{ id: string }>`
    select distinct request_id as id from history_entry where request_id is not null`.execute(
    app.database.owner,
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const { id } of rows) expect(id).toMatch(/^[0-9a-f-]{36}$/);
});

it('tells a failure of the database without the values of the row', async () => {
  lines.splice(0);
  const server = await app.serverWith(
    [
      get('/faulty', everyone, async (call) => {
        await sql`insert into account (email, state, password_hash, created_at)
        values ('claire@guide.example', 'active', 'x', now())`.execute(call.kernel.db);
        throw new Error('not reached');
      }),
    ],
    lines,
  );
  const { statusCode, body, headers } = await server.inject({ url: `/faulty?email=${email}` });
  await server.close();
  expect(statusCode).toBe(500);
  expect(body).toContain(String(headers['x-request-id']));
  const failure = lines.find((line) => line.includes('"level":50')) ?? '';
  expect(JSON.parse(failure)).toMatchObject({ err: { code: '23505' }, reqId: headers['x-request-id'] });
  expect(lines.join('')).not.toContain('claire@');
});

it('tells a failed job by its name and number, without its payload nor addresses', async () => {
  lines.splice(0);
  await app.runJobs();
  await app.post('/mot-de-passe-oublie', { email });
  const jobs = app.jobs.filter(({ name }) => name !== 'send-mail');
  await runWaitingJobs(app.database.appUrl, app.kernel, jobs);
  const refused = sendMailJob(() =>
    Promise.reject(new Error(`451 <${email}> try later, see /suivi?jeton=abc`)),
  );
  const worker = await startWorker({
    databaseUrl: app.database.appUrl,
    kernel: app.kernel,
    jobs: [refused],
    chores: [],
    log: app.server.log,
    aloneHere: true,
  });
  await expect
    .poll(() => lines.some((line) => line.includes('a job failed')), { timeout: 15_000 })
    .toBe(true);
  await worker.stop();
  const line = lines.find((one) => one.includes('a job failed')) ?? '';
  expect(JSON.parse(line)).toMatchObject({ level: 40, name: 'send-mail', attempt: 1, of: 25 });
  expect(line).toContain('451 <…@…> try later');
  expect(lines.join('')).not.toMatch(/sentinelle|jeton|"payload"/);
});
