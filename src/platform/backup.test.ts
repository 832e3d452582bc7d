import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp, backUpCommand } from './backup';
import { type Embedded, StartError, startEmbedded } from './database';

let parent = '';
let running: Embedded[] = [];
const at = (name: string) => join(parent, name);

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'mc2i backup é '));
  chmodSync(parent, 0o711);
});
afterEach(async () => {
  for (const server of running) await server.stop();
  running = [];
  rmSync(parent, { recursive: true, force: true });
});

async function start(dataDir: string): Promise<Embedded> {
  const server = await startEmbedded({ dataDir });
  running.push(server);
  return server;
}

async function query<R extends object>(url: string, text: string): Promise<R[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<R>(text);
  await client.end();
  return rows;
}

/** Writes a row after another until told to stop; answers the last one that was acknowledged. */
function writeUntil(url: string, isOver: () => boolean): Promise<number> {
  const client = new Client({ connectionString: url });
  return (async () => {
    await client.connect();
    let last = 0;
    while (!isOver()) {
      await client.query('insert into counted values ($1, repeat($2, 500))', [last + 1, 'x']);
      last++;
    }
    await client.end();
    return last;
  })();
}

// Four servers start and stop.
describe('a backup of the embedded database', { timeout: 60_000 }, () => {
  it('holds what was acknowledged before it, while others write, and starts as it is', async () => {
    const server = await start(at('data'));
    await query(server.ownerUrl, 'create table counted (n int primary key, filler text)');
    mkdirSync(at('data/documents'));
    writeFileSync(at('data/documents/one'), 'first');
    writeFileSync(at('data/documents/two.part'), 'cut');
    let over = false;
    const written = writeUntil(server.ownerUrl, () => over);
    const count = async () =>
      (await query<{ n: number }>(server.ownerUrl, 'select coalesce(max(n), 0) as n from counted'))[0]?.n ??
      0;
    await expect.poll(count).toBeGreaterThan(50);
    const before = await count();
    const { documents } = await backUp(at('data'), at('copy'));
    over = true;
    const after = await written;
    expect(documents).toBe(1);
    expect(readFileSync(at('copy/documents/one'), 'utf8')).toBe('first');

    const restored = await start(at('copy'));
    const [row] = await query<{ rows: number; last: number }>(
      restored.ownerUrl,
      'select count(*)::int as rows, max(n) as last from counted',
    );
    expect(restored.reused).toBe(false);
    expect(row?.rows).toBe(row?.last);
    expect(row?.last).toBeGreaterThanOrEqual(before);
    expect(row?.last).toBeLessThanOrEqual(after);
  });

  it('starts a stopped database for the time of the copy, and stops it again', async () => {
    const server = await start(at('data'));
    await query(server.ownerUrl, 'create table counted as select 7 as n');
    await server.stop();
    await backUp(at('data'), at('copy'));
    expect(existsSync(at('data/postgresql/postmaster.pid'))).toBe(false);
    const restored = await start(at('copy'));
    expect(await query(restored.ownerUrl, 'select n from counted')).toEqual([{ n: 7 }]);
  });

  it('is refused in a sentence where there is nothing to copy, or another server has it', async () => {
    const said: string[] = [];
    const run = (settings: { databaseUrl?: string; dataDir: string }, ...args: string[]) =>
      backUpCommand(settings, args, (sentence) => said.push(sentence));
    expect(await run({ dataDir: at('data') })).toBe(1);
    expect(said.join()).toContain('npm run backup -- DOSSIER');
    await expect(run({ dataDir: at('data') }, at('copy'))).rejects.toThrow(/ne contient pas de base/);
    const elsewhere = { databaseUrl: 'postgres://a@b/c', dataDir: at('data') };
    await expect(run(elsewhere, at('copy'))).rejects.toThrow(/par ses propres outils/);
  });

  it('never writes over a folder', async () => {
    mkdirSync(at('copy'));
    await expect(backUp(at('data'), at('copy'))).rejects.toThrow(StartError);
    expect(existsSync(at('data'))).toBe(false);
  });
});
