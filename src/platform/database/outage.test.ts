import { connect, createServer } from 'node:net';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { useDatabase } from '../../../tests/support/database';
import { freePort } from '../../../tests/support/ports';
import { inTransaction, isOutage, isOutOfSpace, openDatabase, sql } from './index';

const database = useDatabase();

const errorOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe('an outage', () => {
  it('nobody listens, by number and by name', async () => {
    const port = await freePort();
    for (const host of ['127.0.0.1', 'localhost']) {
      const db = openDatabase(`postgres://app:hush@${host}:${port}/none`);
      expect(isOutage(await errorOf(sql`select 1`.execute(db)))).toBe(true);
      await db.destroy();
    }
  });

  it('the connection is cut in the middle of a statement', async () => {
    const error = await errorOf(sql`select pg_terminate_backend(pg_backend_pid())`.execute(database.app));
    expect(isOutage(error)).toBe(true);
  });

  it('the statement lasts too long, the lock does not come, the connections are used up', async () => {
    for (const state of ['57014', '55P03', '53300', '57P03', '08006']) {
      const raised = sql`do $$ begin raise exception 'x' using errcode = '${sql.raw(state)}'; end $$`;
      expect(isOutage(await errorOf(raised.execute(database.app)))).toBe(true);
    }
  });

  it('the server takes the connection and says nothing: no one waits beyond three seconds', async () => {
    const mute = createServer((socket) => socket.on('error', () => {}));
    const port = await freePort();
    await new Promise<void>((resolve) => mute.listen(port, '127.0.0.1', resolve));
    const db = openDatabase(`postgres://app:hush@127.0.0.1:${port}/none`);
    const start = performance.now();
    expect(isOutage(await errorOf(sql`select 1`.execute(db)))).toBe(true);
    expect(performance.now() - start).toBeLessThan(10_000);
    await db.destroy();
    mute.close();
  });

  it('is not what the statement itself does wrong', async () => {
    for (const wrong of [sql`select 1 / 0`, sql`select * from nowhere`, sql`selec`]) {
      expect(isOutage(await errorOf(wrong.execute(database.app)))).toBe(false);
    }
    expect(isOutage(new Error('anything'))).toBe(false);
    expect(isOutage('57P01')).toBe(false);
  });
});

describe('a full disk', () => {
  it('of the database or of the documents', async () => {
    const raised = sql`do $$ begin raise exception 'x' using errcode = '53100'; end $$`;
    expect(isOutOfSpace(await errorOf(raised.execute(database.app)))).toBe(true);
    expect(isOutOfSpace(Object.assign(new Error('x'), { code: 'ENOSPC' }))).toBe(true);
    expect(isOutOfSpace(new Error('x'))).toBe(false);
  });
});

describe('a transaction whose COMMIT is never answered', () => {
  it('fails, whether or not the server did it', async () => {
    await sql`create table promise (body text)`.execute(database.owner);
    const target = new URL(database.ownerUrl);
    const { hostname, port: serverPort } = target;
    // Between the two: once armed, what the server answers is thrown away and the connection cut.
    let armed = false;
    const between = createServer((client) => {
      const server = connect(Number(serverPort), hostname);
      for (const socket of [client, server]) socket.on('error', () => {});
      client.pipe(server);
      server.on('data', (chunk) => {
        if (armed) client.destroy();
        else client.write(chunk);
      });
      client.on('close', () => server.destroy());
    });
    const port = await freePort();
    await new Promise<void>((resolve) => between.listen(port, '127.0.0.1', resolve));
    target.port = String(port);
    const db = openDatabase(target.href, { max: 1 });
    const error = await errorOf(
      inTransaction(db, async (tx) => {
        await sql`insert into promise values ('kept?')`.execute(tx);
        armed = true;
      }),
    );
    expect(isOutage(error)).toBe(true);
    armed = false;
    // And the pool goes on with a new connection.
    expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
    await db.destroy();
    between.close();
    const check = new Client({ connectionString: database.ownerUrl });
    await check.connect();
    const { rowCount } = await check.query('select from promise');
    await check.end();
    expect(rowCount).toBe(1);
  });
});
