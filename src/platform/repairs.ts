import type { Database } from './database';
import { countMissingFiles } from './files';
import { countLostJobs, type TroubledJob, troubledJobs } from './jobs-waiting';
import { countTroubledMails, sendMailName, type TroubledMail, troubledMails } from './mail';

/** The sending of a mail is shown as that mail. */
const shownOtherwise = [sendMailName];

/** What is listed at most: more is one and the same fault. */
const shown = 100;

export const mailsInTrouble = (db: Database, now: Date): Promise<TroubledMail[]> =>
  troubledMails(db, now, shown);

export const jobsInTrouble = (db: Database): Promise<TroubledJob[]> =>
  troubledJobs(db, shownOtherwise, shown);

/** Mails, jobs and files that somebody must look at. */
export async function countNeedingHands(db: Database, now: Date): Promise<number> {
  const counts = await Promise.all([
    countTroubledMails(db, now),
    countLostJobs(db, shownOtherwise),
    countMissingFiles(db),
  ]);
  return counts.reduce((sum, count) => sum + count, 0);
}
