import type { Form } from './forms';

/** Lines of a page of a list. */
export const linesPerPage = 25;
/** Further than any list goes, and well within what the database can count. */
const lastPage = 1_000_000;

/** What is asked of a list by its address: words to look for, and a page, from 1. */
export const listAsked = ({ q = '', page = '1' }: Form) => ({
  search: q.slice(0, 100).trim(),
  page: Math.min(Number.parseInt(page, 10) || 1, lastPage),
});

/** One page of a list. */
export interface PageOf<Line> {
  readonly lines: readonly Line[];
  /** Lines of all the pages. */
  readonly total: number;
  /** From 1, within what exists. */
  readonly page: number;
  readonly pages: number;
}

/**
 * The page asked, or the last one when there are fewer. `read` gives the lines after the first `before`, each with
 * the number of all.
 */
export async function pageOf<Line>(
  asked: number,
  read: (before: number) => Promise<readonly (Line & { readonly total: number })[]>,
  perPage = linesPerPage,
): Promise<PageOf<Line>> {
  const from = (page: number) => read((page - 1) * perPage);
  const wanted = Math.max(1, asked);
  const lines = await from(wanted);
  if (lines.length === 0 && wanted > 1) {
    const [first] = await from(1);
    return pageOf(Math.ceil((first?.total ?? 0) / perPage), read, perPage);
  }
  const total = lines[0]?.total ?? 0;
  return { lines, total, page: wanted, pages: Math.max(1, Math.ceil(total / perPage)) };
}
