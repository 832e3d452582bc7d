import { expect, it } from 'vitest';
import { useEstablishmentData } from '../../tests/support/establishment-data';
import { sql } from '../platform/database';
import { establishmentsChores } from './jobs';

const { app, claire, contact, path, seen, siret, write } = useEstablishmentData();

/** Versions of a section from 1, each of an age by the database's own clock. */
async function written(section: string, ages: readonly string[]): Promise<void> {
  const { geste, ...content } = contact;
  for (const [index, age] of ages.entries()) {
    await sql`insert into place_data (place, section, version, content, changed_at, changed_by)
      values (${siret}, ${section}, ${index + 1}, ${JSON.stringify(content)}::jsonb, now() - ${age}::interval,
        ${claire.id})`.execute(app.database.owner);
  }
}
const left = async (section: string) => {
  const { rows } = await sql<{ version: number }>`
    select data.version from place_data as data where data.section = ${section} order by data.version`.execute(
    app.database.owner,
  );
  return rows.map(({ version }) => version);
};
const purge = async (months: number) => {
  for (const chore of establishmentsChores(months)) await chore.run(app.kernel);
};

it('forgets a contact the set time after another took its place; what is in force stays, however old', async () => {
  await written('contact-formation', ['9 years', '3 years', '11 months', '1 month']);
  await written('contact-comptabilite', ['9 years']);
  // Replaced eleven months ago, the second is still told.
  await purge(12);
  expect(await left('contact-formation')).toEqual([2, 3, 4]);
  await purge(6);
  expect(await left('contact-formation')).toEqual([3, 4]);
  expect(await left('contact-comptabilite')).toEqual([1]);
  // Writing goes on from the version that stays.
  expect((await write('contact-formation', { ...contact, version: '4', prenom: 'Nadia' })).status).toBe(303);
  expect(await left('contact-formation')).toEqual([3, 4, 5]);
});

it('keeps the versions that name nobody, and lets the application delete none by itself', async () => {
  await written('effectif', ['9 years', '8 years']);
  await purge(1);
  expect(await left('effectif')).toEqual([1, 2]);
  await expect(sql`delete from place_data`.execute(app.database.app)).rejects.toThrow(/permission denied/);
});

it('shows former versions by pages', async () => {
  await written(
    'contact-formation',
    Array.from({ length: 30 }, (_, index) => `${30 - index} days`),
  );
  const times = (body: string) => body.split('par Claire Vasseur').length - 1;
  const first = await seen(`${path}/contact-formation`);
  expect([times(first), first.includes('Page 1 sur 2')]).toEqual([25, true]);
  const second = await seen(`${path}/contact-formation?page=2`);
  expect([times(second), second.includes('Page 2 sur 2')]).toEqual([5, true]);
  // What is in force is that of the first page.
  expect(second).toContain('name="version" value="30"');
});
