// Row 28: too busy, the product refuses at once, goes on with what it has accepted, and is as before once it is
// over. The load and the product have a processor each. Parts: pages, signins, control.
import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Cluster, startCluster } from '../lab/cluster';
import { type Answered, gatherCrowd } from '../lab/crowd';
import { openLoad } from '../lab/load';
import { startNewcomers, type Welcome } from '../lab/newcomers';
import { patchedProgram } from '../lab/patched';
import { type Product, startProduct } from '../lab/product';
import { atLeast, atMost, type Experiment, exactly, type Row, seenFault } from '../lab/rows';
import { p99, quantile } from '../lab/statistics';
import { addressOf } from '../lab/town';
import { Visitor } from '../lab/visitor';

const cores = { product: 0, load: 1 } as const;
const seconds = 20;
/** Sign-ins a second: more than twice what two processors can verify. */
const flood = 200;
/** Answered whatever the load; and a page that asks for little, where there is a place. */
const alwaysServed = ['/healthz', '/readyz'];
const lightPage = '/aide';

export const prove: Experiment = async function* (parts) {
  const wanted = (part: string) => parts.length === 0 || parts.includes(part);
  const cluster = await startCluster();
  try {
    stayOn(cores.load);
    const product = await startProduct(cluster, { core: cores.product });
    const pid = product.pid();
    let highest = 0;
    const watch = setInterval(() => {
      if (product.alive()) highest = Math.max(highest, product.residentBytes());
    }, 200);
    const crowd = await gatherCrowd(product, 90);
    await crowd.capacity(32, 3);
    const capacity = await crowd.capacity(32, 5);
    console.log(`    capacity: ${Math.round(capacity)} pages a second`);
    const calm = slowest(await newcomersFor(product, 3));
    console.log(`    p99 of newcomers when nothing presses: ${calm.toFixed(1)} ms`);

    if (wanted('pages')) {
      const under = 'three times the capacity';
      const began = performance.now();
      yield* pressed(under, product, calm, () => crowd.press(3 * capacity, seconds));
      const spent = (performance.now() - began) / 1000;
      console.log(`    the load took ${spent.toFixed(1)} s`);
    }
    crowd.leave();
    if (wanted('signins')) {
      yield* pressed(`${flood} sign-ins a second`, product, calm, () => pressSignIns(product));
    }
    clearInterval(watch);
    const same = product.alive() && product.pid() === pid;
    yield exactly('28 the product is the same process', same ? 'yes' : 'no', 'yes');
    yield atMost('28 resident memory at its highest', Math.round(highest / 2 ** 20), 512, ' MB');
    await product.remove();
    if (wanted('control')) {
      yield seenFault(
        'pages that come after more than 1 s when nobody is refused',
        await control(cluster, capacity),
      );
    }
  } finally {
    await cluster.remove();
  }
};

/** The laboratory's own threads: those it has, and those it begins later. */
function stayOn(core: number): void {
  const { status } = spawnSync('taskset', ['-a', '-p', '-c', String(core), String(process.pid)]);
  if (status !== 0) throw new Error('taskset did not move the load to its processor');
}

async function* pressed(
  under: string,
  product: Product,
  calm: number,
  press: () => Promise<Answered[]>,
): AsyncGenerator<Row> {
  const paths = [...alwaysServed, await stylesheetOf(product), lightPage];
  const newcomers = startNewcomers(product, { paths, every: 100, district: 95 });
  const answers = await press();
  const welcomed = await newcomers.stop();
  yield await back(under, product, calm);
  yield* newcomersRows(under, welcomed);
  yield* answersRows(under, answers);
}

async function stylesheetOf({ origin }: Product): Promise<string> {
  const page = await (await fetch(`${origin}${lightPage}`)).text();
  const path = /href="(\/assets\/[^"]+\.css)"/.exec(page)?.[1];
  if (!path) throw new Error(`${lightPage} names no stylesheet`);
  return path;
}

