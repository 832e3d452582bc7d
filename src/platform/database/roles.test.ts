import { describe, expect, it } from 'vitest';
import { useDatabase } from '../../../tests/support/database';
import { sql } from './index';

const database = useDatabase();
const REFUSED = '42501';

async function stateOf(statement: string): Promise<string> {
  try {
    await sql.raw(statement).execute(database.app);
    return 'accepted';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}

describe("the application's role", () => {
  it.each([
    'create table public.intruder (id int)',
    'create view public.intruder as select 1',
    'create function public.intruder() returns int language sql return 1',
    'create schema intruder',
    'create extension hstore',
    'alter table schema_migration add intruder text',
    'create index on schema_migration (applied_at)',
    'truncate schema_migration',
    'delete from schema_migration',
    "update schema_migration set checksum = 'x'",
    'create role intruder',
    'set session authorization postgres',
  ])('may not: %s', async (statement) => {
    expect(await stateOf(statement)).toBe(REFUSED);
  });

  it('may not drop nor empty any table of ours', async () => {
    const { rows } = await sql<{ name: string }>`
      select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`.execute(
      database.owner,
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { name } of rows) {
      expect(await stateOf(`drop table public.${name}`), name).toBe(REFUSED);
      expect(await stateOf(`truncate public.${name}`), name).toBe(REFUSED);
    }
  });

  it('owns the schema of the queue and nothing else', async () => {
    const { rows } = await sql<{ schema: string }>`
      select distinct n.nspname as schema from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relowner = (select oid from pg_roles where rolname = current_user)
         and n.nspname not like 'pg_t%'`.execute(database.app);
    expect(rows).toEqual([{ schema: 'graphile_worker' }]);
  });

  it('adds a job and sees it', async () => {
    await sql`select graphile_worker.add_job('greet', '{"name":"Léa"}'::json)`.execute(database.app);
    const { rows } = await sql<{ task: string }>`
      select task_identifier as task from graphile_worker.jobs`.execute(database.app);
    expect(rows).toEqual([{ task: 'greet' }]);
  });
});
