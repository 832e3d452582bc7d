import { after, hours } from '../clock';
import { type Database, sql } from '../database';
import type { Chore } from '../jobs';
import type { FileStore } from './disk-store';

const batchSize = 500;

/**
 * Removes the files that no row names: a server killed, or a database gone, between the file and its row. An
 * hour is far more than a request lasts.
 */
export const sweepFilesChore = (files: FileStore): Chore => ({
  name: 'platform.sweep-files',
  every: '23 * * * *',
  async run({ db, clock }) {
    let batch: string[] = [];
    for await (const storageKey of files.storedBefore(after(clock(), -hours(1)))) {
      batch.push(storageKey);
      if (batch.length < batchSize) continue;
      await removeUnnamed(db, files, batch);
      batch = [];
    }
    await removeUnnamed(db, files, batch);
  },
});

async function removeUnnamed(db: Database, files: FileStore, storageKeys: readonly string[]): Promise<void> {
  const { rows } = await sql<{ storageKey: string }>`
    select key.value as "storageKey" from unnest(${storageKeys}::text[]) as key(value)
    where not exists (select from stored_file as file where file.storage_key = key.value)
  `.execute(db);
  for (const { storageKey } of rows) await files.remove(storageKey);
}
