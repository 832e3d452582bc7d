// Both databases and the documents are lost, then restored as docs/operations/backup.md says. Parts: embedded,
// external. The second needs Debian's postgresql (15) and rsync.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { startEmbedded } from '../../src/platform/database';
import { type Cluster, startCluster } from '../lab/cluster';
import { startProduct } from '../lab/product';
import {
  addDocuments,
  checkDocuments,
  debianPrograms,
  digests,
  makeServerFolder,
  type Restored,
  runAsServer,
  startRestored,
} from '../lab/restored';
import { atLeast, atMost, type Experiment, exactly, type Row, seenFault } from '../lab/rows';
import { whileWriting } from '../lab/writers';

const documents = 200;
const megabytes = 500;

export const prove: Experiment = async function* (parts) {
  const place = mkdtempSync(join(tmpdir(), 'mc2i-backup-'));
  // The database's user writes its copies there.
  chmodSync(place, 0o777);
  try {
    if (parts.length === 0 || parts.includes('embedded')) yield* embedded(place);
    if (parts.length === 0 || parts.includes('external')) yield* external(place);
  } finally {
    rmSync(place, { recursive: true, force: true, maxRetries: 20 });
  }
};

/** The product's own database: no address is given to it. */
const own: Pick<Cluster, 'url'> = { url: () => '' };

async function* embedded(place: string) {
  const [dataDir, running, stopped] = [join(place, 'data'), join(place, 'running'), join(place, 'stopped')];
  mkdirSync(dataDir);
  chmodSync(dataDir, 0o711);
  const product = await startProduct(own, { dataDir });
  await addDocuments(superuserOf(dataDir), dataDir, documents);
  let kept: string[] = [];
  let seconds = 0;
  const confirmed = await whileWriting(product, async () => {
    await sleep(4000);
    kept = await sent(superuserOf(dataDir));
    const began = performance.now();
    const { code, output } = await product.launch('backup', running).ended;
    seconds = (performance.now() - began) / 1000;
    if (code !== 0) throw new Error(output);
    await sleep(1000);
  });
  yield atMost('embedded, running: copied in', seconds, 60, ' s');
  await product.stop();

  const began = performance.now();
  const restored = await startProduct(own, { dataDir: running });
  yield atMost('embedded, running: back in service in', (performance.now() - began) / 1000, 60, ' s');
  const there = new Set(await sent(superuserOf(running)));
  yield atLeast('embedded, running: requests before the copy', kept.length, 20);
  yield exactly('embedded, running: of them lost', kept.filter((email) => !there.has(email)).length, 0);
  yield* documentRows('embedded, running', superuserOf(running), running);
  await restored.stop();
  yield seenFault(
    'requests after the copy, not in it',
    confirmed.sent.filter((email) => !there.has(email)).length,
  );

  const before = await embeddedState(dataDir);
  const copied = spawnSync('cp', ['-aL', dataDir, stopped]);
  if (copied.status !== 0) throw new Error(String(copied.stderr));
  const after = await embeddedState(stopped);
  yield atLeast('embedded, stopped: tables compared', before.size, 12);
  yield exactly('embedded, stopped: tables that differ', differing(before, after), 'none');
  const again = await startProduct(own, { dataDir: stopped });
  yield* documentRows('embedded, stopped', superuserOf(stopped), stopped);
  yield await spoiltDocument(superuserOf(stopped), stopped);
  await again.stop();
}

function superuserOf(dataDir: string): string {
  const memory = JSON.parse(readFileSync(join(dataDir, 'postgresql.json'), 'utf8')) as Record<string, string>;
  return `postgres://postgres:${memory.superuser}@127.0.0.1:${memory.port}/mc2i`;
}

async function sent(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ email: string }>(
    `select email from access_request where email like '%@ecrivains.example'`,
  );
  await client.end();
  return rows.map(({ email }) => email);
}

async function embeddedState(dataDir: string) {
  const server = await startEmbedded({ dataDir });
  const state = await digests(superuserOf(dataDir));
  await server.stop();
  return state;
}

/** The tables that are not the same on both sides. */
const differing = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>) =>
  [...new Set([...before.keys(), ...after.keys()])]
    .filter((table) => before.get(table) !== after.get(table))
    .join(' ') || 'none';

async function* documentRows(name: string, url: string, dataDir: string): AsyncGenerator<Row> {
  const { rows, faults } = await checkDocuments(url, dataDir);
  yield atLeast(`${name}: documents with a row`, rows, documents);
  yield exactly(`${name}: absent, or of another SHA-256`, faults, 0);
}

async function spoiltDocument(url: string, dataDir: string): Promise<Row> {
  const folder = join(dataDir, 'documents');
  const [name = ''] = readdirSync(folder);
  writeFileSync(join(folder, name), Buffer.concat([readFileSync(join(folder, name)), Buffer.from('!')]));
  return seenFault('a document changed by one byte', (await checkDocuments(url, dataDir)).faults);
}

