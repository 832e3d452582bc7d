import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useApp } from '../../tests/support/app';
import { givenAccount } from '../../tests/support/people';
import { sql } from '../platform/database';
import { diskStore } from '../platform/files';
import { loadDemonstration } from './load';
import { stories } from './stories';

async function count(app: ReturnType<typeof useApp>, table: string) {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from ${sql.table(table)}`.execute(app.database.owner);
  return rows[0]?.count;
}

describe('a loading cut short', () => {
  const app = useApp({ demo: true });

  it('goes on where it stopped, and ends complete', async () => {
    // Stopped among the accounts, then twice among the requests.
    for (const allowed of [6, 20, 20]) {
      await expect(loadDemonstration(failingAfter(app, allowed), app.runJobs, filesOf(app))).rejects.toThrow(
        'cut short',
      );
    }
    expect(await count(app, 'access_request')).toBeGreaterThan(0);
    expect(await count(app, 'access_request')).toBeLessThan(stories.length);
    await loadDemonstration(app.kernel, app.runJobs, filesOf(app));
    expect(await count(app, 'access_request')).toBe(stories.length);
    const { rows } = await sql`
      select 1 from history_entry where action = 'demo.finished'`.execute(app.database.owner);
    expect(rows).toHaveLength(1);
  }, 60_000);
});

describe('a database in use', () => {
  const app = useApp({ demo: true });

  it('is left alone', async () => {
    await givenAccount(app.database.owner, { email: 'somebody@societe.example' });
    await loadDemonstration(app.kernel, app.runJobs, filesOf(app));
    expect(await count(app, 'account')).toBe(1);
    expect(await count(app, 'company')).toBe(0);
  });
});

const filesOf = (app: ReturnType<typeof useApp>) => diskStore(join(app.dataDir, 'documents'));

/** The kernel, whose clock stops everything at its n-th reading. */
function failingAfter(app: ReturnType<typeof useApp>, readings: number) {
  let left = readings;
  return {
    ...app.kernel,
    clock: () => {
      left -= 1;
      if (left < 0) throw new Error('cut short');
      return app.kernel.clock();
    },
  };
}
