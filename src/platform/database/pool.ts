import { Kysely, type Transaction as KyselyTransaction, type LogEvent, PostgresDialect } from 'kysely';
import { Pool, type PoolClient, type PoolConfig, TypeOverrides } from 'pg';
import { withPreparedStatements } from './prepared';

export type Database = Kysely<object>;
export type Transaction = KyselyTransaction<object>;
/** A database or a transaction: what a query needs. Modules type their own tables with `withTables`. */
export type Queryable = Kysely<object>;

export type PoolOptions = {
  /** Connections at most (10). */
  max?: number;
  /** Milliseconds after which the server gives a statement up (30,000); 0 = never, for imports. */
  statementTimeout?: number;
  /** What the server shows in pg_stat_activity. */
  applicationName?: string;
  log?: (event: LogEvent) => void;
};

const INT8 = 20;
const DATE = 1082;

function toSafeInteger(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError(`bigint out of range: ${text}`);
  return number;
}

/** The driver turns `date` into local midnight and bigint into text; here dates stay ISO text (YYYY-MM-DD). */
function columnTypes(): TypeOverrides {
  const types = new TypeOverrides();
  types.setTypeParser(DATE, (text: string) => text);
  types.setTypeParser(INT8, toSafeInteger);
  return types;
}

/**
 * A pool of connections that outlives restarts of the server: a lost connection fails the query that used it,
 * never the process; nobody waits for one more than a few seconds, whether the server is away or too busy.
 * `lost` is told of each connection that breaks.
 */
export function openPool(url: string, settings: PoolConfig, lost: (error: Error) => void = () => {}): Pool {
  const pool = new Pool({
    connectionString: url,
    connectionTimeoutMillis: 2_500,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    ...settings,
  });
  // Both listeners are needed: the pool reports idle connections only, and a connection that breaks while
  // it is checked out emits on itself. The query in flight, or the next one, carries the error to its caller.
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  return pool;
}

/** Opens the pool that the application's queries use. `destroy()` closes it. */
export function openDatabase(url: string, options: PoolOptions = {}): Database {
  const pool = openPool(url, {
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'mon-compte-2i',
    statement_timeout: options.statementTimeout ?? 30_000,
    idle_in_transaction_session_timeout: 30_000,
    options: '-c timezone=UTC -c jit=off',
    types: columnTypes(),
  });
  const db = new Kysely<object>({
    dialect: new PostgresDialect({ pool: withPreparedStatements(pool) }),
    ...(options.log && { log: options.log }),
  });
  pools.set(db, pool);
  return db;
}

const pools = new WeakMap<Database, Pool>();

/** Connections of a database that openDatabase opened, and queries that wait for one. */
export function poolFigures(db: Database): { total: number; idle: number; waiting: number } {
  const pool = pools.get(db);
  return { total: pool?.totalCount ?? 0, idle: pool?.idleCount ?? 0, waiting: pool?.waitingCount ?? 0 };
}

/**
 * Lends a connection of its own, without time limits, for what takes long (an import): closed at the end, so that
 * nothing of it stays. Rejects as the connection breaks.
 */
export async function withLongConnection<T>(
  db: Database,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const pool = pools.get(db);
  if (!pool) throw new Error('only a database that openDatabase opened lends connections');
  const client = await pool.connect();
  try {
    await client.query('set statement_timeout = 0');
    await client.query('set idle_in_transaction_session_timeout = 0');
    return await work(client);
  } finally {
    client.release(true);
  }
}

const RETRIED = new Set(['40001', '40P01']);
const ATTEMPTS = 4;

/**
 * Runs `work` in one transaction and commits it; anything thrown rolls it back. A serialization failure or a
 * deadlock is tried again, three times at most: `work` must have no effect outside the transaction.
 */
export async function inTransaction<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (attempt === ATTEMPTS || !RETRIED.has(sqlState(error) ?? '')) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * 20 * (0.5 + Math.random())));
    }
  }
}

/** The five-character SQLSTATE of a PostgreSQL error, e.g. `23505` for a duplicate; undefined for others. */
export function sqlState(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}
