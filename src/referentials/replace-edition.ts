import type { Queryable } from '../platform/database';
import { compare } from './compare';
import type { Changes, Edition, Reject } from './model';
import {
  hasCompleted,
  holdReferentials,
  insertEdition,
  insertPeriods,
  lastEdition,
  periodsOf,
  updatePeriods,
} from './store';

/** Lines left out that are kept of an import, for its report. */
const rejectsKept = 100;

export type Replaced =
  | {
      readonly outcome: 'replaced';
      readonly changes: Changes;
      /** Those of the reading, and the codes that an edition completes without anybody knowing them. */
      readonly rejected: readonly Reject[];
    }
  /** This very content is in place. */
  | { readonly outcome: 'same' };

/** The edition in place is of a later day (`than`, ISO date). */
export class OlderEdition extends Error {
  override readonly name = 'OlderEdition';
  constructor(readonly than: string) {
    super('the edition in place is more recent');
  }
}

/** Puts an edition in place of the former one, whole, in the caller's transaction. Throws OlderEdition. */
export async function replaceEdition(
  tx: Queryable,
  edition: Edition,
  { now, olderToo }: { readonly now: Date; readonly olderToo: boolean },
): Promise<Replaced> {
  const { referential, complete, entries } = edition;
  const levels = [...new Set(entries.map(({ level }) => level))].sort((a, b) => a - b);
  await holdReferentials(tx);
  if (complete) {
    const inPlace = await lastEdition(tx, { referential, levels });
    if (inPlace?.fingerprint === edition.fingerprint) return { outcome: 'same' };
    if (inPlace && inPlace.edition > edition.edition && !olderToo) {
      throw new OlderEdition(inPlace.edition);
    }
  } else if (await hasCompleted(tx, edition)) return { outcome: 'same' };

  const known = await periodsOf(tx, referential, levels);
  const { inserted, updated, changes, unknown } = compare(known, edition);
  await updatePeriods(tx, referential, updated);
  await insertPeriods(tx, referential, inserted);
  const rejected = [
    ...edition.rejected,
    ...unknown.map((code) => ({
      line: null,
      reason: `le code « ${code} » n'est pas dans la liste à compléter`,
    })),
  ];
  const report = { ...changes, rejectedCount: rejected.length, rejected: rejected.slice(0, rejectsKept) };
  await insertEdition(tx, edition, { levels, report, now });
  return { outcome: 'replaced', changes, rejected };
}
