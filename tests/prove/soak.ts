// Row 35: nothing leaks. Half an hour at half of what the product can serve: its memory, what it holds open and
// the time of its answers are at the end what they were at the beginning. Parts: a number of minutes (30).
import { setTimeout as sleep } from 'node:timers/promises';
import { startSmtp } from '../fakes/smtp';
import { startCluster } from '../lab/cluster';
import { type Crowd, gatherCrowd } from '../lab/crowd';
import { ground, sendRequest, signIn } from '../lab/journey';
import { openLoad } from '../lab/load';
import { patchedProgram } from '../lab/patched';
import { type Product, startOperated } from '../lab/product';
import { atMost, type Experiment, exactly, seenFault } from '../lab/rows';
import { median, p99 } from '../lab/statistics';
import { addressOf } from '../lab/town';
import { Visitor } from '../lab/visitor';

/** Before anything is compared: the compiler has done its work, each connection has its statements. */
const warmUpMinutes = 2;
const districts = { crowd: 80, senders: 81, signIns: 82, control: 83 } as const;

export const prove: Experiment = async function* ([wanted = '30']) {
  const minutes = Number(wanted);
  if (!(minutes >= 1)) throw new Error(`Minutes: ${wanted}`);
  const cluster = await startCluster();
  const smtp = await startSmtp();
  const planted = patchedProgram('memory kept for each request');
  try {
    const product = await startOperated(cluster, smtp.url, { core: 0 });
    const crowd = await gatherCrowd(product, districts.crowd);
    await crowd.capacity(32, 10);
    const half = (await crowd.capacity(32, 10)) / 2;
    console.log(`… half of the capacity: ${Math.round(half)} pages a second`);
    await lived(product, crowd, half, warmUpMinutes);
    const { samples, figures } = await lived(product, crowd, half, minutes);
    crowd.leave();
    const failed = samples.filter(({ status }) => status !== 200);
    for (const { at, ms, status, failure } of failed.slice(0, 20)) {
      console.log(
        `    answered ${status} in ${Math.round(ms)} ms, ${Math.round(at / 1000)} s after the beginning: ${failure}`,
      );
    }
    yield exactly(`35 answers that failed, of ${samples.length}`, failed.length, 0);
    for (const [name, measure] of Object.entries(measures)) {
      yield atMost(`35 ${name}: growth`, 100 * growth(figures.map(measure)), 10, ' %');
    }
    const before = p99(thirdOf(samples, 0));
    const after = p99(thirdOf(samples, 2));
    console.log(`… p99 of the first third ${before.toFixed(1)} ms, of the last ${after.toFixed(1)} ms`);
    yield atMost('35 p99 of the answers: drift', 100 * (after / before - 1), 20, ' %');
    await product.remove();
    yield seenFault(
      'growth in %, of a product that keeps 2 KB of each request',
      await control(cluster, smtp.url, half, planted.program),
    );
  } finally {
    planted.remove();
    await cluster.remove();
    await smtp.stop();
  }
};

interface Figures {
  readonly resident: number;
  readonly heap: number;
  readonly handles: number;
}

const measures: Readonly<Record<string, (figures: Figures) => number>> = {
  'resident memory': ({ resident }) => resident,
  'objects in memory': ({ heap }) => heap,
  'files and sockets held open': ({ handles }) => handles,
};

/** A load of so many pages a second; beside it somebody who sends a request, and somebody who signs in. */
async function lived(product: Product, crowd: Crowd, perSecond: number, minutes: number) {
  const figures: Figures[] = [];
  let over = false;
  const every = async (seconds: number, work: (turn: number) => Promise<unknown>) => {
    for (let turn = 0; !over; turn++) {
      await work(turn);
      await sleep(seconds * 1000);
    }
  };
  const beside = Promise.all([
    every(2, async () => figures.push(await figuresOf(product))),
    every(5, () =>
      withVisitor(product, districts.senders, (visitor, number) =>
        sendRequest(visitor, `endurance${number}@essais.example`),
      ),
    ),
    every(2, () =>
      withVisitor(product, districts.signIns, (visitor) => signIn(visitor, ground.administrator)),
    ),
  ]);
  const load = openLoad({ perSecond, seconds: minutes * 60, request: (index) => crowd.ask(index) });
  const ended = load.finally(() => {
    over = true;
  });
  const [samples] = await Promise.all([ended, beside]);
  return { samples, figures };
}

let visitors = 0;
async function withVisitor(
  product: Product,
  district: number,
  work: (visitor: Visitor, number: number) => Promise<unknown>,
): Promise<void> {
  const number = visitors++;
  const visitor = new Visitor(product.origin, addressOf(district, number));
  await work(visitor, number);
  visitor.leave();
}

async function figuresOf(product: Product): Promise<Figures> {
  const text = await (await fetch(`${product.origin}/metrics`)).text();
  const read = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
  return {
    resident: product.residentBytes(),
    heap: read('nodejs_heap_size_used_bytes'),
    handles: read('process_open_fds'),
  };
}

/** By how much the last third is above the first; 0.1 is a tenth. */
const growth = (values: readonly number[]) => median(thirdOf(values, 2)) / median(thirdOf(values, 0)) - 1;

function thirdOf<T>(all: readonly T[], third: 0 | 1 | 2): readonly T[] {
  const size = all.length / 3;
  return all.slice(third * size, (third + 1) * size);
}

/** Two minutes are enough to see a leak. */
async function control(
  cluster: Parameters<typeof startOperated>[0],
  smtpUrl: string,
  perSecond: number,
  program: string,
): Promise<number> {
  const product = await startOperated(cluster, smtpUrl, { core: 0, program });
  try {
    const crowd = await gatherCrowd(product, districts.control);
    await lived(product, crowd, perSecond, 0.5);
    const { figures } = await lived(product, crowd, perSecond, 1.5);
    crowd.leave();
    const most = Math.max(...Object.values(measures).map((measure) => growth(figures.map(measure))));
    return Math.floor(100 * most) > 10 ? Math.floor(100 * most) : 0;
  } finally {
    await product.remove();
  }
}