async function* external(place: string) {
  const archive = makeServerFolder(join(place, 'archive'));
  const bin = process.env.PG_BIN;
  process.env.PG_BIN = debianPrograms;
  const cluster = await startCluster({
    settings: {
      wal_level: 'replica',
      archive_mode: 'on',
      archive_timeout: '30',
      archive_command: `test ! -f ${archive}/%f && cp %p ${archive}/.%f && sync ${archive}/.%f && mv ${archive}/.%f ${archive}/%f`,
    },
  });
  const product = await startProduct(cluster);
  try {
    await addDocuments(cluster.url('superuser'), product.dataDir, documents);
    await fill(cluster);
    const base = join(place, 'base');
    const kept = join(place, 'kept');
    saveDocuments(product.dataDir, kept);
    const { port } = new URL(cluster.url('superuser'));
    const began = performance.now();
    const from = ['-h', '127.0.0.1', '-p', port, '-U', 'postgres'];
    runAsServer(join(debianPrograms, 'pg_basebackup'), [...from, '-D', base, '-X', 'stream', '-c', 'fast']);
    yield atMost(`external: base copy of ${megabytes} MB`, (performance.now() - began) / 1000, 300, ' s');
    await addDocuments(cluster.url('superuser'), product.dataDir, 20);
    saveDocuments(product.dataDir, kept);
    const ticks = await tickFor(cluster, 75);
    await cluster.kill();
    const lost = Date.now();
    await product.stop();
    yield* restoredFrom({ place, base, archive, kept, ticks, lost });
    yield* dumped(place, join(place, 'to-the-end'), kept);
  } finally {
    await product.remove();
    await cluster.remove();
    if (bin === undefined) delete process.env.PG_BIN;
    else process.env.PG_BIN = bin;
  }
}

/** As much as row 9 of the promises speaks of, in a schema of its own. */
async function fill(cluster: Cluster): Promise<void> {
  await cluster.query('create schema lab');
  await cluster.query('create table lab.filler (n int, filler text)');
  await cluster.query('alter table lab.filler alter column filler set storage external');
  await cluster.query(
    `insert into lab.filler select n, repeat(md5(n::text), 250) from generate_series(1, ${megabytes * 120}) as n`,
  );
  await cluster.query('create table lab.tick (at timestamptz not null)');
}

function saveDocuments(dataDir: string, kept: string): void {
  const { status, stderr } = spawnSync('rsync', [
    '-a',
    '--mkpath',
    `${dataDir}/documents/`,
    `${kept}/documents/`,
  ]);
  if (status !== 0) throw new Error(`rsync: ${stderr}`);
}

/** A row: what it holds, and when it was acknowledged; in milliseconds. */
interface Tick {
  readonly at: number;
  readonly acknowledged: number;
}

/** A row every 50 ms; answers those that were acknowledged. */
async function tickFor(cluster: Cluster, seconds: number): Promise<Tick[]> {
  const client = new Client({ connectionString: cluster.url('superuser') });
  client.on('error', () => {});
  await client.connect();
  const ticks: Tick[] = [];
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(50)) {
    const at = new Date();
    await client.query('insert into lab.tick values ($1)', [at]);
    ticks.push({ at: at.getTime(), acknowledged: Date.now() });
  }
  await client.end();
  return ticks;
}

interface Loss {
  readonly place: string;
  readonly base: string;
  readonly archive: string;
  readonly kept: string;
  readonly ticks: readonly Tick[];
  readonly lost: number;
}

/** Only the base copy, the archive and the saved documents are left. */
async function* restoredFrom({ place, base, archive, kept, ticks, lost }: Loss) {
  const end = join(place, 'to-the-end');
  const began = performance.now();
  runAsServer('cp', ['-a', base, end]);
  const restored = await startRestored(end, { archive });
  const product = await startProduct(restored, { dataDir: kept });
  yield atMost('external: RTO, copy, replay and product', (performance.now() - began) / 1000, 60, ' s');
  const last = (await ticksIn(restored)).at(-1) ?? 0;
  yield atMost('external: RPO, to the last instant', (lost - last) / 1000, 60, ' s');
  yield* documentRows('external', restored.url('superuser'), kept);
  await product.stop();
  restored.stop();

  const target = (ticks[Math.floor(ticks.length / 3)]?.acknowledged ?? 0) + 1;
  const minute = join(place, 'to-a-minute');
  runAsServer('cp', ['-a', base, minute]);
  const chosen = await startRestored(minute, { archive, target: new Date(target) });
  const there = new Set(await ticksIn(chosen));
  yield exactly(
    'external: rows before the chosen instant, lost',
    ticks.filter(({ at, acknowledged }) => acknowledged < target && !there.has(at)).length,
    0,
  );
  yield exactly('external: rows after it, there', [...there].filter((at) => at > target).length, 0);
  chosen.stop();

  const alone = join(place, 'base-alone');
  runAsServer('cp', ['-a', base, alone]);
  const without = await startRestored(alone);
  const few = new Set(await ticksIn(without));
  yield seenFault('rows lost without the archive', ticks.filter(({ at }) => !few.has(at)).length);
  without.stop();
}

const ticksIn = async (restored: Restored) =>
  (await restored.query<{ at: Date }>('select at from lab.tick order by at')).map(({ at }) => at.getTime());

/** A whole copy into another cluster, made as at the first start. */
async function* dumped(place: string, folder: string, kept: string) {
  const source = await startRestored(folder);
  await source.query('drop schema lab cascade');
  const before = await digests(source.url('superuser'));
  const file = join(place, 'mc2i.dump');
  const began = performance.now();
  runAsServer(join(debianPrograms, 'pg_dump'), ['-Fc', '-f', file, source.url('superuser')]);
  const target = await startCluster();
  const into = ['--exit-on-error', '-d', target.url('superuser'), file];
  runAsServer(join(debianPrograms, 'pg_restore'), into);
  const seconds = (performance.now() - began) / 1000;
  const after = await digests(target.url('superuser'));
  yield atLeast('external, dump: tables compared', before.size, 12);
  yield exactly('external, dump: tables that differ', differing(before, after), 'none');
  const starting = performance.now();
  const product = await startProduct(target, { dataDir: kept });
  const whole = seconds + (performance.now() - starting) / 1000;
  yield atMost('external, dump: copied, restored and in service in', whole, 60, ' s');
  await product.stop();
  yield* documentRows('external, dump', target.url('superuser'), kept);
  source.stop();
  await target.remove();
}
