// The proxy's configuration of docs/operations, examined from outside with the product behind it. Needs Debian's
// haproxy and testssl.sh.
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as plainRequest,
} from 'node:http';
import { Agent, type RequestOptions, request } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { demonstrationPassword } from '../../src/demo/accounts';
import { startCluster } from '../lab/cluster';
import { type Product, startProduct } from '../lab/product';
import { type Finding, makeCertificate, type ReverseProxy, startProxy, testssl } from '../lab/proxy';
import { atLeast, atMost, type Experiment, exactly, seenFault } from '../lab/rows';
import { freePort } from '../support/ports';

/** Of a certificate that nobody else has signed. */
const ofTheCertificate = /^(cert_|OCSP|DNS_CAA|intermediate_cert)/;
const bad = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];

export const prove: Experiment = async function* () {
  const folder = mkdtempSync(join(tmpdir(), 'mc2i-tls-'));
  makeCertificate(folder);
  const cluster = await startCluster();
  const port = await freePort();
  const settings = { PUBLIC_URL: `https://localhost:${port}`, TRUST_PROXY: '127.0.0.1' };
  const [one, two] = [await startProduct(cluster, { settings }), await startProduct(cluster, { settings })];
  const proxy = await startProxy(folder, [one.port, two.port], undefined, port);
  const client = clientOf(folder, proxy);
  try {
    yield* examined(testssl(folder, port, ['-p', '-s', '-f', '-S', '-h', '-U']));
    yield* cookies(client);
    yield* plainHttp(proxy);
    yield* metrics(client, one);
    yield* logged(client, proxy);
    yield* callers(folder);
    yield* slowClients(client, proxy);
    yield* deployment(client, [one, two]);
  } finally {
    await proxy.stop();
    await one.remove();
    await two.remove();
    await cluster.remove();
  }
  const weak = await startProxy(folder, [await freePort()], (config) =>
    config
      .replace('ssl-min-ver TLSv1.2', 'ssl-min-ver TLSv1.0')
      .replace(/ssl-default-bind-ciphers .*/, 'ssl-default-bind-ciphers ALL:@SECLEVEL=0'),
  );
  yield seenFault(
    'old protocols and ciphers let in by a changed configuration',
    faults(testssl(folder, weak.port, ['-p', '-s'])).length,
  );
  await weak.stop();
  rmSync(folder, { recursive: true });
};

const faults = (findings: readonly Finding[]) =>
  findings.filter(({ id, severity }) => bad.includes(severity) && !ofTheCertificate.test(id));

function* examined(findings: readonly Finding[]) {
  const told = (id: string) => findings.find((one) => one.id === id)?.finding ?? '';
  const offered = ['SSLv2', 'SSLv3', 'TLS1', 'TLS1_1', 'TLS1_2', 'TLS1_3'].filter((id) =>
    /^offered/.test(told(id)),
  );
  yield exactly('protocols offered', offered.join(' '), 'TLS1_2 TLS1_3');
  const found = faults(findings);
  yield exactly('findings of testssl', found.map(({ id }) => id).join(' ') || 'none', 'none');
  yield atLeast('answers of testssl', findings.length, 60);
  const weak = findings.filter(
    ({ id, finding }) => /^cipherlist_(?!STRONG)/.test(id) && finding !== 'not offered',
  );
  yield exactly('families of ciphers without authenticated encryption', weak.length, 0);
  const secret = findings.some(({ id, severity }) => /^(P?FS)$/.test(id) && severity === 'OK');
  yield exactly('forward secrecy', secret ? 'offered' : told('PFS'), 'offered');
  yield atLeast('HSTS', Number(/(\d+) days/.exec(told('HSTS_time'))?.[1] ?? 0), 365, ' days');
  yield exactly(
    'HSTS for subdomains',
    /includes? subdomains/i.test(told('HSTS_subdomains')) ? 'yes' : 'no',
    'yes',
  );
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}
type Client = (options: RequestOptions, body?: string) => Promise<Answer>;

/** Asks the proxy over TLS; the path is sent as it is. */
function clientOf(folder: string, { port }: ReverseProxy): Client {
  const ca = readFileSync(join(folder, 'cert.pem'));
  return (options, body) => {
    const sent = request({ host: 'localhost', port, ca, timeout: 15_000, ...options });
    sent.on('timeout', () => sent.destroy(new Error('no answer')));
    sent.end(body);
    return answerOf(once(sent, 'response'));
  };
}

async function answerOf(response: Promise<unknown[]>): Promise<Answer> {
  const [message] = (await response) as [IncomingMessage];
  message.resume();
  await once(message, 'end');
  return { status: message.statusCode ?? 0, headers: message.headers };
}

