import type { PostgresPool, PostgresPoolClient } from 'kysely';
import { type Pool, type PoolClient, Query, type QueryResult } from 'pg';

/** Statements kept by each connection; the product has some two hundred. */
const mostPrepared = 500;
/** Longer ones are batches, whose text changes with their size. */
const longestPrepared = 8_000;

/** PostgreSQL keeps a statement under its name; one without is read and forgotten. */
class NamedQuery extends Query {
  declare name: string | undefined;
}

/**
 * The same pool for Kysely, its statements prepared: PostgreSQL reads and plans each text once for a connection
 * instead of at each request, which was the better half of its work.
 */
export function withPreparedStatements(pool: Pool): PostgresPool {
  const names = new Map<string, string>();
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text);
    if (known !== undefined) return known;
    // A migration may add a column under a running server: a prepared `*` would fail from then on.
    if (names.size === mostPrepared || text.length > longestPrepared || text.includes('*')) return undefined;
    const name = `mc2i-${names.size + 1}`;
    names.set(text, name);
    return name;
  };
  // One for each connection, and the same each time: Kysely tells connections apart by it.
  const clients = new WeakMap<PoolClient, PostgresPoolClient>();
  const wrapped = (client: PoolClient): PostgresPoolClient => {
    const query = (text: string, values: readonly unknown[]) =>
      new Promise<QueryResult>((resolve, reject) => {
        const answered = (error: Error | undefined, result: QueryResult) =>
          error ? reject(error) : resolve(result);
        // The driver copies, property by property, any configuration that is not a query of its own.
        const query = new NamedQuery(text, [...values], answered);
        if (values.length > 0) query.name = nameOf(text);
        client.query(query);
      });
    return {
      // Kysely's other way to call it is for cursors, which the product does not use.
      query: query as unknown as PostgresPoolClient['query'],
      release: (destroy) => client.release(destroy),
    };
  };
  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect();
      const known = clients.get(client) ?? wrapped(client);
      clients.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
}
