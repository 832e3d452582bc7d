import type { Queryable } from '../platform/database';
import { dayInParis } from '../platform/working-days';
import { opco2iAgreements } from '../referentials';
import type { Known } from './sections';

/** What the sections are read and changed with, today. */
export const knownOn = async (db: Queryable, now: Date): Promise<Known> => ({
  now,
  agreements: await opco2iAgreements(db, dayInParis(now)),
});
