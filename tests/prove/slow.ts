// Clients as slow as they can be take nobody's seat: their connections are cut, everybody else is answered.
// Parts: headers, body, reading, ahead, slowhttptest.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCluster } from '../lab/cluster';
import { type Product, startProduct } from '../lab/product';
import { atMost, type Experiment, exactly, type Row, seenFault } from '../lab/rows';
import { attackersHeldBy, attackSlowly, type SlowAttack } from '../lab/slow-sockets';
import { quantile } from '../lab/statistics';
import { Visitor } from '../lab/visitor';
import { freePort } from '../support/ports';

const connections = 500;
const host = 'Host: mon-compte-2i.example\r\n';

/** Headers that never end; a body that comes by the byte; answers that nobody reads, few or many. */
const attacks = {
  headers: { begin: `GET /connexion HTTP/1.1\r\n${host}`, drip: 'X-Slow: yes\r\n', patience: 20 },
  body: {
    begin: `POST /connexion HTTP/1.1\r\n${host}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\nemail=`,
    drip: 'a',
    patience: 45,
  },
  reading: { begin: '', deaf: true, patience: 45 },
  ahead: { begin: '', deaf: true, patience: 15 },
} as const;

export const prove: Experiment = async function* (parts) {
  const wanted = (part: string) => parts.length === 0 || parts.includes(part);
  const cluster = await startCluster();
  try {
    const product = await startProduct(cluster);
    let highest = 0;
    const watch = setInterval(() => {
      if (product.alive()) highest = Math.max(highest, product.residentBytes());
    }, 200);
    const control = keptByDefaults();
    if (wanted('headers')) yield* attacked(product, 'slow headers', 'headers', 10);
    if (wanted('body')) yield* attacked(product, 'slow body', 'body', 30);
    if (wanted('reading'))
      yield* attacked(product, 'answers not read', 'reading', 40, await fonts(product, 4));
    if (wanted('ahead'))
      yield* attacked(product, '100 answers asked ahead, not read', 'ahead', 10, await fonts(product, 100));
    if (wanted('slowhttptest')) yield* bySlowhttptest(product);
    clearInterval(watch);
    yield atMost('29 resident memory at its highest', Math.round(highest / 2 ** 20), 512, ' MB');
    yield exactly('29 the product is the same process', product.alive() ? 'yes' : 'no', 'yes');
    yield seenFault("connections that Node's own settings keep beyond 30 s", await control);
    await product.remove();
  } finally {
    await cluster.remove();
  }
};

async function* attacked(
  product: Product,
  name: string,
  kind: keyof typeof attacks,
  bound: number,
  begin: string = attacks[kind].begin,
) {
  const probe = startProbe(product);
  const lived = attackSlowly({ ...attacks[kind], begin, port: product.port, connections });
  const deaf = 'deaf' in attacks[kind];
  const last = deaf ? await untilNoneIsHeld(product, attacks[kind].patience) : Math.max(...(await lived));
  const { unanswered, p99 } = await probe.stop();
  await lived;
  yield atMost(`29 ${name}: the last of ${connections} connections is cut after`, last, bound, ' s');
  yield exactly(`29 ${name}: probes without their page meanwhile`, unanswered, 0);
  yield atMost(`29 ${name}: p99 of the probes`, p99, 1000, ' ms');
}

/** The heaviest thing that anybody may ask for, so many times on one connection. */
async function fonts({ origin }: Product, times: number): Promise<string> {
  const page = await (await fetch(`${origin}/connexion`)).text();
  const font = /href="(\/assets\/[^"]+\.woff2)"/.exec(page)?.[1];
  if (!font) throw new Error('the sign-in page names no font');
  return `GET ${font} HTTP/1.1\r\n${host}\r\n`.repeat(times);
}

/** Who does not read does not see that he is cut: the kernel knows. */
async function untilNoneIsHeld({ port }: Product, patience: number): Promise<number> {
  const began = performance.now();
  for (let seconds = 0; seconds < patience - 1; ) {
    await sleep(500);
    seconds = (performance.now() - began) / 1000;
    if (attackersHeldBy(port) === 0) return seconds;
  }
  return Number.POSITIVE_INFINITY;
}

/** Somebody who asks for a page ten times a second, each time by a new connection. */
function startProbe({ origin }: Pick<Product, 'origin'>) {
  let over = false;
  const times: number[] = [];
  let unanswered = 0;
  const run = (async () => {
    while (!over) {
      const visitor = new Visitor(origin, '127.3.0.1');
      const reply = await visitor.get('/connexion').catch(() => null);
      visitor.leave();
      if (reply?.status === 200) times.push(reply.ms);
      else unanswered++;
      await sleep(100);
    }
  })();
  return {
    async stop() {
      over = true;
      await run;
      return { unanswered, p99: quantile(times, 0.99) };
    },
  };
}

/** The tool that everybody knows, where it is installed. */
async function* bySlowhttptest({ origin }: Product): AsyncGenerator<Row> {
  if (spawnSync('slowhttptest', ['-h']).error) {
    console.error('slowhttptest is not installed (apt-get install slowhttptest): left out');
    return;
  }
  for (const [mode, name] of [
    ['-H', 'headers'],
    ['-B', 'body'],
    ['-X', 'reading'],
  ] as const) {
    const tool = spawn(
      'slowhttptest',
      [
        mode,
        ...['-c', String(connections), '-r', '250', '-i', '1', '-l', '14', '-p', '3'],
        '-u',
        `${origin}/aide`,
      ],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    let output = '';
    tool.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    await once(tool, 'close');
    const said = [...output.matchAll(/service available:\S*\s+\S*?(YES|NO)/g)].map(([, word]) => word);
    if (said.length === 0)
      throw new Error(`slowhttptest said nothing that is understood: ${output.slice(0, 500)}`);
    const away = said.filter((word) => word === 'NO').length;
    yield exactly(`29 slowhttptest ${name}: service not available`, away, 0);
  }
}

/** The same two attacks on a server with Node's own settings. */
async function keptByDefaults(): Promise<number> {
  const port = await freePort();
  const server = createServer((request, response) => {
    request.on('end', () => response.end('ok')).resume();
  }).listen(port, '127.0.0.1');
  try {
    const gentle = (attack: Omit<SlowAttack, 'port' | 'connections' | 'patience'>) =>
      attackSlowly({ ...attack, port, connections: 20, patience: 31 });
    const lived = await Promise.all([gentle(attacks.headers), gentle(attacks.body)]);
    return lived.flat().filter((seconds) => seconds > 30).length;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
