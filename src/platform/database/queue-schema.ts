import { Logger, runMigrations } from 'graphile-worker';
import { type Client, escapeIdentifier, Pool } from 'pg';

const silent = new Logger(() => () => {});

/**
 * Creates or updates the schema of the job queue, as the application's role, which must own it. Creating a
 * schema needs CREATE on the database: granted for that moment only, and taken back even after a crash in
 * the middle, since every start passes here.
 */
export async function installQueue(owner: Client, appUrl: string, appRole: string): Promise<void> {
  const { rows } = await owner.query<{ database: string; installed: boolean }>(
    `select current_database() as database,
            exists (select from pg_tables where schemaname = 'graphile_worker' and tablename = 'migrations')
              as installed`,
  );
  const right = `create on database ${escapeIdentifier(rows[0]?.database ?? '')}`;
  const app = escapeIdentifier(appRole);
  const pool = new Pool({ connectionString: appUrl, max: 2, connectionTimeoutMillis: 5_000 });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  try {
    if (!rows[0]?.installed) await owner.query(`grant ${right} to ${app}`);
    await runMigrations({ pgPool: pool, logger: silent });
  } finally {
    await pool.end();
    await owner.query(`revoke ${right} from ${app}`);
  }
}
