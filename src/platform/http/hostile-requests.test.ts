import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import {
  givenAccount,
  givenAgent,
  givenCompany,
  givenMembership,
  guide,
} from '../../../tests/support/people';

const app = useApp({ demo: true });

const saysNothing = (body: string) => expect(body).not.toMatch(/FST_|Fastify|node_modules|Error:|at async/i);

/** What the server answers to bytes that no HTTP library would send. */
async function raw(bytes: string): Promise<string> {
  if (!app.server.server.listening) await app.server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk.toString('latin1');
  });
  socket.write(bytes);
  await once(socket, 'close');
  return answer;
}

describe('requests sent ahead of their answers', () => {
  const ahead = (count: number, last: string) =>
    raw(`${'GET /aide HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(count)}${last}`);
  const answers = (text: string) => text.match(/HTTP\/1\.1 200/g)?.length ?? 0;

  it('are answered in order while they are few', async () => {
    const last = 'GET /aide HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';
    expect(answers(await ahead(1, last))).toBe(2);
  });

  it('cut the connection when they are many: their answers would wait in memory', async () => {
    expect(answers(await ahead(100, ''))).toBeLessThanOrEqual(2);
  });
});

describe('a compressed body', () => {
  it('is refused as it is: a few bytes could become gigabytes', async () => {
    for (const encoding of ['gzip', 'br', 'rien']) {
      const answer = await app.server.inject({
        method: 'POST',
        url: '/connexion',
        headers: {
          origin: app.origin,
          'content-type': 'application/x-www-form-urlencoded',
          'content-encoding': encoding,
        },
        payload: gzipSync('email=a%40b.example&password=a'),
      });
      expect(answer.statusCode).toBe(415);
      saysNothing(answer.body);
    }
  });
});

describe('a NUL', () => {
  it('in a path names nothing, whoever asks', async () => {
    await givenCompany(app.database.owner, { siren: guide.siren, sirets: [guide.siret] });
    const member = await givenAccount(app.database.owner, { email: 'claire@nul.example' });
    await givenMembership(app.database.owner, { accountId: member, siren: guide.siren, siret: guide.siret });
    const agent = await givenAgent(app.database.owner, 'sophie@nul.example', 'account_manager');
    const sessions = [await app.sessionOf(member), await app.sessionOf(agent), undefined];
    const paths = app.routes.filter((route) => route.path.includes(':'));
    expect(paths.length).toBeGreaterThan(5);
    for (const { method, path } of paths) {
      const url = path.replaceAll(/:\w+/g, '%00');
      for (const session of sessions) {
        const as = session === undefined ? {} : { session };
        const answer = method === 'GET' ? await app.get(url, as) : await app.post(url, {}, as);
        expect([url, answer.status]).toEqual([url, 404]);
      }
    }
  });

  it('in a search finds nothing', async () => {
    const agent = await givenAgent(app.database.owner, 'karim@nul.example', 'account_manager');
    const session = await app.sessionOf(agent);
    expect((await app.get('/agents/demandes-de-compte?q=a%00b', { session })).status).toBe(200);
    expect((await app.get('/demande-de-compte/entreprises?q=ge%00')).status).toBe(200);
    expect((await app.get('/boite-aux-lettres?adresse=%00')).status).toBe(200);
  });
});

describe('what cannot be read', () => {
  it.each(['/%', '/%E0%A4%A', '/connexion/%ff'])('an address that cannot be decoded: %s', async (path) => {
    const answer = await app.get(path);
    expect(answer.status).toBe(400);
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    saysNothing(answer.body);
  });

  it.each([
    ['GARBAGE\r\n\r\n', '400'],
    ['POST /connexion HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n', '400'],
    [`GET / HTTP/1.1\r\nHost: x\r\nCookie: ${'a'.repeat(20_000)}\r\n\r\n`, '431'],
  ])('bytes that are no request: %#', async (bytes, status) => {
    const answer = await raw(bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain('x-content-type-options: nosniff');
    saysNothing(answer);
  });

  const company = '/demande-de-compte/mon-entreprise/nouvelle-entreprise';
  const part = '--B\r\ncontent-disposition: form-data; name="justificatif"; filename="a.pdf"\r\n\r\n%PDF-1.4';
  it.each([
    ['multipart/form-data', part],
    [`multipart/form-data; boundary=${'b'.repeat(400)}`, part],
    ['multipart/form-data; boundary=B', part],
    ['multipart/form-data; boundary=B', `--B\r\ncontent-disposition: form-data; name="siren"\r\n\r\n4242`],
    ['multipart/form-data; boundary=B', 'nothing of the kind'],
    [
      'multipart/form-data; boundary=B',
      `${part}\r\n--B\r\ncontent-disposition: form-data; name="__proto__"\r\n\r\nx\r\n--B--`,
    ],
  ])('a form whose parts are cut or wrong: %#', async (type, payload) => {
    const answer = await app.server.inject({
      method: 'POST',
      url: company,
      headers: { origin: app.origin, 'content-type': type },
      payload,
    });
    expect(answer.statusCode).toBe(400);
    saysNothing(answer.body);
    expect(filesKept()).toEqual([]);
  });
});

function filesKept(): string[] {
  try {
    return readdirSync(join(app.dataDir, 'documents'));
  } catch {
    return [];
  }
}

it('gives the security headers to a request without host or with an expectation of its own', async () => {
  const requests = {
    400: 'GET /connexion HTTP/1.1\r\nconnection: close\r\n\r\n',
    417: 'GET /connexion HTTP/1.1\r\nhost: a\r\nexpect: the moon\r\n\r\n',
    200: 'GET /connexion HTTP/1.0\r\n\r\n',
  };
  for (const [status, bytes] of Object.entries(requests)) {
    const answer = await raw(bytes);
    expect(answer).toContain(`HTTP/1.1 ${status} `);
    expect(answer).toMatch(/^content-security-policy: .*object-src 'none'/im);
    expect(answer).toMatch(/^x-content-type-options: nosniff/im);
    saysNothing(answer);
  }
});

it('is heard when it refuses a body that goes on coming', async () => {
  if (!app.server.server.listening) await app.server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.server.address() as AddressInfo;
  for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    const errors: Error[] = [];
    socket.on('error', (error) => errors.push(error));
    socket.write(`POST /connexion HTTP/1.1\r\nhost: a\r\norigin: ${app.origin}\r\ncontent-type: ${type}\r\n`);
    socket.write('content-length: 90000000\r\n\r\n');
    const piece = Buffer.alloc(1_000_000, 'a');
    const more = () => {
      while (socket.writable && answer === '')
        if (!socket.write(piece)) return void socket.once('drain', more);
    };
    more();
    await once(socket, 'close');
    expect(errors).toEqual([]);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).toContain('</html>');
  }
});
