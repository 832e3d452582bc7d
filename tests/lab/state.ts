import { Client } from 'pg';
import type { Cluster } from './cluster';

/** Tables that say nothing of anybody's state: counters, live workers, alarms, who read what. */
const passing = ['throttle', 'worker_heartbeat', 'alarm', 'access_log_entry', 'schema_migration'];

/** Of sessions who holds which, not when they were last seen; of mails whom they are for, not whether they have left. */
const columns: Readonly<Record<string, string>> = {
  session: `encode(one.id_hash, 'hex') || one.account_id`,
  outgoing_mail: `concat_ws('|', one.id, one.kind, one.recipient, one.subject)`,
};

export interface StateReader {
  readonly client: Client;
  /** A digest of every row of every table, by table. */
  read(): Promise<State>;
  close(): Promise<void>;
}

export type State = ReadonlyMap<string, string>;

/** The tables that differ between two readings. */
export const changed = (before: State, after: State): string[] =>
  [...after].flatMap(([table, digest]) => (before.get(table) === digest ? [] : [table]));

/**
 * Reads the product's whole state as the superuser; `where` narrows a table to the rows that are looked at.
 */
export async function openState(
  cluster: Cluster,
  where: Readonly<Record<string, string>> = {},
): Promise<StateReader> {
  const client = new Client({ connectionString: cluster.url('superuser') });
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> all($1) order by 1`,
    [passing],
  );
  const digestOf = (name: string) => {
    const row = columns[name] ?? 'one::text';
    const kept = where[name] === undefined ? '' : `where ${where[name]}`;
    return `select '${name}' as name, md5(coalesce(string_agg(${row}, '|' order by ${row}), '')) as digest
      from public."${name}" as one ${kept}`;
  };
  const reading = rows.map(({ name }) => digestOf(name)).join(' union all ');
  return {
    client,
    async read() {
      const digests = await client.query<{ name: string; digest: string }>(reading);
      return new Map(digests.rows.map(({ name, digest }) => [name, digest]));
    },
    close: () => client.end(),
  };
}
