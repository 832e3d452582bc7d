import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase, sql } from '../../src/platform/database/index';
import { importRegistry, searchCompanies } from '../../src/registry/index';
import {
  beaconQuery,
  digestStatement,
  lighthouse,
  type State,
  type StateName,
  stateOfAnswer,
  writeState,
} from '../lab/registry-states';
import { useDatabase } from '../support/database';

const database = useDatabase();
let importer: Database;
let folder = '';
let states: Readonly<Record<StateName, State>>;
const digests = { alpha: '', beta: '' };

beforeAll(async () => {
  importer = openDatabase(database.appUrl, { applicationName: 'importer' });
  folder = await mkdtemp(join(tmpdir(), 'mc2i registry states '));
  states = {
    alpha: await writeState('alpha', join(folder, 'alpha'), 1_500),
    beta: await writeState('beta', join(folder, 'beta'), 1_500),
  };
  for (const name of ['beta', 'alpha'] as const) {
    await importRegistry(importer, states[name].files);
    digests[name] = await inPlace();
  }
});
afterAll(async () => {
  await importer.destroy();
  await rm(folder, { recursive: true });
});

async function inPlace(): Promise<string> {
  const { rows } = await sql<{ digest: string }>`${sql.raw(digestStatement)}`.execute(database.app);
  return rows[0]?.digest ?? '';
}

/** What becomes of the connections of a process that is killed. */
async function cutOff(): Promise<void> {
  await sleep(Math.random() * 60);
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'importer' and datname = current_database()`.execute(database.app);
}

/** The states that the searches of one turn come from. */
async function asked(): Promise<(StateName | 'neither')[]> {
  const found = await Promise.all(
    [lighthouse.siret, beaconQuery].map((query) => searchCompanies(database.app, query)),
  );
  return found.map((companies) =>
    stateOfAnswer(
      companies.map(({ label, town, closedEstablishment }) => ({
        ...{ label, detail: town ?? '' },
        ...(closedEstablishment && { disabled: 'établissement fermé' }),
      })),
    ),
  );
}

it('tells the two states apart', async () => {
  expect(digests.alpha).not.toBe(digests.beta);
  expect(await asked()).toEqual(['alpha', 'alpha']);
});

it.each([
  ['Clés et cohérence…', 'beta'],
  ['Index de la recherche…', 'alpha'],
  ['Mise en place…', 'beta'],
] as const)('cut off at "%s", leaves a whole registry, and the same import ends', async (step, target) => {
  const answers: (StateName | 'neither')[] = [];
  let cut: Promise<void> | undefined;
  let over = false;
  const asking = (async () => {
    while (!over) answers.push(...(await asked()));
  })();
  const tell = (said: string) => {
    if (said === step) cut = cutOff();
  };
  await importRegistry(importer, states[target].files, { tell }).catch(() => {});
  await cut;
  expect(Object.values(digests)).toContain(await inPlace());
  await importRegistry(importer, states[target].files);
  over = true;
  await asking;
  expect(await inPlace()).toBe(digests[target]);
  expect(await asked()).toEqual([target, target]);
  expect(answers.length).toBeGreaterThan(10);
  expect(answers).not.toContain('neither');
});
