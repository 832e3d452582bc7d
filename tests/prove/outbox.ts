// Each event that was kept sends its mail, once, whatever is killed, closed, slow or refused.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Received, startSmtp } from '../fakes/smtp';
import { startCluster } from '../lab/cluster';
import { sendRequest } from '../lab/journey';
import { mailsLostByNaiveTwin } from '../lab/naive-twin';
import { drained, queueMany } from '../lab/outbox';
import { operated, startOperated, startProduct } from '../lab/product';
import { atLeast, atMost, type Experiment, exactly, seenFault } from '../lab/rows';
import { quantile } from '../lab/statistics';
import { Visitor } from '../lab/visitor';
import { whileWriting } from '../lab/writers';

const kills = 15;

/** Parts: killed, trouble, speeds (all of them when none is named). */
export const prove: Experiment = async function* (parts) {
  for (const [name, part] of Object.entries({ killed, trouble: serverInTrouble, speeds })) {
    if (parts.length === 0 || parts.includes(name)) yield* part();
  }
};

type Smtp = Awaited<ReturnType<typeof startSmtp>>;

/** Those who serve and those who only send are killed in turn while people send requests. */
async function* killed() {
  const cluster = await startCluster();
  const smtp = await startSmtp();
  try {
    const server = await startOperated(cluster, smtp.url);
    const worker = await startProduct(cluster, operated(smtp.url, { command: 'work' }));
    const confirmed = await whileWriting(server, async () => {
      for (let kill = 0; kill < kills; kill++) {
        await sleep(500 + Math.random() * 1500);
        const victim = kill % 2 === 0 ? server : worker;
        await victim.kill();
        await victim.start();
      }
    });
    const seconds = await drained(cluster, 300);
    const requests = new Set(
      (await cluster.query<{ email: string }>('select email from access_request')).map(({ email }) => email),
    );
    const written = confirmed.tried.filter((email) => requests.has(email));
    const reached = new Set(smtp.received.flatMap(({ to }) => to));
    yield exactly('kill -9 of those who send', kills, 15);
    yield atLeast('requests kept meanwhile', written.length, 200);
    yield exactly(
      'sent on the screen and lost',
      confirmed.sent.filter((email) => !requests.has(email)).length,
      0,
    );
    yield exactly('20: events without their mail', written.filter((email) => !reached.has(email)).length, 0);
    yield atMost('20: mails sent twice, all kills', countRepeated(smtp.received), kills);
    yield exactly('20: twice under two Message-IDs', countTwins(smtp.received), 0);
    yield exactly(
      '20: mails to nobody, or of events that were undone',
      [...reached].filter((address) => !requests.has(address)).length,
      0,
    );
    yield atMost('seconds until the last mail left, after the kills', seconds, 300, ' s');
    await worker.remove();
    await server.remove();
  } finally {
    await smtp.stop();
    await cluster.remove();
  }
  yield seenFault('mails lost by "commit, then send", killed as often', await mailsLostByNaiveTwin(kills));
}

/** Mails that arrived again, under the Message-ID of the first time. */
const countRepeated = (received: readonly Received[]) =>
  received.length - new Set(received.map(({ mail }) => mail.messageId)).size;

/** Addresses that two different mails of one kind reached: the writers send one request each. */
function countTwins(received: readonly Received[]): number {
  const mails = new Map(received.map(({ mail, to }) => [mail.messageId, `${to[0]} ${mail.subject}`]));
  return mails.size - new Set(mails.values()).size;
}

