import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { readMemory } from '../../src/platform/database/embedded-files';
import { migrate, openDatabase, startEmbedded } from '../../src/platform/database/index';
import { loadShippedEditions } from '../../src/referentials/index';

/** What a test file needs to clone the migrated template. URLs name no database the tests may change. */
export type TestServer = {
  adminUrl: string;
  template: string;
  owner: { name: string; password: string };
  app: { name: string; password: string };
};

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

/**
 * One PostgreSQL for the whole run: an embedded one in a temporary folder, or the server of
 * TEST_DATABASE_URL (a superuser's URL). Its template is migrated once; every test file clones it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const { adminUrl, stop } = given ? { adminUrl: given, stop: async () => {} } : await temporaryServer();
  const run = randomBytes(4).toString('hex');
  const role = (name: string) => ({ name: `test_${name}_${run}`, password: randomBytes(18).toString('hex') });
  const server: TestServer = {
    adminUrl,
    template: `test_template_${run}`,
    owner: role('owner'),
    app: role('app'),
  };
  const admin = new Client({ connectionString: adminUrl });
  const tearDown = async () => {
    await admin.query(`drop database if exists ${server.template} with (force)`);
    await admin.query(`drop role if exists ${server.owner.name}, ${server.app.name}`);
    await admin.end();
    await stop();
  };
  await admin.connect();
  try {
    await makeTemplate(admin, server);
  } catch (error) {
    await tearDown();
    throw error;
  }
  project.provide('testServer', server);
  return tearDown;
}

async function makeTemplate(admin: Client, server: TestServer): Promise<void> {
  for (const { name, password } of [server.owner, server.app]) {
    await admin.query(`create role ${name} login password '${password}'`);
  }
  await admin.query(
    `create database ${server.template} owner ${server.owner.name} template template0
       encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`,
  );
  await migrate({
    ownerUrl: urlFor(server, server.owner, server.template),
    appUrl: urlFor(server, server.app, server.template),
  });
  const app = openDatabase(urlFor(server, server.app, server.template));
  await loadShippedEditions(app, new Date());
  // A database with somebody in it can't be cloned.
  await app.destroy();
}

/** The address of one database of the test server, for one role. */
export function urlFor(
  server: TestServer,
  role: { name: string; password: string },
  database: string,
): string {
  const url = new URL(server.adminUrl);
  url.username = role.name;
  url.password = role.password;
  url.pathname = `/${database}`;
  return url.href;
}

const PREFIX = 'mc2i tests ';

/** A killed run leaves its server behind, which nothing else would ever stop. */
async function sweepKilledRuns(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(name.startsWith(PREFIX) && name.slice(PREFIX.length).split('-')[0]);
    if (!pid || isAlive(pid)) continue;
    const dataDir = join(tmpdir(), name);
    // Another user's, or one that is being swept by another run: left alone.
    await startEmbedded({ dataDir }).then(
      (embedded) => embedded.stop(),
      () => {},
    );
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

async function temporaryServer(): Promise<{ adminUrl: string; stop(): Promise<void> }> {
  await sweepKilledRuns();
  const dataDir = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  // As root the server runs as another user, who must be able to get in.
  chmodSync(dataDir, 0o711);
  const embedded = await startEmbedded({ dataDir });
  const url = new URL(embedded.ownerUrl);
  url.username = 'postgres';
  url.password = readMemory(dataDir).superuser;
  url.pathname = '/postgres';
  return {
    adminUrl: url.href,
    stop: async () => {
      await embedded.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
