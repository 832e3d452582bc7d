import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Database, inTransaction, projectRoot, sql } from '../platform/database';
import { readEditions } from './import/read-editions';
import { readSourceFile } from './import/read-file';
import { recognise } from './import/recognise';
import { type Referential, referentials } from './model';
import { replaceEdition } from './replace-edition';

/** Small lists that every installation needs, from the first start: made by `scripts/build-referential-editions.ts`. */
const folder = () => join(projectRoot(), 'src', 'referentials', 'editions');
const indexSchema = z.array(
  z.object({
    referential: z.enum(referentials),
    edition: z.iso.date(),
    source: z.string(),
    licence: z.string(),
  }),
);

/**
 * Loads the editions that come with the product where none as recent is in place. Costs one query when all are; two
 * servers may start at once.
 */
export async function loadShippedEditions(db: Database, now: Date): Promise<readonly Referential[]> {
  const index = indexSchema.parse(JSON.parse(readFileSync(join(folder(), 'index.json'), 'utf8')));
  const { rows } = await sql<{ referential: string; edition: string }>`
    select referential, max(edition) as edition from referential_edition
    where complete group by referential`.execute(db);
  const inPlace = new Map(rows.map(({ referential, edition }) => [referential, edition]));
  const missing = index.filter(({ referential, edition }) => (inPlace.get(referential) ?? '') < edition);
  for (const { referential, ...of } of missing) {
    const file = readSourceFile(join(folder(), `${referential}.csv`));
    const editions = readEditions(file, recognise(file), { day: of.edition, mostRejected: 0 });
    await inTransaction(db, async (tx) => {
      for (const one of editions) await replaceEdition(tx, { ...one, ...of }, { now, olderToo: false });
    });
  }
  return missing.map(({ referential }) => referential);
}