function* newcomersRows(under: string, welcomed: ReadonlyMap<string, Welcome[]>): Generator<Row> {
  const always = [...welcomed].filter(([path]) => path !== lightPage).flatMap(([, all]) => all);
  const served = always.filter(({ status }) => status === 200);
  yield atLeast(`28 ${under}: probes and assets asked for by newcomers`, always.length, 100);
  yield exactly(`28 ${under}: probes and assets not served`, always.length - served.length, 0);
  yield atMost(`28 ${under}: p99 of the probes and assets`, p99(served), 1000, ' ms');
  const light = welcomed.get(lightPage) ?? [];
  const accepted = light.filter(({ status }) => status === 200);
  yield atLeast(`28 ${under}: ${lightPage} served to newcomers, of ${light.length}`, accepted.length, 1);
  yield atMost(`28 ${under}: p99 of ${lightPage}, served or refused`, p99(light), 1000, ' ms');
}

function* answersRows(under: string, answers: readonly Answered[]): Generator<Row> {
  const refused = answers.filter(({ status }) => status === 503 || status === 429);
  const accepted = answers.filter(({ status }) => status >= 200 && status < 500 && status !== 429);
  const times = refused.map(({ ms }) => ms);
  yield atLeast(`28 ${under}: refused, of ${answers.length}`, refused.length, answers.length / 10);
  yield atMost(`28 ${under}: half of the refusals come within`, quantile(times, 0.5), 100, ' ms');
  yield atMost(`28 ${under}: 95 of 100 refusals come within`, quantile(times, 0.95), 500, ' ms');
  const silent = refused.filter(({ headers }) => !headers['retry-after']).length;
  yield exactly(`28 ${under}: refusals that do not say when to come back`, silent, 0);
  yield atLeast(`28 ${under}: accepted`, accepted.length, answers.length / 10);
  yield atMost(`28 ${under}: p99 of what is accepted`, p99(accepted), 1000, ' ms');
  const wrong = accepted.filter(({ right }) => !right).length;
  yield exactly(`28 ${under}: accepted and not answered by the page asked for`, wrong, 0);
  const lost = answers.length - refused.length - accepted.length;
  yield exactly(`28 ${under}: answered 500, or not at all`, lost, 0);
}

async function newcomersFor(product: Product, length: number) {
  const paths = [...alwaysServed, lightPage];
  const newcomers = startNewcomers(product, { paths, every: 25, district: 97 });
  await sleep(length * 1000);
  return newcomers.stop();
}

const slowest = (welcomed: ReadonlyMap<string, Welcome[]>) => p99([...welcomed.values()].flat());

/** Seconds until newcomers are answered as when nothing pressed, at most twice as slowly. */
async function back(under: string, product: Product, calm: number): Promise<Row> {
  const began = performance.now();
  let after = 0;
  while (after < 12 && slowest(await newcomersFor(product, 1)) > 2 * calm) {
    after = (performance.now() - began) / 1000;
  }
  return atMost(`28 ${under}: newcomers are answered as before after`, after, 10, ' s');
}

/** Each from an address of their own, for an account of their own. */
async function pressSignIns({ origin }: Product): Promise<Answered[]> {
  const answers: Answered[] = [];
  const none = { status: 0, ms: Number.POSITIVE_INFINITY, headers: {}, right: false };
  const request = async (index: number) => {
    const visitor = new Visitor(origin, addressOf(96, index));
    const form = { email: `foule${index}@essais.example`, password: 'un essai de plus' };
    const answer = await visitor.post('/connexion', form).then(
      (reply) => ({ ...reply, right: reply.status === 422 && reply.body.includes('Connexion') }),
      () => none,
    );
    visitor.leave();
    answers.push(answer);
    return answer;
  };
  await openLoad({ perSecond: flood, seconds, request });
  return answers;
}

/** As many seats as anybody wants: everybody waits for everybody. */
async function control(cluster: Cluster, capacity: number): Promise<number> {
  const planted = patchedProgram('any number of requests at once');
  const product = await startProduct(cluster, { core: cores.product, program: planted.program });
  try {
    const crowd = await gatherCrowd(product, 91);
    await crowd.capacity(32, 1);
    const answers = await crowd.press(3 * capacity, 4);
    crowd.leave();
    return answers.filter(({ ms }) => ms > 1000).length;
  } finally {
    await product.remove();
    planted.remove();
  }
}
