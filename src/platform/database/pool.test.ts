import { describe, expect, it } from 'vitest';
import { useDatabase } from '../../../tests/support/database';
import { inTransaction, sql, sqlState } from './index';

const database = useDatabase();

describe('search_key', () => {
  it('compares text without accents, case or punctuation', async () => {
    const { rows } = await sql<{ key: string }>`
      select search_key(${"  L'Œuvre d’ÉTÉ — Société (S.A.S.) & Cie n° 3 "}) as key`.execute(database.app);
    expect(rows[0]?.key).toBe('l oeuvre d ete societe s a s cie n 3');
  });
});

describe('inTransaction', () => {
  it('commits what was done and rolls back what threw', async () => {
    await sql`create table note (body text)`.execute(database.owner);
    await inTransaction(database.owner, (tx) => sql`insert into note values ('kept')`.execute(tx));
    await expect(
      inTransaction(database.owner, async (tx) => {
        await sql`insert into note values ('lost')`.execute(tx);
        throw new Error('stop');
      }),
    ).rejects.toThrow('stop');
    const { rows } = await sql<{ body: string }>`select body from note`.execute(database.owner);
    expect(rows).toEqual([{ body: 'kept' }]);
  });

  it('tries a serialization failure again, four times in all', async () => {
    let tries = 0;
    const failing = inTransaction(database.app, async (tx) => {
      tries++;
      await sql`do $$ begin raise exception 'conflict' using errcode = '40001'; end $$`.execute(tx);
    });
    await expect(failing).rejects.toSatisfy((error) => sqlState(error) === '40001');
    expect(tries).toBe(4);
  });
});

describe('column types', () => {
  it('gives dates as ISO text and counts as numbers', async () => {
    const { rows } = await sql`select date '2026-03-29' as day, count(*) as total`.execute(database.app);
    expect(rows).toEqual([{ day: '2026-03-29', total: 1 }]);
  });
});

describe('prepared statements', () => {
  it('plan a text once, with other values each time, and never one with a star', async () => {
    // On one connection: what is prepared belongs to it.
    const names = await inTransaction(database.app, async (tx) => {
      for (const value of ['one', 'two']) {
        const { rows } = await sql<{ said: string }>`select ${value}::text as said`.execute(tx);
        expect(rows).toEqual([{ said: value }]);
        await sql`select * from (values (${value}::text)) as all_of_it(said)`.execute(tx);
      }
      const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(
        tx,
      );
      return rows.map(({ statement }) => statement);
    });
    expect(names.filter((text) => text.includes('as said'))).toEqual(['select $1::text as said']);
    expect(names.filter((text) => text.includes('*'))).toEqual([]);
  });

  it('outlive a column that a migration adds', async () => {
    await sql`create table grown (id int)`.execute(database.owner);
    await sql`insert into grown values (1)`.execute(database.owner);
    const read = () => sql`select * from grown where id = ${1}`.execute(database.owner);
    const before = (await read()).rows;
    await sql`alter table grown add column word text default 'x'`.execute(database.owner);
    expect([before, (await read()).rows]).toEqual([[{ id: 1 }], [{ id: 1, word: 'x' }]]);
  });
});

describe('a broken connection', () => {
  it('fails its query only: the pool goes on', async () => {
    await expect(sql`select pg_terminate_backend(pg_backend_pid())`.execute(database.app)).rejects.toThrow();
    // The driver learns of the closed socket an instant after the error.
    await expect
      .poll(async () => (await sql`select 1 as one`.execute(database.app)).rows)
      .toEqual([{ one: 1 }]);
  });
});
