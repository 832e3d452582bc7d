import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { type Database, openDatabase } from '../../src/platform/database/index';
import { urlFor } from './global-setup';

export type TestDatabase = {
  /** As the application: reads and writes rows, nothing else. */
  readonly app: Database;
  /** As the owner of the tables, for what the application may not do. */
  readonly owner: Database;
  readonly appUrl: string;
  readonly ownerUrl: string;
};

/**
 * Gives the test file a database of its own: a fresh clone of the migrated template, made before its tests
 * and dropped after them. To be called once, at the top of the file. `empty` gives one without any table.
 */
export function useDatabase(options: { empty?: boolean } = {}): TestDatabase {
  const server = inject('testServer');
  const name = `test_${randomBytes(8).toString('hex')}`;
  const appUrl = urlFor(server, server.app, name);
  const ownerUrl = urlFor(server, server.owner, name);
  const app = openDatabase(appUrl);
  const owner = openDatabase(ownerUrl, { max: 3 });
  const template = options.empty ? 'template0' : server.template;

  beforeAll(() =>
    asAdmin(server.adminUrl, `create database ${name} template ${template} owner ${server.owner.name}`),
  );
  afterAll(async () => {
    await app.destroy();
    await owner.destroy();
    await asAdmin(server.adminUrl, `drop database if exists ${name} with (force)`);
  });
  return { app, owner, appUrl, ownerUrl };
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
