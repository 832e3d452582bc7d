import { beforeAll, expect, it } from 'vitest';
import { useApp } from '../../tests/support/app';
import { givenCompany, guide, mailsTo, sendRequest } from '../../tests/support/people';
import { perform } from '../platform/behaviour';
import { inTransaction, sql } from '../platform/database';
import { visitor } from '../platform/who-may';
import { confirmAddress } from './confirm-account-request';

const app = useApp();
const email = 'attend@verrous.example';

beforeAll(() => givenCompany(app.database.owner, { siren: guide.siren, sirets: [guide.siret] }));

it('a confirmation waits for whoever holds its request without holding the link they will need', async () => {
  await sendRequest(app, { email });
  const url = app.linkIn((await mailsTo(app, email)).at(-1), '/demande-de-compte/confirmer');
  const secret = new URLSearchParams(url.split('?')[1]).get('jeton') ?? '';
  const { db } = app.kernel;
  const confirming = await inTransaction(db, async (tx) => {
    await sql`select 1 from access_request where email = ${email} for update`.execute(tx);
    // In an object: a promise given back as such would be waited for before the end of this transaction.
    const confirmation = { ends: perform(app.kernel, confirmAddress, visitor, { secret }) };
    await expect.poll(waiting, { interval: 5 }).toBe(1);
    const link = sql`select 1 from link where used_at is null for update nowait`;
    expect((await link.execute(tx)).rows).toHaveLength(1);
    return confirmation;
  });
  expect(await confirming.ends).toMatchObject({ done: true });

  async function waiting(): Promise<number> {
    const { rows } = await sql<{ count: number }>`
      select count(distinct pid)::int as count from pg_locks join pg_stat_activity using (pid)
      where not granted and datname = current_database()`.execute(app.database.owner);
    return rows[0]?.count ?? 0;
  }
});
