import { type Database, type Queryable, sql } from '../database';
import type { Chore } from '../jobs';
import type { FileStore } from './disk-store';

const batchSize = 500;

/** Marks the rows whose file is not where it was put, until it is back: a disk lost, a backup without its files. */
export const checkFilesChore = (files: FileStore): Chore => ({
  name: 'platform.check-files',
  every: '17 3 * * *',
  async run({ db, clock }) {
    const now = clock();
    for (let after = ''; ; ) {
      const batch = await rowsAfter(db, after);
      for (const { storageKey, missing } of batch) {
        const found = await files.has(storageKey);
        if (found === missing) await mark(db, storageKey, found ? null : now);
      }
      const last = batch.at(-1);
      if (!last || batch.length < batchSize) return;
      after = last.storageKey;
    }
  },
});

async function rowsAfter(db: Database, after: string) {
  const { rows } = await sql<{ storageKey: string; missing: boolean }>`
    select file.storage_key as "storageKey", file.missing_since is not null as missing from stored_file as file
    where file.storage_key > ${after} order by file.storage_key limit ${batchSize}
  `.execute(db);
  return rows;
}

const mark = (db: Database, storageKey: string, since: Date | null) =>
  sql`update stored_file set missing_since = ${since} where storage_key = ${storageKey}`.execute(db);

/** Rows whose file was not there at the last check. */
export async function countMissingFiles(db: Queryable): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from stored_file as file where file.missing_since is not null`.execute(db);
  return rows[0]?.count ?? 0;
}
