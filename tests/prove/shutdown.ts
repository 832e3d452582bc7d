// A stop cuts nobody: who is being answered is answered, what is in hand is finished or given back.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { startSmtp } from '../fakes/smtp';
import { type Cluster, startCluster } from '../lab/cluster';
import { gauges, sendRequest } from '../lab/journey';
import { drained } from '../lab/outbox';
import { type Product, startOperated } from '../lab/product';
import { atLeast, atMost, type Experiment, exactly, seenFault } from '../lab/rows';
import { Visitor } from '../lab/visitor';
import { freePort } from '../support/ports';

const clients = 32;
const mostSeconds = 10;

export const prove: Experiment = async function* () {
  const cluster = await startCluster();
  const options: { slowMs?: number } = {};
  const smtp = await startSmtp(() => null, options);
  try {
    const product = await startOperated(cluster, smtp.url);
    yield* inFlight(product, cluster);
    await product.start();
    yield* atWork(product);
    await product.start();
    yield* newcomers(product);
    await product.start();
    yield* slowBody(product);
    await product.start();
    yield* jobsInHand(product, cluster, smtp, options);
    await product.remove();
  } finally {
    await smtp.stop();
    await cluster.remove();
  }
  yield seenFault('answers cut by a bare server', await cutByBareServer());
};

/** Every client waits for its answer, held back by a lock in the database, when the signal comes. */
async function* inFlight(product: Product, cluster: Cluster) {
  const visitors = await Promise.all(
    Array.from({ length: clients }, async (_, index) => {
      const visitor = new Visitor(product.origin, `127.3.1.${index + 1}`);
      await visitor.get('/connexion');
      return visitor;
    }),
  );
  const lock = new Client({ connectionString: cluster.url('owner') });
  await lock.connect();
  await lock.query('begin');
  await lock.query('lock table access_request_draft in access exclusive mode');
  const answers = visitors.map((visitor, index) => {
    const [[path, fields]] = gauges(`vol${index}@arrets.example`);
    return visitor.post(path, fields).then(
      ({ status }) => status,
      () => 0,
    );
  });
  await sleep(500);
  const stop = stopTimed(product);
  const seen = await readiness(product);
  await lock.query('rollback');
  await lock.end();
  const statuses = await Promise.all(answers);
  const { seconds, code } = await stop;
  for (const visitor of visitors) visitor.leave();
  const kept = await cluster.query(
    `select from access_request_draft where typed->>'email' like 'vol%@arrets.example'`,
  );
  yield exactly(`25: cut, of ${clients} being answered`, statuses.filter((status) => status === 0).length, 0);
  yield exactly('25: answered and kept', statuses.filter((status) => status === 303).length, clients);
  yield exactly('of which the database has', kept.length, clients);
  yield exactly('25: /readyz to a new caller meanwhile', seen, 503);
  yield atMost('25: until the end of the process', seconds, mostSeconds, ' s');
  yield exactly('exit code', String(code), '0');
}

/** What /readyz says to somebody who was not connected yet; 0 when nobody listens. */
async function readiness(product: Product): Promise<number> {
  await sleep(200);
  const visitor = new Visitor(product.origin, '127.3.2.1');
  const status = await visitor.get('/readyz').then(
    (answer) => answer.status,
    () => 0,
  );
  visitor.leave();
  return status;
}

/**
 * Every client asks again as soon as it is answered, on its own connection, until it is told to close it: whoever
 * shares the load looks elsewhere from then on.
 */
async function* atWork(product: Product) {
  let answered = 0;
  let sentElsewhere = 0;
  let cut = 0;
  const ask = async (index: number) => {
    const visitor = new Visitor(product.origin, `127.3.3.${index + 1}`);
    const path = index % 2 === 0 ? '/connexion' : '/demande-de-compte/mon-adresse-email';
    try {
      for (;;) {
        const { status, headers } = await visitor.get(path);
        if (status !== 200) throw new Error(`answered ${status}`);
        answered++;
        if (headers.connection === 'close') break;
      }
      sentElsewhere++;
    } catch {
      cut++;
    } finally {
      visitor.leave();
    }
  };
  const all = Promise.all(Array.from({ length: clients }, (_, index) => ask(index)));
  await sleep(2000);
  const { seconds } = await stopTimed(product);
  await all;
  yield atLeast('answers to clients that never stop asking', answered, 100);
  yield exactly('25: of these clients, cut or refused', cut, 0);
  yield exactly('told to look elsewhere', sentElsewhere, clients);
  yield atMost('25: until the end of the process, under load', seconds, mostSeconds, ' s');
}

