// A restart of the database is a hiccup: refusals that say when to come back, then everything works again.
import { setTimeout as sleep } from 'node:timers/promises';
import { startSmtp } from '../fakes/smtp';
import { type Cluster, startCluster } from '../lab/cluster';
import { gauges, ground, sendRequest, signIn } from '../lab/journey';
import { openLoad, type Sample } from '../lab/load';
import { type Product, startOperated } from '../lab/product';
import { atLeast, atMost, type Experiment, exactly } from '../lab/rows';
import { Visitor } from '../lab/visitor';

const perSecond = 40;
const calm = 3;
const away = 3;
const after = 9;

export const prove: Experiment = async function* () {
  const cluster = await startCluster();
  const smtp = await startSmtp();
  try {
    const product = await startOperated(cluster, smtp.url);
    const pid = product.pid();
    for (const mode of ['fast', 'immediate'] as const) {
      yield* restarted(mode, product, cluster);
      const seconds = await secondsUntilMail(product, smtp.received, `${mode}@redemarrages.example`);
      yield atMost(`${mode}: from a request to its mail, afterwards`, seconds, 10, ' s');
    }
    yield exactly('24: the process is the same', product.alive() ? product.pid() : 'ended', pid);
    yield exactly(
      'unhandled rejections in its output',
      /unhandled/i.test(product.output()) ? 'some' : 'none',
      'none',
    );
    await product.remove();
  } finally {
    await smtp.stop();
    await cluster.remove();
  }
};

async function* restarted(mode: 'fast' | 'immediate', product: Product, cluster: Cluster) {
  const member = new Visitor(product.origin, '127.4.251.1');
  await signIn(member, ground.administrator);
  const acknowledged: string[] = [];
  const refused = { saying: 0, otherwise: 0 };
  /** Bare pages, pages of somebody signed in, and twice as many forms that write; 0: not as it should be. */
  const request = async (index: number) => {
    const visitor = new Visitor(product.origin, `127.4.${Math.floor(index / 200)}.${1 + (index % 200)}`);
    const email = `${mode}${index}@redemarrages.example`;
    const [[path, fields]] = gauges(email);
    const [answer, expected] =
      index % 4 === 0
        ? [await visitor.get('/connexion'), 200]
        : index % 4 === 1
          ? [await member.get('/mes-etablissements'), 200]
          : [await visitor.post(path, fields), 303];
    visitor.leave();
    if (answer.status === expected && expected === 303) acknowledged.push(email);
    if (answer.status === 503 && answer.headers['retry-after'] !== undefined) refused.saying++;
    else if (answer.status !== expected) refused.otherwise++;
    return { status: answer.status === expected ? expected : 0 };
  };
  const began = performance.now();
  const load = openLoad({ perSecond, seconds: calm + away + after, request });
  await sleep(calm * 1000);
  const stoppedAt = performance.now() - began;
  await cluster.stop(mode);
  await sleep(away * 1000);
  await cluster.start();
  const acceptedAt = performance.now() - began;
  const samples = await load;
  member.leave();

  const good = ({ status }: Sample) => status !== 0;
  const unanswered = samples.filter((sample) => !good(sample)).length - refused.saying - refused.otherwise;
  const back = samples.filter(({ at }) => at >= acceptedAt + 5000);
  const drafts = new Set(
    (await cluster.query<{ email: string }>(`select typed->>'email' as email from access_request_draft`)).map(
      ({ email }) => email,
    ),
  );
  yield atLeast(
    `${mode}: requests while it was away`,
    between(samples, stoppedAt, acceptedAt),
    perSecond * away,
  );
  yield atLeast(
    `24: ${mode}: refused with 503 and when to come back`,
    refused.saying,
    perSecond * away * 0.7,
  );
  yield exactly(`24: ${mode}: answered otherwise, or not at all`, refused.otherwise + unanswered, 0);
  yield atMost(`24: ${mode}: slowest answer`, Math.max(...samples.map(({ ms }) => ms)) / 1000, 3, ' s');
  yield atLeast(
    `24: ${mode}: served from 5 s after it accepts`,
    (100 * back.filter(good).length) / back.length,
    95,
    ' %',
  );
  yield atLeast(`${mode}: writes acknowledged`, acknowledged.length, 50);
  yield exactly(`24: ${mode}: of which lost`, acknowledged.filter((email) => !drafts.has(email)).length, 0);
}

const between = (samples: readonly Sample[], from: number, to: number) =>
  samples.filter(({ at }) => at >= from && at < to).length;

async function secondsUntilMail(
  product: Product,
  received: Awaited<ReturnType<typeof startSmtp>>['received'],
  email: string,
): Promise<number> {
  const visitor = new Visitor(product.origin, '127.4.250.1');
  await sendRequest(visitor, email);
  visitor.leave();
  const began = Date.now();
  while (!received.some(({ to }) => to.includes(email))) {
    if (Date.now() - began > 120_000) return Number.POSITIVE_INFINITY;
    await sleep(50);
  }
  return (Date.now() - began) / 1000;
}
