import type { Form } from './forms';

/** Lines of a page of a list. */
export const linesPerPage = 25;

/** What is asked of a list by its address: words to look for, and a page, from 1. */
export const listAsked = ({ q = '', page = '1' }: Form) => ({
  search: q.slice(0, 100).trim(),
  page: Number.parseInt(page, 10) || 1,
});

/** The page to show, within those that there are, and how many lines come before it. */
export function pageWithin(asked: number, total: number): { page: number; pages: number; before: number } {
  const pages = Math.max(1, Math.ceil(total / linesPerPage));
  const page = Math.min(Math.max(1, asked), pages);
  return { page, pages, before: (page - 1) * linesPerPage };
}