/**
 * Who comes by a new connection while it stops is answered, or finds the door closed, which whoever shares the load
 * takes as "elsewhere". A few may come between the last look at the door and its closing.
 */
async function* newcomers(product: Product) {
  const outcomes: string[] = [];
  const going = new Set<Promise<void>>();
  let come = 0;
  const timer = setInterval(() => {
    const visitor = new Visitor(product.origin, `127.3.6.${1 + (come++ % 250)}`);
    const one = visitor
      .get('/healthz')
      .then(
        ({ status }) => String(status),
        (error: { code?: string }) => error.code ?? 'none',
      )
      .then((outcome) => {
        outcomes.push(outcome);
        visitor.leave();
        going.delete(one);
      });
    going.add(one);
  }, 2);
  await sleep(500);
  await stopTimed(product);
  clearInterval(timer);
  await Promise.all(going);
  const count = (wanted: string) => outcomes.filter((outcome) => outcome === wanted).length;
  yield atLeast('newcomers during a stop', outcomes.length, 500);
  yield atMost(
    '25: of them, cut at the door instead of answered or refused',
    outcomes.length - count('200') - count('ECONNREFUSED'),
    3,
  );
}

/** A body that trickles in may not hold the stop. */
async function* slowBody(product: Product) {
  const socket = connect({ port: product.port, host: '127.0.0.1', localAddress: '127.3.4.1' });
  socket.on('error', () => {});
  socket.write(
    `POST /connexion HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: ${product.origin}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\n`,
  );
  const drip = setInterval(() => socket.write('a'), 300);
  await sleep(1000);
  const { seconds } = await stopTimed(product);
  clearInterval(drip);
  socket.destroy();
  yield atMost('25: until the end, a body trickling in', seconds, mostSeconds, ' s');
}

/** Mails on their way when the signal comes leave all the same, once, without waiting for anything to expire. */
async function* jobsInHand(
  product: Product,
  cluster: Cluster,
  smtp: Awaited<ReturnType<typeof startSmtp>>,
  options: { slowMs?: number },
) {
  options.slowMs = 3000;
  const before = smtp.received.length;
  await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      const visitor = new Visitor(product.origin, `127.3.5.${index + 1}`);
      await sendRequest(visitor, `main${index}@arrets.example`);
      visitor.leave();
    }),
  );
  await sleep(300);
  const inHand = await cluster.query('select from outgoing_mail where sending_until > now()');
  const { seconds } = await stopTimed(product);
  const locked = await cluster.query('select from graphile_worker._private_jobs where locked_by is not null');
  options.slowMs = 0;
  await product.start();
  const left = await drained(cluster, 120);
  const mails = smtp.received.slice(before).map(({ mail }) => mail.messageId);
  yield atLeast('mails in hand when the signal comes', inHand.length, 1);
  yield atMost('25: until the end, with mails in hand', seconds, mostSeconds, ' s');
  yield exactly('jobs left in the hands of a dead worker', locked.length, 0);
  yield exactly('mails that left in the end', new Set(mails).size, 20);
  yield exactly('mails that left twice', mails.length - new Set(mails).size, 0);
  yield atMost('until the last, after the next start', left, 10, ' s');
}

async function stopTimed(product: Product): Promise<{ seconds: number; code: number | null }> {
  const began = Date.now();
  const code = await product.stop();
  return { seconds: (Date.now() - began) / 1000, code };
}

/** The same clients in front of Node's own server, which hears of no signal. */
async function cutByBareServer(): Promise<number> {
  const port = await freePort();
  const program = `require('node:http').createServer((_, answer) => setTimeout(() => answer.end('ok'), 1000))
    .listen(${port}, '127.0.0.1', () => console.log('ready'))`;
  const server = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await once(server.stdout, 'data');
    const answers = Array.from({ length: clients }, async () => {
      const visitor = new Visitor(`http://127.0.0.1:${port}`);
      try {
        await visitor.get('/');
        return 'answered';
      } catch {
        return 'cut';
      } finally {
        visitor.leave();
      }
    });
    await sleep(300);
    server.kill('SIGTERM');
    return (await Promise.all(answers)).filter((answer) => answer === 'cut').length;
  } finally {
    server.kill('SIGKILL');
  }
}