async function* cookies(client: Client) {
  const body = new URLSearchParams({
    email: 'sophie.lemaire@agents-2i.example',
    password: demonstrationPassword,
  }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
  const answer = await client({ method: 'POST', path: '/connexion', headers }, body);
  const given = answer.headers['set-cookie'] ?? [];
  yield atLeast('cookies given at sign-in', given.length, 2);
  const right = (cookie: string) =>
    cookie.startsWith('__Host-') &&
    ['Secure', 'HttpOnly', 'SameSite=', 'Path=/'].every((word) => cookie.includes(`; ${word}`));
  yield exactly(
    'cookies not bound to the host, or sent in clear',
    given.filter((one) => !right(one)).length,
    0,
  );
}

async function* plainHttp({ plainPort: port, port: secure }: ReverseProxy) {
  const ask = async (method: string, path: string) => {
    const sent = plainRequest({
      host: '127.0.0.1',
      port,
      method,
      path,
      headers: { host: 'elsewhere.example' },
    });
    sent.end();
    const { status, headers } = await answerOf(once(sent, 'response'));
    return `${status} ${headers.location ?? ''}`.trim();
  };
  yield exactly('page asked in clear', await ask('GET', '/aide'), `301 https://localhost:${secure}/aide`);
  yield exactly('form sent in clear', await ask('POST', '/connexion'), '403');
  yield exactly('interface asked in clear', await ask('GET', '/%61pi/x'), '403');
}

async function* metrics(client: Client, product: Product) {
  const spelled = [
    '/metrics',
    '/%6detrics',
    '/METRICS',
    '/metrics/',
    '/metrics?a=1',
    '//metrics',
    '/./metrics',
  ];
  const answers = await Promise.all(spelled.map((path) => client({ path })));
  yield exactly(
    '/metrics through the proxy, in 7 spellings',
    answers.filter((one) => one.status !== 404).length,
    0,
  );
  const direct = await fetch(`${product.origin}/metrics`);
  yield exactly('/metrics on the machine itself', direct.status, 200);
}

async function* logged(client: Client, proxy: ReverseProxy) {
  await client({ path: '/demande-de-compte/suivi?jeton=secret-of-a-link' });
  await client({ path: '/demande-de-compte/suivi?jeton=%', method: 'POST' }).catch(() => null);
  await sleep(200);
  yield exactly('secrets of links in the log', proxy.log().split('secret-of-a-link').length - 1, 0);
  yield atLeast('requests in the log', proxy.log().split('/demande-de-compte/suivi').length - 1, 2);
}

/** What a client says of where it comes from, read behind the proxy. */
async function* callers(folder: string) {
  const seen: IncomingHttpHeaders[] = [];
  const behind = createServer((asked, answer) => {
    if (asked.url === '/') seen.push(asked.headers);
    answer.end('ok');
  });
  const port = await freePort();
  behind.listen(port, '127.0.0.1');
  const proxy = await startProxy(folder, [port]);
  const lies = {
    'x-forwarded-for': '203.0.113.9',
    'x-forwarded-proto': 'http',
    'x-forwarded-host': 'elsewhere.example',
  };
  const more = { forwarded: 'for=203.0.113.9;proto=http', 'x-real-ip': '203.0.113.9' };
  await client(proxy)({ path: '/', headers: { ...lies, ...more }, localAddress: '127.0.0.5' });
  await proxy.stop();
  behind.close();
  const [headers = {}] = seen;
  yield exactly(
    'lies that reach the product',
    Object.values(headers).filter((value) => /203\.0\.113\.9|elsewhere/.test(String(value))).length,
    0,
  );
  yield exactly(
    'what the proxy says of the caller',
    `${headers['x-forwarded-for']} ${headers['x-forwarded-proto']}`,
    '127.0.0.5 https',
  );

  function client(to: ReverseProxy) {
    return clientOf(folder, to);
  }
}

async function* slowClients(client: Client, { port }: ReverseProxy) {
  const slow = Array.from({ length: 300 }, () => slowConnection(port));
  await sleep(2000);
  const { status } = await client({ path: '/connexion', localAddress: '127.0.0.7' });
  yield exactly('somebody else, while 300 slow connections are tried', status, 200);
  const lasted = (await Promise.all(slow)).filter((seconds) => seconds !== null);
  yield atLeast('slow connections that were let in', lasted.length, 100);
  yield atMost('headers never finished: cut after', Math.max(...lasted), 10, ' s');
}

/** Seconds that a connection lasts whose headers come a letter at a time; null when it was not let in. */
async function slowConnection(port: number): Promise<number | null> {
  const plain = connect({ port, host: '127.0.0.1', localAddress: '127.0.0.6' });
  const socket = connectTls({ socket: plain, rejectUnauthorized: false });
  let began: number | null = null;
  let drip: NodeJS.Timeout | undefined;
  socket.on('error', () => {});
  socket.on('secureConnect', () => {
    began = performance.now();
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
    drip = setInterval(() => socket.writable && socket.write('a'), 500);
  });
  // What the proxy says before it hangs up.
  socket.resume();
  await new Promise((resolve) => socket.once('close', resolve));
  clearInterval(drip);
  return began === null ? null : (performance.now() - began) / 1000;
}

/** Each server told to stop and started again, one after the other, under requests. */
async function* deployment(client: Client, servers: readonly Product[]) {
  let over = false;
  const failed: string[] = [];
  let answered = 0;
  const ask = async () => {
    const agent = new Agent({ keepAlive: true });
    while (!over) {
      const outcome = await client({ path: '/connexion', agent }).then(
        ({ status }) => String(status),
        (error: unknown) => String(error),
      );
      if (outcome === '200') answered++;
      else failed.push(outcome);
    }
    agent.destroy();
  };
  const clients = Array.from({ length: 8 }, ask);
  for (const server of servers) {
    await sleep(2000);
    await server.stop();
    await server.start();
  }
  await sleep(1000);
  over = true;
  await Promise.all(clients);
  yield atLeast('pages while both servers are replaced, one at a time', answered, 500);
  yield exactly('of them not answered', failed.length === 0 ? 0 : `${failed.length}: ${failed[0]}`, 0);
}
