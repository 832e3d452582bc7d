import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import { after, hours } from '../clock';
import { sql } from '../database';
import { checkFilesChore, countMissingFiles } from './check';
import { diskStore } from './disk-store';

const app = useApp();

it('marks the rows whose file is gone, until it is back', async () => {
  const folder = join(app.dataDir, 'documents');
  const files = diskStore(folder);
  const keys: string[] = [];
  for (let index = 0; index < 3; index++) {
    const { storageKey } = await files.put(Readable.from([Buffer.from('%PDF')]));
    keys.push(storageKey);
    await sql`insert into stored_file (storage_key, name, media_type, size_bytes, sha256, scan, stored_at)
      values (${storageKey}, 'a.pdf', 'application/pdf', 4, '', 'clean', now())`.execute(app.database.owner);
  }
  const check = () => checkFilesChore(files).run(app.kernel);
  await check();
  expect(await countMissingFiles(app.database.app)).toBe(0);
  rmSync(join(folder, keys[1] ?? ''));
  await check();
  await check();
  const { rows } = await sql<{ key: string }>`
    select storage_key as key from stored_file where missing_since is not null`.execute(app.database.owner);
  expect(rows.map(({ key }) => key)).toEqual([keys[1]]);
  writeFileSync(join(folder, keys[1] ?? ''), '%PDF');
  await check();
  expect(await countMissingFiles(app.database.app)).toBe(0);
});

it('counts the files begun and never finished', async () => {
  const folder = join(app.dataDir, 'documents');
  const files = diskStore(folder);
  const now = app.clock.now();
  const [old, recent] = [
    join(folder, `${crypto.randomUUID()}.part`),
    join(folder, `${crypto.randomUUID()}.part`),
  ];
  for (const path of [old, recent]) writeFileSync(path, 'cut');
  utimesSync(old, after(now, -hours(2)), after(now, -hours(2)));
  utimesSync(recent, now, now);
  expect(await files.countUnfinished(after(now, -hours(1)))).toBe(1);
  expect(await diskStore(join(app.dataDir, 'nowhere')).countUnfinished(now)).toBe(0);
});
