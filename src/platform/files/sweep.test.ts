import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import { hours } from '../clock';
import { sql } from '../database';
import { diskStore } from './disk-store';
import { sweepFilesChore } from './sweep';

const app = useApp();

it('removes the files that no row names, an hour later, unfinished ones too', async () => {
  const folder = join(app.dataDir, 'documents');
  const files = diskStore(folder);
  const put = async () => (await files.put(Readable.from([Buffer.from('%PDF')]))).storageKey;
  const [named, orphan, recent] = [await put(), await put(), await put()];
  const unfinished = crypto.randomUUID();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${unfinished}.part`), 'cut');
  writeFileSync(join(folder, 'README'), 'somebody else’s');
  await sql`insert into stored_file (storage_key, name, media_type, size_bytes, sha256, scan, stored_at)
    values (${named}, 'a.pdf', 'application/pdf', 4, '', 'clean', now())`.execute(app.database.owner);
  const old = new Date(app.clock.now().getTime() - hours(2));
  const now = app.clock.now();
  for (const name of readdirSync(folder)) utimesSync(join(folder, name), old, old);
  utimesSync(join(folder, recent), now, now);

  await sweepFilesChore(files).run(app.kernel);
  expect(readdirSync(folder).sort()).toEqual(['README', named, recent].sort());
  expect(orphan).not.toBe(named);
});
