import { expect, it } from 'vitest';
import { metricsToken, useApp } from '../../tests/support/app';
import { kernelOn } from '../../tests/support/kernel';
import { openDatabase, sql } from './database';
import { createMetrics } from './metrics';

const app = useApp();
const worker = useApp({ pages: 'operator' });

type Asked = { remoteAddress?: string; headers?: Record<string, string> };
const ask = (asked: Asked = {}, url = '/metrics') =>
  app.server.inject({ url, remoteAddress: asked.remoteAddress ?? '127.0.0.1', headers: asked.headers ?? {} });
const bearer = { authorization: `Bearer ${metricsToken}` };

/** Value of a figure, by its name and labels as they are written. */
function figureIn(body: string, figure: string): number | null {
  const line = body.split('\n').find((one) => one.startsWith(`${figure} `));
  return line === undefined ? null : Number(line.slice(figure.length));
}

it('answers this machine, and the token from anywhere', async () => {
  for (const asked of [
    {},
    { remoteAddress: '::1' },
    { remoteAddress: '127.4.0.9' },
    { remoteAddress: '192.0.2.7', headers: bearer },
    { headers: { ...bearer, 'x-forwarded-for': '192.0.2.7' } },
  ]) {
    const { statusCode, headers, body } = await ask(asked);
    expect([asked, statusCode]).toEqual([asked, 200]);
    expect(headers['content-type']).toContain('text/plain');
    expect(figureIn(body, 'mc2i_database_up')).toBe(1);
  }
});

it('is all that a process answers that does jobs alone, with its health', async () => {
  const { server } = worker;
  const status = async (url: string) => (await server.inject({ url })).statusCode;
  for (const url of ['/healthz', '/readyz', '/metrics']) expect([url, await status(url)]).toEqual([url, 200]);
  for (const url of ['/', '/connexion', '/aide', '/agents/demandes-de-compte', '/boite-aux-lettres'])
    expect([url, await status(url)]).toEqual([url, 404]);
  expect((await server.inject({ url: '/metrics', remoteAddress: '192.0.2.7' })).statusCode).toBe(404);
});

it('is for anybody else the page that does not exist, byte for byte', async () => {
  const unknown = await ask({}, '/nulle-part');
  for (const asked of [
    { remoteAddress: '192.0.2.7' },
    { headers: { 'x-forwarded-for': '192.0.2.7' } },
    { headers: { 'x-forwarded-for': '127.0.0.1' } },
    { headers: { forwarded: 'for=127.0.0.1' } },
    { headers: { host: 'portail.example' } },
    { headers: { authorization: 'Bearer ' } },
    { remoteAddress: '192.0.2.7', headers: { authorization: `Bearer ${metricsToken}x` } },
    { remoteAddress: '192.0.2.7', headers: { authorization: metricsToken } },
  ]) {
    const answer = await ask(asked);
    expect([asked, answer.statusCode]).toEqual([asked, 404]);
    expect(answer.body).toBe(unknown.body);
    expect(Object.keys(answer.headers)).toEqual(Object.keys(unknown.headers));
  }
});

it('counts requests by pattern and class, never by address', async () => {
  await app.get('/connexion?retour=%2Fsecret-of-the-query');
  await app.get('/une-page-inconnue-4242');
  const { body } = await ask();
  expect(
    figureIn(body, 'mc2i_http_request_duration_seconds_count{method="GET",route="/connexion",status="2xx"}'),
  ).toBe(1);
  expect(
    figureIn(body, 'mc2i_http_request_duration_seconds_count{method="any",route="unknown",status="4xx"}'),
  ).toBeGreaterThan(0);
  expect(body).not.toMatch(/4242|secret-of-the-query/);
  for (const figure of ['mc2i_pool_connections', 'mc2i_pool_waiting', 'nodejs_eventloop_lag_p99_seconds'])
    expect([figure, figureIn(body, figure)]).toEqual([figure, expect.any(Number)]);
  expect(figureIn(body, 'process_resident_memory_bytes')).toBeGreaterThan(1e6);
  expect(body).toMatch(/mc2i_build_info\{version="\d+\.\d+\.\d+"\} 1/);
});

it('tells what waits in the queue and among the mails', async () => {
  const db = app.database.owner;
  const now = app.clock.now();
  await sql`insert into outgoing_mail (kind, recipient, subject, state, created_at) values
    ('k', 'a@b.example', 's', 'waiting', ${new Date(now.getTime() - 90_000)}),
    ('k', 'a@b.example', 's', 'refused', ${now}), ('k', 'a@b.example', 's', 'sent', ${now})`.execute(db);
  await sql`select graphile_worker.add_job('lost')`.execute(app.database.app);
  const text = await createMetrics('1').text(app.kernel);
  expect(figureIn(text, 'mc2i_mail_waiting')).toBe(1);
  expect(figureIn(text, 'mc2i_mail_refused')).toBe(1);
  expect(figureIn(text, 'mc2i_mail_oldest_seconds')).toBeCloseTo(90, 0);
  expect(figureIn(text, 'mc2i_queue_waiting')).toBe(1);
  expect(figureIn(text, 'mc2i_queue_failed')).toBe(0);
});

it('answers without the figures of a database that is away', async () => {
  const metrics = createMetrics('1');
  expect(figureIn(await metrics.text(app.kernel), 'mc2i_mail_waiting')).not.toBeNull();
  const away = createMetrics('1');
  const db = openDatabase('postgres://nobody@127.0.0.1:1/nothing');
  const text = await away.text(kernelOn(db, app.clock.now));
  await db.destroy();
  expect(figureIn(text, 'mc2i_database_up')).toBe(0);
  expect(figureIn(text, 'mc2i_mail_waiting')).toBeNull();
  expect(figureIn(text, 'mc2i_pool_connections')).not.toBeNull();
});