/** The mail server is closed for a minute, then busy, then refuses one person, then slow. */
async function* serverInTrouble() {
  const cluster = await startCluster();
  let busy: number | null = null;
  const refuse = (address: string) => (address.startsWith('refusee') ? 550 : busy);
  const options: { port?: number; slowMs?: number; refuseSender?: number | undefined } = {};
  let smtp = await startSmtp(refuse, options);
  try {
    const product = await startOperated(cluster, smtp.url);
    const request = async (email: string) => {
      const visitor = new Visitor(product.origin, freshAddress());
      const { ms } = await sendRequest(visitor, email);
      visitor.leave();
      return ms;
    };
    const arrived = async (emails: readonly string[], seconds: number) => {
      const began = Date.now();
      const missing = () => emails.filter((email) => !smtp.received.some(({ to }) => to.includes(email)));
      while (missing().length > 0 && Date.now() - began < seconds * 1000) await sleep(100);
      return { missing: missing().length, seconds: (Date.now() - began) / 1000 };
    };

    options.port = smtp.port;
    await smtp.stop();
    const away = addresses('fermee', 30);
    const closedAt = Date.now();
    for (const email of away) await request(email);
    await sleep(Math.max(0, 60_000 - (Date.now() - closedAt)));
    smtp = await startSmtp(refuse, options);
    const back = await arrived(away, 180);
    yield exactly('20: mails missing after 60 s without mail server', back.missing, 0);
    yield atMost('20: all sent after its return', back.seconds, 120, ' s');

    for (const [name, answer] of [
      ['421 to whoever writes', (code: number | null) => (options.refuseSender = code ?? undefined)],
      ['450 for everybody', (code: number | null) => (busy = code)],
    ] as const) {
      answer(name.startsWith('421') ? 421 : 450);
      const held = addresses(`occupee${name.slice(0, 3)}-`, 10);
      for (const email of held) await request(email);
      await sleep(8_000);
      answer(null);
      yield exactly(`20: mails missing after 8 s of ${name}`, (await arrived(held, 120)).missing, 0);
    }

    const others = addresses('bonne', 10);
    for (const email of [...others.slice(0, 5), 'refusee@courrier.example', ...others.slice(5)])
      await request(email);
    yield exactly('20: mails held back by a 550 for somebody else', (await arrived(others, 30)).missing, 0);
    const [refused] = await cluster.query<{ state: string; attempts: number }>(
      `select state, attempts from outgoing_mail where recipient = 'refusee@courrier.example'`,
    );
    yield exactly(
      '20: the refused one, after one try',
      `${refused?.state} ${refused?.attempts}`,
      'refused 1',
    );

    options.slowMs = 3000;
    const late = addresses('lente', 24);
    const waits: number[] = [];
    for (const email of late) waits.push(await request(email));
    const slow = await arrived(late, 60);
    yield exactly('20: mails missing with 3 s each', slow.missing, 0);
    yield atMost('screens meanwhile, p95', quantile(waits, 0.95), 500, ' ms');
    yield exactly('20: mails sent twice in all this', countRepeated(smtp.received), 0);
    await product.remove();
  } finally {
    await smtp.stop();
    await cluster.remove();
  }
}

async function* speeds() {
  const cluster = await startCluster();
  const smtp = await startSmtp();
  try {
    const server = await startOperated(cluster, smtp.url);
    const acknowledged = new Map<string, number>();
    for (const email of addresses('calme', 40)) {
      const visitor = new Visitor(server.origin, freshAddress());
      await sendRequest(visitor, email);
      acknowledged.set(email, Date.now());
      visitor.leave();
      await sleep(100);
    }
    await drained(cluster, 30);
    const waits = smtp.received.map(({ to, at }) => (at - (acknowledged.get(to[0] ?? '') ?? 0)) / 1000);
    yield exactly('mails of calm days', waits.length, 40);
    yield atMost('20: from the screen to the mail server, idle, p95', quantile(waits, 0.95), 5, ' s');

    const many = 3000;
    await server.stop();
    await queueMany(cluster, many);
    smtp.received.splice(0);
    const worker = await startProduct(cluster, operated(smtp.url, { command: 'work' }));
    await server.start();
    await drained(cluster, 120);
    yield atLeast('20: mails a second, two processes', rate(smtp.received), 100, '/s');
    yield exactly('20: mails of the backlog', smtp.received.length, many);
    yield exactly('20: mails sent twice by two processes', countRepeated(smtp.received), 0);
    await worker.remove();
    await server.remove();
  } finally {
    await smtp.stop();
    await cluster.remove();
  }
}

function rate(received: Smtp['received']): number {
  const times = received.map(({ at }) => at);
  return (1000 * (times.length - 1)) / (Math.max(...times) - Math.min(...times));
}

const addresses = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${name}${index}@courrier.example`);

let visitors = 0;
const freshAddress = () => `127.2.${Math.floor(visitors / 250)}.${1 + (visitors++ % 250)}`;
