// How fast the pages are, as ratios within one run: the product as it is served, with its session and draft
// reads and no cache of pages, against servers that make the same reads.

import { performance } from 'node:perf_hooks';
import { publicFolder } from '../../src/app';
import { loadAssets } from '../../src/ui';
import { openLoad } from '../lab/load';
import { atLeast, atMost, type Experiment, exactly } from '../lab/rows';
import { median, p99 } from '../lab/statistics';
import { Visitor } from '../lab/visitor';
import { answersPerSecond, core } from './closed-load';
import { cookieHeader, type Ground, type PageName, pageNames, pages, prepareGround } from './ground';
import { ejsRenderer } from './peers/express';
import { renderProductPage } from './peers/product';
import type { PageData } from './peers/reads';
import { fetchPage, readEveryPage, type Servers, startServers } from './servers';

const rounds = 5;
const secondsPerRound = 1.5;
const kinds = ['product', 'express', 'bare'] as const;
type Kind = (typeof kinds)[number];

export const pagesBench: Experiment = async function* () {
  loadAssets(`${publicFolder}/manifest.json`);
  yield* withGround(ratios, { core: core.server });
  // As it is run: on all the processors that there are.
  yield* withGround(waits, {});
};

async function* withGround(part: (ground: Ground) => ReturnType<Experiment>, options: { core?: number }) {
  const ground = await prepareGround(options);
  try {
    yield* part(ground);
  } finally {
    await ground.remove();
  }
}

async function* ratios(ground: Ground) {
  const read = await readEveryPage(ground);
  const servers = await startServers(ground, core.server);
  try {
    yield exactly(
      'pages whose bytes differ between the product and Express',
      await differing(ground, servers),
      0,
    );
    yield* renderingAlone(read);
    yield* served(ground, servers);
  } finally {
    await servers.stop();
  }
}

async function* waits(ground: Ground) {
  // The first seconds are those of the compiler.
  await lateness(ground, 10);
  yield atMost('p99 of all the pages at 200 requests a second', await lateness(ground, 15), 10, ' ms');
}

/** EJS also escapes apostrophes; nothing else may differ. */
const sameEscapes = (html: string) => html.replaceAll('&#39;', "'").replaceAll('&#34;', '&quot;');

async function differing(ground: Ground, servers: Servers): Promise<number> {
  let count = 0;
  for (const name of pageNames) {
    const [ours, theirs] = await Promise.all(
      [servers.product, servers.express].map(async (origin) =>
        sameEscapes((await fetchPage(origin, ground, name)).body),
      ),
    );
    if (ours === theirs || ours === undefined || theirs === undefined) continue;
    const at = [...ours].findIndex((character, index) => character !== theirs[index]);
    console.error(
      `${name} differs at ${at}:\n${ours.slice(at - 60, at + 60)}\n${theirs.slice(at - 60, at + 60)}`,
    );
    count++;
  }
  return count;
}

function* renderingAlone(read: Readonly<Record<PageName, PageData>>) {
  const ejs = ejsRenderer();
  for (const name of pageNames) {
    const data = read[name];
    const ratios = Array.from({ length: 9 }, () => {
      const theirs = rendersPerSecond(() => ejs(name, data));
      const ours = rendersPerSecond(() => renderProductPage(name, data));
      return ours / theirs;
    });
    // The first rounds are those of the compiler.
    yield atLeast(`${name}, rendering alone, times EJS`, median(ratios.slice(2)), 2);
  }
}

function rendersPerSecond(render: () => string): number {
  const began = performance.now();
  let count = 0;
  while (performance.now() - began < 150) {
    for (let turn = 0; turn < 20; turn++) render();
    count += 20;
  }
  return count / (performance.now() - began);
}

async function* served(ground: Ground, servers: Servers) {
  const speedOf = (kind: Kind, name: PageName, seconds: number) =>
    answersPerSecond(servers[kind] + pages[name], { cookie: cookieHeader(ground, name), seconds });
  for (const name of pageNames) {
    const speeds: Record<Kind, number[]> = { product: [], express: [], bare: [] };
    for (const kind of kinds) await speedOf(kind, name, 1);
    for (let round = 0; round < rounds; round++) {
      // Another one first each time.
      for (let turn = 0; turn < kinds.length; turn++) {
        const kind = kinds[(turn + round) % kinds.length] ?? 'product';
        speeds[kind].push(await speedOf(kind, name, secondsPerRound));
      }
    }
    const against = (kind: Kind) =>
      median(speeds.product.map((speed, round) => speed / (speeds[kind][round] ?? 0)));
    const each = kinds.map((kind) => `${kind} ${Math.round(median(speeds[kind]))}`).join(', ');
    yield atLeast(`${name}, served, times a bare Fastify route (${each} a second)`, against('bare'), 0.4);
    yield atLeast(`${name}, served, times Express with EJS`, against('express'), 1.4);
  }
}

/** 99 answers of 100 come within, in milliseconds; compressed, as browsers ask for them. */
async function lateness(ground: Ground, seconds: number): Promise<number> {
  const visitors = Array.from({ length: 20 }, () => new Visitor(ground.product.origin));
  const samples = await openLoad({
    perSecond: 200,
    seconds,
    request: async (index) => {
      const name = pageNames[index % pageNames.length] ?? 'sign-in';
      const answer = await visitors[index % visitors.length]?.get(pages[name], {
        cookie: cookieHeader(ground, name),
        'accept-encoding': 'gzip, deflate, br, zstd',
      });
      return { status: answer?.status ?? 0 };
    },
  });
  for (const visitor of visitors) visitor.leave();
  const failed = samples.filter(({ status }) => status !== 200).length;
  if (failed > 0) throw new Error(`${failed} pages of ${samples.length} were not served`);
  return p99(samples);
}
