import { type RawBuilder, sql } from 'kysely';

/**
 * Whether every word typed is found somewhere in a text, whatever its accents and case. Words made of signs alone,
 * and nothing at all, ask for nothing.
 */
export function everyWordIn(text: RawBuilder<unknown>, typed: string): RawBuilder<unknown> {
  const found = typed
    .split(/\s+/u)
    .filter((word) => word !== '')
    .map((word) => sql`position(public.search_key(${word}) in public.search_key(${text})) > 0`);
  return found.length === 0 ? sql`true` : sql.join(found, sql` and `);
}
