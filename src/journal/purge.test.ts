import { expect, it } from 'vitest';
import { useApp } from '../../tests/support/app';
import { sql } from '../platform/database';
import { journalChores } from './jobs';

const app = useApp();

it('keeps the access log twelve months, and lets the application shorten it in no other way', async () => {
  const { app: asApplication, owner } = app.database;
  const ages = ['20 years', '13 months', '12 months 1 minute', '11 months 29 days', '11 months', '0 months'];
  for (const age of ages) {
    await sql`insert into access_log_entry (at, action, subject_kind, subject_id)
      values (now() - ${age}::interval, 'read-request', 'access-request', ${age})`.execute(asApplication);
  }
  const left = async () => {
    const { rows } = await sql<{ age: string }>`
      select entry.subject_id as age from access_log_entry as entry order by entry.at`.execute(owner);
    return rows.map((row) => row.age);
  };

  for (const chore of journalChores) await chore.run(app.kernel);
  expect(await left()).toEqual(ages.slice(3));

  for (const forbidden of [
    sql`delete from access_log_entry`,
    sql`update access_log_entry set at = now() - interval '2 years'`,
    sql`truncate access_log_entry`,
  ]) {
    await expect(forbidden.execute(asApplication)).rejects.toThrow(/permission denied/);
  }
  expect(await left()).toEqual(ages.slice(3));
});

it('is not misled by a table of the same name where the application may write', async () => {
  await app.database.app.connection().execute(async (one) => {
    await sql`insert into access_log_entry (at, action, subject_kind, subject_id)
      values (now() - interval '13 months', 'read-request', 'access-request', '1')`.execute(one);
    await sql`create temporary table access_log_entry (at timestamptz)`.execute(one);
    await sql`insert into access_log_entry values (now() - interval '5 years')`.execute(one);
    const { rows } = await sql`select purge_access_log() as purged`.execute(one);
    expect(rows).toEqual([{ purged: 1 }]);
    expect((await sql`select from access_log_entry`.execute(one)).rows).toHaveLength(1);
    await sql`drop table pg_temp.access_log_entry`.execute(one);
  });
});
