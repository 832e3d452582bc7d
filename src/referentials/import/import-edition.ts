import { z } from 'zod';
import { record } from '../../journal';
import { behaviour } from '../../platform/behaviour';
import type { Edition } from '../model';
import { type Replaced, replaceEdition } from '../replace-edition';

/** Puts what a file says in place: all of its lists, or none. Throws OlderEdition. */
export const importEditions = behaviour({
  name: 'referentials.import',
  input: z.object({ editions: z.custom<readonly Edition[]>(Array.isArray), olderToo: z.boolean() }),
  who: { kind: 'system' },
  async run(context, { editions, olderToo }): Promise<Replaced[]> {
    const { tx, now } = context;
    const replaced: Replaced[] = [];
    for (const one of editions) {
      const done = await replaceEdition(tx, one, { now, olderToo });
      replaced.push(done);
      if (done.outcome === 'same') continue;
      const { file, edition, source, fingerprint, referential } = one;
      await record(context, {
        action: 'referentials.edition-imported',
        subjectKind: 'referential',
        subjectId: referential,
        details: { file, edition, source, fingerprint, ...done.changes },
      });
    }
    return replaced;
  },
});
