import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { useDatabase } from '../../../tests/support/database';
import { inTransaction, type MigrateOptions, migrate, StartError, sql } from './index';

const database = useDatabase({ empty: true });
const parent = mkdtempSync(join(tmpdir(), 'mc2i migrations '));
let folder = '';
let count = 0;

beforeEach(async () => {
  folder = join(parent, String(++count));
  mkdirSync(folder);
  await sql`drop table if exists schema_migration, fruit, basket`.execute(database.owner);
});
afterAll(() => rmSync(parent, { recursive: true }));

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
const run = (options: Partial<MigrateOptions> = {}): Promise<string[]> =>
  migrate({ ownerUrl: database.ownerUrl, appUrl: database.appUrl, folder, ...options });

async function tables(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' order by 1`.execute(database.owner);
  return rows.map((row) => row.name);
}

describe('migrate', () => {
  it('applies what is missing in order, once, and grants to the application', async () => {
    write('0002_basket.sql', 'create table basket (fruit text references fruit);');
    write('0001_fruit.sql', 'create table fruit (name text primary key); grant select on fruit to :app;');
    const told: string[] = [];
    expect(await run({ onApplied: (name) => told.push(name) })).toEqual([
      '0001_fruit.sql',
      '0002_basket.sql',
    ]);
    expect(told).toEqual(['0001_fruit.sql', '0002_basket.sql']);
    expect(await run()).toEqual([]);
    await sql`select name from fruit`.execute(database.app);
    await expect(sql`select fruit from basket`.execute(database.app)).rejects.toThrow('permission denied');
  });

  it('refuses a file that changed after it was applied, but not its line ends', async () => {
    write('0001_fruit.sql', 'create table fruit\n(name text);');
    await run();
    write('0001_fruit.sql', 'create table fruit\r\n(name text);');
    expect(await run()).toEqual([]);
    write('0001_fruit.sql', 'create table fruit (name text, colour text);');
    await expect(run()).rejects.toThrow(/0001_fruit\.sql a changé depuis son application/);
  });

  it('refuses a file that comes before one already applied', async () => {
    write('0002_fruit.sql', 'create table fruit (name text);');
    await run();
    write('0001_basket.sql', 'create table basket (size int);');
    await expect(run()).rejects.toThrow(/0001_basket\.sql arrive trop tard : 0002_fruit\.sql/);
    expect(await tables()).not.toContain('basket');
  });

  it('refuses a hole in the files, and accepts a database that is newer than they are', async () => {
    write('0001_fruit.sql', 'create table fruit (name text);');
    write('0002_basket.sql', 'create table basket (size int);');
    await run();
    rmSync(join(folder, '0002_basket.sql'));
    expect(await run()).toEqual([]);
    write('0003_fruit.sql', 'alter table fruit add colour text;');
    await expect(run()).rejects.toThrow(
      /0002_basket\.sql est appliquée à la base, mais son fichier a disparu/,
    );
  });

  it('refuses two files of one number and a name without number', async () => {
    write('0001_fruit.sql', 'select 1;');
    write('0001_basket.sql', 'select 1;');
    await expect(run()).rejects.toThrow('Deux fichiers de migration portent le numéro 0001.');
    rmSync(join(folder, '0001_basket.sql'));
    write('basket.sql', 'select 1;');
    await expect(run()).rejects.toThrow("basket.sql doit s'appeler 0001_nom.sql");
  });

  it('leaves nothing of a file that fails in the middle', async () => {
    write('0001_fruit.sql', 'create table fruit (name text); select 1 / 0;');
    const failure = run();
    await expect(failure).rejects.toBeInstanceOf(StartError);
    await expect(failure).rejects.toThrow('La migration 0001_fruit.sql a échoué : division by zero.');
    expect(await tables()).toEqual(['schema_migration']);
  });

  it('never waits long for a lock: gives up, and succeeds once the lock is free', async () => {
    write('0001_fruit.sql', 'create table fruit (name text); grant select on fruit to :app;');
    await run();
    write('0002_colour.sql', 'alter table fruit add colour text;');
    await inTransaction(database.app, async (reader) => {
      await sql`select name from fruit`.execute(reader);
      await expect(run({ lockTimeoutMs: 50, attempts: 2 })).rejects.toThrow(
        'La migration 0002_colour.sql attend un verrou',
      );
    });
    expect(await run()).toEqual(['0002_colour.sql']);
  });

  it('tries again until a reader has finished', async () => {
    write('0001_fruit.sql', 'create table fruit (name text); grant select on fruit to :app;');
    await run();
    write('0002_colour.sql', 'alter table fruit add colour text;');
    let migrating = Promise.resolve<string[]>([]);
    await inTransaction(database.app, async (reader) => {
      await sql`select name from fruit`.execute(reader);
      migrating = run({ lockTimeoutMs: 20 });
      // Until the migration is seen waiting for this very reader.
      await expect
        .poll(
          async () => {
            const { rows } = await sql<{ waits: boolean }>`select exists (
            select from pg_locks l join pg_class c on c.oid = l.relation
             where c.relname = 'fruit' and not l.granted) as waits`.execute(database.owner);
            return rows[0]?.waits;
          },
          { interval: 2, timeout: 10_000 },
        )
        .toBe(true);
    });
    expect(await migrating).toEqual(['0002_colour.sql']);
  });

  it('builds indexes beside those who write, and anew after an interruption', async () => {
    write('0001_fruit.sql', "create table fruit (name text); insert into fruit values ('kiwi'), ('kiwi');");
    await run();
    const indexes = async () => {
      const { rows } = await sql<{ name: string; valid: boolean }>`
        select index.relname as name, pg_index.indisvalid as valid
        from pg_index join pg_class as index on index.oid = pg_index.indexrelid
        where pg_index.indrelid = 'fruit'::regclass`.execute(database.owner);
      return rows;
    };
    write(
      '0002_fruit_name.sql',
      '-- concurrently\ndrop index concurrently if exists fruit_name;\ncreate unique index concurrently fruit_name\n  on fruit (name);\n',
    );
    // Two kiwis: what is left of the index serves nobody.
    await expect(run()).rejects.toThrow(/0002_fruit_name\.sql a échoué/);
    expect(await indexes()).toEqual([{ name: 'fruit_name', valid: false }]);
    await sql`delete from fruit`.execute(database.owner);
    expect(await run()).toEqual(['0002_fruit_name.sql']);
    expect(await indexes()).toEqual([{ name: 'fruit_name', valid: true }]);
  });

  it('lets two servers start at once', async () => {
    write('0001_fruit.sql', 'create table fruit (name text); select pg_sleep(0.2);');
    const results = await Promise.all([run(), run(), run()]);
    expect(results.flat()).toEqual(['0001_fruit.sql']);
  });

  it('refuses an application role that can change the schema', async () => {
    write('0001_fruit.sql', 'select 1;');
    await expect(run({ appUrl: database.ownerUrl })).rejects.toThrow(/peut modifier la structure de la base/);
    write('0002_grant.sql', 'grant create on schema public to :app;');
    await expect(run()).rejects.toThrow(/peut modifier la structure de la base/);
    await sql`revoke create on schema public from ${sql.id(new URL(database.appUrl).username)}`.execute(
      database.owner,
    );
  });
});
