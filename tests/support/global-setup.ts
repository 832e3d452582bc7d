import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { readMemory } from '../../src/platform/database/embedded-files';
import { migrate, startEmbedded } from '../../src/platform/database/index';

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
  await admin.connect();
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
  project.provide('testServer', server);

  return async () => {
    await admin.query(`drop database ${server.template}`);
    await admin.query(`drop role ${server.owner.name}, ${server.app.name}`);
    await admin.end();
    await stop();
  };
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

async function temporaryServer(): Promise<{ adminUrl: string; stop(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'mc2i tests '));
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
