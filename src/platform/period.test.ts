import { describe, expect, it } from 'vitest';
import { useDatabase } from '../../tests/support/database';
import { sql } from './database';
import { periodAsked, within } from './period';

const database = useDatabase();

describe('the period asked', () => {
  it.each([
    [{}, { from: null, to: null }, []],
    [{ du: ' 1/2/2026', au: '2026-02-28' }, { from: '2026-02-01', to: '2026-02-28' }, []],
    [{ du: '29.02.2024', au: '' }, { from: '2024-02-29', to: null }, []],
    [{ du: '31/02/2026' }, { from: null, to: null }, ['du']],
    [{ du: '0026-01-01', au: 'hier' }, { from: null, to: null }, ['du', 'au']],
    [{ du: '02/01/2026', au: '01/01/2026' }, { from: '2026-01-02', to: '2026-01-01' }, ['au']],
  ])('%j', (typed, expected, wrong) => {
    const { from, to, errors } = periodAsked(typed);
    expect({ from, to }).toEqual(expected);
    expect(Object.keys(errors)).toEqual(wrong);
  });

  it('stands at what is usual until something else is asked, and shows it as people type it', () => {
    const usual = { from: '2026-10-24', to: '2026-11-23' };
    expect(periodAsked({}, usual)).toMatchObject({ ...usual, typed: { du: '24/10/2026', au: '23/11/2026' } });
    expect(periodAsked({ du: '', au: '' }, usual)).toMatchObject({ from: null, to: null });
  });
});

it.each([
  ['2026-03-28T22:59:59Z', false],
  ['2026-03-28T23:00:00Z', true],
  ['2026-03-29T21:59:59Z', true],
  ['2026-03-29T22:00:00Z', false],
])('takes the days of Paris whole, a change of hour included: %s', async (instant, expected) => {
  const day = { from: '2026-03-29', to: '2026-03-29' };
  const { rows } = await sql<{ is: boolean }>`
    select ${within(sql`${instant}::timestamptz`, day)} as is`.execute(database.app);
  expect(rows[0]?.is).toBe(expected);
});
