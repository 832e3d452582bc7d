import { describe, expect, it } from 'vitest';
import { linesPerPage, listAsked, pageOf } from './paging';

/** A list of so many lines, as a query gives its pages. */
const listOf = (total: number) => async (before: number) =>
  Array.from({ length: total }, (_, line) => ({ line, total })).slice(before, before + linesPerPage);

describe('the pages of a list', () => {
  it('show what is asked', async () => {
    const { lines, ...rest } = await pageOf(2, listOf(60));
    expect(lines.map(({ line }) => line)).toEqual(Array.from({ length: 25 }, (_, index) => 25 + index));
    expect(rest).toEqual({ total: 60, page: 2, pages: 3 });
  });

  it.each([
    ['before the first', 0, 60, 1],
    ['far after the last', 1000, 60, 3],
    ['just after the last, full', 3, 50, 2],
    ['of an empty list', 7, 0, 1],
  ])('end where the list ends: %s', async (_what, asked, total, page) => {
    const found = await pageOf(asked, listOf(total));
    expect(found.page).toBe(page);
    expect(found.lines.length > 0).toBe(total > 0);
  });

  it('are numbers that a database can count', () => {
    expect(listAsked({ q: ' claire ', page: '2' })).toEqual({ search: 'claire', page: 2 });
    expect(listAsked({ page: '9'.repeat(400) }).page).toBeLessThanOrEqual(1_000_000);
    expect(listAsked({ page: 'deux' }).page).toBe(1);
  });
});
