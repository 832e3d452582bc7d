// The least that a Fastify server can do: the same statements, prepared as well, one after the other as the
// page needs them, and a constant of the page's size.
import Fastify from 'fastify';
import { Pool } from 'pg';
import { type PageName, pageNames, pages } from '../ground';

export interface Statement {
  readonly text: string;
  /** Bytes are written in hexadecimal, instants in ISO 8601. */
  readonly values: readonly (string | number | null | readonly string[] | { readonly hex: string })[];
}

export type BarePages = Readonly<Record<PageName, { statements: readonly Statement[]; size: number }>>;

export function bareServer(url: string, bare: BarePages) {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
    options: '-c timezone=UTC',
    keepAlive: true,
  });
  const app = Fastify();
  for (const name of pageNames) {
    const { statements, size } = bare[name];
    const reads = statements.map(({ text, values }, index) => ({
      name: `${name}-${index}`,
      text,
      values: values.map((value) =>
        typeof value === 'object' && value !== null && 'hex' in value ? Buffer.from(value.hex, 'hex') : value,
      ),
    }));
    const body = 'x'.repeat(size);
    app.get(pages[name], async (_request, reply) => {
      for (const read of reads) await pool.query(read);
      return reply.type('text/html; charset=utf-8').send(body);
    });
  }
  return app;
}
