import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import { freePort } from '../../../tests/support/ports';
import { openDatabase, sql } from '../database';
import { everyone } from '../who-may';
import { text } from './answers';
import { createReadiness } from './readiness';
import { get, post } from './route';

const app = useApp();
const origin = app.origin;
const failing = (code: string, message = 'x') => {
  throw Object.assign(new Error(message), { code });
};

describe('when the database or the disk fails', () => {
  let away: ReturnType<typeof openDatabase>;
  beforeAll(async () => {
    away = openDatabase(`postgres://app:hush@127.0.0.1:${await freePort()}/none`);
  });
  afterAll(() => away.destroy());

  const answerOf = async (method: 'GET' | 'POST', handle: () => Promise<never> | never) => {
    const make = method === 'GET' ? get : post;
    const server = await app.serverWith([make('/planted', everyone, handle)]);
    const answer = await server.inject({ method, url: '/planted', headers: { origin } });
    await server.close();
    return answer;
  };
  const asking = () => sql`select 1`.execute(away).then(() => failing('none'));

  it('reading: 503, when to come back, nothing said to be lost', async () => {
    const answer = await answerOf('GET', asking);
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
    expect(answer.body).toContain('interrompu pour quelques instants');
    expect(answer.body).not.toContain('dernières données');
  });

  it('writing: says that what was typed may not be recorded, and what to do', async () => {
    const answer = await answerOf('POST', asking);
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
    expect(answer.body).toContain('n’ont peut-être pas été enregistrées');
    expect(answer.body).toContain('revenez à la page précédente');
  });

  it.each(['53100', 'ENOSPC'])('a full disk: 507, and a load balancer is told (%s)', async (code) => {
    const answer = await answerOf('POST', () => failing(code));
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([507, '60']);
    expect(answer.body).toContain('manque de place');
    expect((await app.get('/readyz')).body).toBe('not ready: disk\n');
  });

  it('any other failure stays one', async () => {
    expect((await answerOf('GET', () => failing('22012'))).statusCode).toBe(500);
  });
});

describe('readiness', () => {
  const folder = mkdtempSync(`${tmpdir()}/mc2i-ready-`);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('says why not: a stop, the database, the disk', async () => {
    let answers = true;
    const readiness = createReadiness(async () => answers, folder);
    expect(await readiness.obstacle()).toBeNull();
    readiness.noteOutOfSpace();
    expect(await readiness.obstacle()).toBe('disk');
    answers = false;
    expect(await readiness.obstacle()).toBe('database');
    readiness.stop();
    expect(await readiness.obstacle()).toBe('stopping');
  });
});

describe('a body far too large', () => {
  const upload = '/demande-de-compte/mon-entreprise/nouvelle-entreprise';
  const start = '--B\r\ncontent-disposition: form-data; name="justificatif"; filename="a.pdf"\r\n\r\n%PDF';
  const head = { origin, 'content-type': 'multipart/form-data; boundary=B' };

  it('is refused from what it announces', async () => {
    const headers = { ...head, 'content-length': '100000000' };
    const answer = await app.server.inject({ method: 'POST', url: upload, headers, payload: start });
    expect([answer.statusCode, answer.body.includes('trop volumineux')]).toEqual([413, true]);
  });

  it('is read no further than the limit when it announces nothing, and nothing of it is kept', async () => {
    let given = 0;
    const endless = Readable.from(
      (async function* () {
        yield Buffer.from(start);
        for (;;) {
          await setImmediate();
          given += 65_536;
          yield Buffer.alloc(65_536, 65);
        }
      })(),
    );
    const answer = await app.server.inject({ method: 'POST', url: upload, headers: head, payload: endless });
    endless.destroy();
    expect([answer.statusCode, answer.body.includes('trop volumineux')]).toEqual([413, true]);
    expect(given).toBeLessThan(20_000_000);
    expect(readdirSync(join(app.dataDir, 'documents'))).toEqual([]);
  });
});

describe('too many at once', () => {
  it('refuses at once with when to come back, still answers probes, and forgets it afterwards', async () => {
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    let sitting = 0;
    const server = await app.serverWith([
      get('/slow', everyone, async () => {
        sitting++;
        await opened;
        return text('done');
      }),
      get('/light', everyone, () => text('light')),
      get('/healthz', everyone, () => text('ok')),
    ]);
    const waiting = Array.from({ length: 64 }, () => server.inject('/slow'));
    while (sitting < 64) await sleep(5);
    const at = await server.listen({ host: '127.0.0.1', port: 0 });
    for (const method of ['GET', 'POST']) {
      const body = method === 'POST' ? 'a=b' : null;
      const refused = await fetch(`${at}/light`, { method, body });
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
      expect(refused.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(await refused.text()).toContain('trop de demandes');
    }
    expect((await server.inject('/light')).statusCode).toBe(503);
    for (const path of ['/healthz', '/healthz?a=b']) expect((await fetch(`${at}${path}`)).status).toBe(200);
    open();
    expect(new Set((await Promise.all(waiting)).map((answer) => answer.statusCode))).toEqual(new Set([200]));
    expect((await server.inject('/light')).statusCode).toBe(200);
    await server.close();
  });
});
