// Searches that arrive whether the former ones are answered or not: through the product's page, and without it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { frugalMalloc, nodeOptions } from '../../bin/runtime.mjs';
import { openDatabase, projectRoot } from '../../src/platform/database';
import { searchCompanies } from '../../src/registry';
import { openLoad } from '../lab/load';
import type { Product } from '../lab/product';
import { addressOf } from '../lab/town';
import { Visitor } from '../lab/visitor';
import { type Answer, isAnswered } from './invented';
import { Random } from './sirene/random';
import type { Sample } from './sirene/samples';

export interface Load {
  readonly answers: readonly Answer[];
  /** Searches that got another answer than 200, or none. */
  readonly failed: number;
}

type Search = (sample: Sample) => Promise<boolean>;

/** Asks each sample once, at this rate; after some of them, so that nothing is measured cold. */
async function ask(samples: readonly Sample[], perSecond: number, search: Search): Promise<Load> {
  const order = shuffled(samples);
  const warm = Math.floor(order.length / 10);
  for (const sample of order.slice(0, warm)) await search(sample);
  const measured = order.slice(warm);
  const found: boolean[] = [];
  const loaded = await openLoad({
    ...{ perSecond, seconds: measured.length / perSecond },
    async request(index) {
      const sample = measured[index];
      if (sample) found[index] = await search(sample);
      return { status: 200 };
    },
  });
  const answers = loaded.flatMap(({ ms, failure }, index) => {
    const kind = measured[index]?.kind;
    return kind === undefined || failure !== null ? [] : [{ kind, ms, found: found[index] === true }];
  });
  const failures = loaded.filter(({ failure }) => failure !== null);
  for (const { failure } of failures.slice(0, 3)) console.error(failure);
  return { answers, failed: failures.length };
}

/** All kinds mixed, always in the same order. */
function shuffled(samples: readonly Sample[]): Sample[] {
  const random = new Random(1, samples.length);
  const drawn = samples.map((sample) => ({ sample, at: random.share() }));
  return drawn.sort((a, b) => a.at - b.at).map(({ sample }) => sample);
}

/** Enough addresses for the throttle to let all of them in; each comes often enough to keep its connection. */
const people = 150;

/** What the search field of the form asks, by people each at an address of their own. */
export async function loadPage(
  { origin }: Product,
  samples: readonly Sample[],
  perSecond: number,
): Promise<Load> {
  const visitors = Array.from({ length: people }, (_, index) => new Visitor(origin, addressOf(77, index)));
  let turn = 0;
  const search = async (sample: Sample) => {
    const path = `/demande-de-compte/entreprises?q=${encodeURIComponent(sample.query)}`;
    const visitor = visitors[turn++ % people];
    if (!visitor) throw new Error('nobody asks');
    const { status, body } = await visitor.get(path);
    if (status !== 200) throw new Error(`${path} answered ${status}`);
    const suggestions = JSON.parse(body) as { value: string; label: string }[];
    const found = suggestions.map(({ value, label }) => ({
      siren: value.slice(0, 9),
      name: label.slice(0, label.lastIndexOf(' - ')),
    }));
    return isAnswered(found, sample);
  };
  try {
    return await ask(samples, perSecond, search);
  } finally {
    for (const visitor of visitors) visitor.leave();
  }
}

interface Asked {
  readonly url: string;
  readonly samples: readonly Sample[];
  readonly perSecond: number;
}

/** The same searches without pages, in a process of their own, under the product's own options of Node. */
export async function loadDatabase(asked: Asked): Promise<Load> {
  const folder = mkdtempSync(join(tmpdir(), 'mc2i-bench-search-'));
  const file = join(folder, 'asked.json');
  try {
    writeFileSync(file, JSON.stringify(asked));
    const program = [...nodeOptions(projectRoot(), 'serve'), process.argv[1] ?? '', 'search', file];
    const child = spawn(process.execPath, program, {
      env: { ...process.env, ...frugalMalloc, NODE_ENV: 'production' },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error(`the searches ended with ${code}`);
    return JSON.parse(readFileSync(`${file}.answers`, 'utf8')) as Load;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What that process does. */
export async function searchAlone(file: string): Promise<void> {
  const { url, samples, perSecond } = JSON.parse(readFileSync(file, 'utf8')) as Asked;
  const db = openDatabase(url);
  const load = await ask(samples, perSecond, async (sample) =>
    isAnswered(await searchCompanies(db, sample.query), sample),
  );
  writeFileSync(`${file}.answers`, JSON.stringify(load));
  await db.destroy();
}
