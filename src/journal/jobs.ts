import { sql } from '../platform/database';
import type { Chore } from '../platform/jobs';

/** The access log is kept twelve months; see migrations/0009_access_log_purge.sql. */
export const journalChores: readonly Chore[] = [
  {
    name: 'journal.purge-access-log',
    every: '11 3 * * *',
    async run({ db }) {
      await sql`select purge_access_log()`.execute(db);
    },
  },
];
