// A deploy blocks nobody: each migration under writers and a long reader; the code of before on the new schema.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, projectRoot } from '../../src/platform/database';
import { startSmtp } from '../fakes/smtp';
import { type Cluster, startCluster } from '../lab/cluster';
import { fillNewTables, type UnderLoad, underLoad } from '../lab/migration-load';
import { buildBeforeNewestMigration, migrationsIn } from '../lab/older-product';
import { startOperated } from '../lab/product';
import { atLeast, atMost, type Experiment, exactly, seenFault } from '../lab/rows';
import { squawk } from '../lab/squawk';
import { wholeJourney } from '../lab/whole-journey';

const mostMs = 500;
const all = migrationsIn(projectRoot());

/** Parts: load, before, squawk (all of them when none is named). */
export const prove: Experiment = async function* (parts) {
  for (const [name, part] of Object.entries({ load, before, squawk: warnings })) {
    if (parts.length === 0 || parts.includes(name)) yield* part();
  }
};

/** One migration after the other, as a deploy brings them, on tables as full as after years. */
async function* load() {
  const results = await migrateUnderLoad(undefined);
  const writes = results.flatMap(({ latencies }) => latencies);
  yield exactly('26: migrations applied under load', results.length, all.length);
  yield atLeast('writes meanwhile', writes.length, 5000);
  for (const { name, latencies } of results) {
    if (latencies.length > 0)
      yield atMost(`26: ${name}: slowest write`, Math.max(...latencies), mostMs, ' ms');
  }
  yield atLeast('migrations that waited for the reader and tried again', waited(results), 1);
  const control = await migrateUnderLoad(0);
  const slow = control.flatMap(({ latencies }) => latencies).filter((ms) => ms > mostMs);
  yield seenFault('writes held for more than 500 ms without lock_timeout', slow.length);
}

interface Result extends UnderLoad {
  readonly name: string;
}

const waited = (results: readonly Result[]) => results.filter(({ seconds }) => seconds > 2).length;

/** `lockTimeoutMs` undefined: the product's own; 0: none. */
async function migrateUnderLoad(lockTimeoutMs: number | undefined): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mc2i-lab-migrations-'));
  const cluster = await startCluster();
  const results: Result[] = [];
  const filled = new Set<string>();
  const options = { ...addresses(cluster), folder, ...(lockTimeoutMs !== undefined && { lockTimeoutMs }) };
  try {
    for (const name of all) {
      copyFileSync(join(projectRoot(), 'migrations', name), join(folder, name));
      results.push({ name, ...(await underLoad(cluster, () => migrate(options))) });
      await fillNewTables(cluster, filled);
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await cluster.remove();
  }
}

const addresses = (cluster: Cluster) => ({ ownerUrl: cluster.url('owner'), appUrl: cluster.url('app') });

/** A rolling deploy: the schema is new, the process beside it is not. */
async function* before() {
  const older = buildBeforeNewestMigration();
  const cluster = await startCluster();
  const smtp = await startSmtp();
  try {
    await migrate(addresses(cluster));
    const product = await startOperated(cluster, smtp.url, { program: older.program });
    const failures = await wholeJourney(product, cluster, smtp.received);
    for (const failure of failures) console.error(failure);
    yield atLeast(`migrations that ${older.commit} does not know`, all.length - older.migrations.length, 1);
    yield exactly('26: failures of its journey on the new schema', failures.length, 0);
    yield exactly('errors in its log', product.output().match(/"level":(50|60)/g)?.length ?? 0, 0);
    await product.remove();
  } finally {
    older.remove();
    await smtp.stop();
    await cluster.remove();
  }
}

async function* warnings() {
  const found = all.flatMap((name) => squawk(name));
  for (const one of found) console.error(one);
  yield exactly('26: warnings of squawk without an answer', found.length, 0);
  const blocking = `create index lab on access_request (phone);\nalter table account alter column phone type varchar(9);`;
  yield seenFault('warnings about a migration that blocks', squawk('9999_blocks.sql', blocking).length);
}
