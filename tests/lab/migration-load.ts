import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Pool } from 'pg';
import type { Cluster } from './cluster';

const writers = 6;
const readerSeconds = 4;

/** Each writes one row of its table as the application does; tried where the table is there already. */
const writes: Readonly<Record<string, string>> = {
  company: `update company set updated_at = now() where siren = lpad((random() * 1999)::int::text, 9, '0')`,
  link: `insert into link (token_hash, kind, subject_id, created_at)
    values (sha256(random()::text::bytea), 'lab', gen_random_uuid(), now())`,
  outgoing_mail: `insert into outgoing_mail (kind, recipient, subject, created_at) values ('lab', 'a@b.c', 'lab', now())`,
  stored_file: `insert into stored_file (storage_key, name, media_type, size_bytes, sha256, scan, stored_at)
    values (gen_random_uuid()::text, 'lab', 'application/pdf', 1, '', 'clean', now())`,
  history_entry: `insert into history_entry (at, actor_kind, action, subject_kind, subject_id)
    values (now(), 'system', 'lab', 'lab', 'lab')`,
  access_log_entry: `insert into access_log_entry (at, action, subject_kind, subject_id) values (now(), 'lab', 'lab', 'lab')`,
  account: `update account set last_sign_in_at = now() where email = 'p' || (random() * 4999)::int || '@charge.example'`,
  access_request: `update access_request set reason = 'lab' where email = 'r' || (random() * 100)::int || '@charge.example'`,
  access_request_draft: `insert into access_request_draft (token_hash, updated_at, expires_at)
    values (sha256(random()::text::bytea), now(), now())`,
};

/** Rows that a table holds after years, written once it is there. */
const rows: Readonly<Record<string, string>> = {
  company: `insert into company (siren, name) select lpad(n::text, 9, '0'), 'Entreprise ' || n from generate_series(0, 1999) as n`,
  outgoing_mail: `insert into outgoing_mail (kind, recipient, subject, state, created_at)
    select 'lab', 'p' || n || '@charge.example', 'lab', 'sent', now() - n * interval '1 minute' from generate_series(1, 100000) as n`,
  stored_file: `insert into stored_file (storage_key, name, media_type, size_bytes, sha256, scan, stored_at)
    select n::text, 'lab', 'application/pdf', 1, '', 'clean', now() from generate_series(1, 20000) as n`,
  access_log_entry: `insert into access_log_entry (at, action, subject_kind, subject_id)
    select now(), 'lab', 'lab', n::text from generate_series(1, 100000) as n`,
  account: `insert into account (email, state, created_at)
    select 'p' || n || '@charge.example', 'migrated', now() from generate_series(0, 149999) as n`,
  access_request: `insert into access_request (id, state, email, civility, last_name, first_name, job_title, phone, siren, siret, role, sent_at)
    select gen_random_uuid(), case when n % 50 = 0 then 'to_confirm' else 'cancelled' end, 'r' || n || '@charge.example', 'M', 'a', 'b',
      'c', 'd', '000000000', '00000000000000', 'viewer', now() from generate_series(1, 20000) as n`,
};

/** Fills the tables that have appeared since the last time. */
export async function fillNewTables(cluster: Cluster, filled: Set<string>): Promise<void> {
  const { tables } = await present(cluster);
  for (const table of tables) {
    const text = rows[table];
    if (text !== undefined && !filled.has(table)) await cluster.query(text);
    filled.add(table);
  }
}

export interface UnderLoad {
  /** Of each write, in milliseconds. */
  readonly latencies: readonly number[];
  /** How long the work lasted. */
  readonly seconds: number;
}

/** Does some work in the schema while six people write and somebody reads every table for four seconds. */
export async function underLoad(cluster: Cluster, work: () => Promise<unknown>): Promise<UnderLoad> {
  const { tables } = await present(cluster);
  const texts = Object.entries(writes).flatMap(([table, text]) => (tables.includes(table) ? [text] : []));
  const pool = new Pool({ connectionString: cluster.url('app'), max: writers });
  const reader = new Client({ connectionString: cluster.url('app') });
  await reader.connect();
  const latencies: number[] = [];
  let over = false;
  const write = async (writer: number) => {
    for (let turn = writer; !over && texts.length > 0; turn++) {
      const began = performance.now();
      await pool.query(texts[turn % texts.length] ?? '');
      latencies.push(performance.now() - began);
      await sleep(2);
    }
  };
  const all = Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  try {
    await sleep(300);
    await reader.query('begin');
    for (const table of tables) await reader.query(`select count(*) from ${table}`);
    const reading = sleep(readerSeconds * 1000).then(() => reader.query('commit'));
    const began = performance.now();
    await work();
    const seconds = (performance.now() - began) / 1000;
    await reading;
    await sleep(200);
    return { latencies, seconds };
  } finally {
    over = true;
    await all;
    await reader.end();
    await pool.end();
  }
}

/** The application's own tables that it may read. */
async function present(cluster: Cluster): Promise<{ tables: string[] }> {
  const found = await cluster.query<{ name: string }>(
    `select tablename as name from pg_tables
     where schemaname = 'public' and has_table_privilege('mc2i_app', format('%I.%I', schemaname, tablename), 'select')`,
  );
  return { tables: found.map(({ name }) => name) };
}
