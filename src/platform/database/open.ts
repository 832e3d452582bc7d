import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { startEmbedded } from './embedded';
import { prepareDataDir } from './embedded-files';
import { migrate } from './migrate';
import { type Database, openDatabase, type PoolOptions } from './pool';
import { StartError } from './start-error';

export type Connection = {
  /** Pool of the application's role. */
  app: Database;
  ownerUrl: string;
  appUrl: string;
  /** Closes the pool, then the embedded server if this process is its last user. To be called last. */
  stop(): Promise<void>;
};

type Settings = { databaseUrl?: string | undefined; databaseOwnerUrl?: string | undefined; dataDir: string };

/**
 * From the settings to a migrated database: starts the embedded one, or checks that the given one answers
 * within 5 seconds. Throws StartError, and leaves nothing running then.
 */
export async function connect(settings: Settings, pool: PoolOptions = {}): Promise<Connection> {
  prepareDataDir(settings.dataDir);
  const { ownerUrl, appUrl, stop } = await serverOf(settings);
  try {
    await migrate({ ownerUrl, appUrl });
  } catch (error) {
    await stop();
    if (error instanceof StartError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(`La base de données n'a pas pu être préparée : ${reason}.`, { cause: error });
  }
  const app = openDatabase(appUrl, pool);
  return {
    app,
    ownerUrl,
    appUrl,
    stop: async () => {
      // A query that the database never answers must not hold the process.
      await Promise.race([app.destroy(), sleep(1_000, undefined, { ref: false })]);
      await stop();
    },
  };
}

async function serverOf(settings: Settings): Promise<Omit<Connection, 'app'>> {
  if (!settings.databaseUrl || !settings.databaseOwnerUrl) {
    return startEmbedded({ dataDir: settings.dataDir });
  }
  await checkAnswers('DATABASE_URL', settings.databaseUrl);
  await checkAnswers('DATABASE_OWNER_URL', settings.databaseOwnerUrl);
  return { ownerUrl: settings.databaseOwnerUrl, appUrl: settings.databaseUrl, stop: async () => {} };
}

async function checkAnswers(setting: string, url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  const { hostname, port, pathname } = new URL(url);
  const place = `${hostname}:${port || 5432}${pathname}`;
  let version: number;
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    );
    version = rows[0]?.version ?? 0;
  } catch (error) {
    const reason = error instanceof Error ? error.message || ('code' in error ? String(error.code) : '') : '';
    throw new StartError(`La base de données de ${setting} (${place}) ne répond pas : ${reason}.`, {
      cause: error,
    });
  } finally {
    await client.end().catch(() => {});
  }
  if (version < 150_000) {
    throw new StartError(
      `La base de données de ${setting} (${place}) est en version ${Math.floor(version / 10_000)} : il faut PostgreSQL 15 ou plus récent.`,
    );
  }
}
