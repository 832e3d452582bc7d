import { isDeepStrictEqual } from 'node:util';
import type { Edition, Entry, Referential, Reject } from '../model';
import { cellsOf, Malformed } from './cells';
import { type Format, licence } from './format';
import { ReferentialFileError, type SourceFile } from './read-file';

/** What a file says: an edition of each list it holds, on the day given. Throws ReferentialFileError. */
export function readEditions(
  file: SourceFile,
  format: Format,
  { day, mostRejected }: { readonly day: string; readonly mostRejected: number },
): Edition[] {
  const { table, name, fingerprint } = file;
  const lists = new Map<Referential, Map<string, Read>>();
  const rejected: Reject[] = [];
  for (const row of table.rows) {
    try {
      for (const { referential, entry } of format.read(cellsOf(table.headings, row))) {
        const list = lists.get(referential) ?? new Map<string, Read>();
        lists.set(referential, list);
        const before = list.get(entry.code);
        const said = before ? together(before, entry, format) : entry;
        list.set(entry.code, { entry: said, line: before?.line ?? row.line });
      }
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      rejected.push({ line: row.line, reason: error.message });
    }
  }
  const lines = table.rows.length;
  if (lists.size === 0 || rejected.length > lines * mostRejected) {
    const [worst] = rejected;
    const why = worst ? `, la première${worst.line ? ` en ligne ${worst.line}` : ''} : ${worst.reason}` : '';
    throw new ReferentialFileError(
      `${name} : ${rejected.length} lignes sur ${lines} sont illisibles${why}. Rien n'a changé.`,
    );
  }
  const { complete, source } = format;
  return [...lists].map(([referential, list]) => ({
    ...{ referential, edition: day, complete, source, licence, file: name, fingerprint, lines, rejected },
    entries: [...list.values()].map(({ entry }) => entry),
  }));
}

interface Read {
  readonly entry: Entry;
  readonly line: number | null;
}

/** Two lines on one code: they say the same, or complete one another, or the second is left out. */
function together(before: Read, entry: Entry, { merge }: Format): Entry {
  if (merge) return { ...before.entry, details: merge(before.entry.details, entry.details) };
  if (isDeepStrictEqual(before.entry, entry)) return before.entry;
  const where = before.line === null ? '' : ` en ligne ${before.line}`;
  throw new Malformed(`le code « ${entry.code} » est déjà${where}, autrement`);
}
