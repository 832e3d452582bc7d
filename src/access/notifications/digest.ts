import { activePerson } from '../../accounts';
import type { Chore } from '../../platform/jobs';
import { queueMail } from '../../platform/mail';
import { dayInParis, lastWorkingDayAt } from '../../platform/working-days';
import { dueRequests } from '../due-requests';
import { digestMail } from '../mails/digest';
import { stillWaiting } from './still-waiting';
import {
  claimDigest,
  countLines,
  digestsDue,
  forgetChoicesLeft,
  forgetDigestsBefore,
  takeNotes,
} from './store';

/** 7:30 in Paris: read before the day's work, and before the deadlines of 8:00. */
export const digestHour = 7.5;

const momentOf = (now: Date) => {
  const before = lastWorkingDayAt(now, digestHour);
  return { before, day: dayInParis(before) };
};

/**
 * One digest for each person and working day, of what was noted before 7:30 and still waits; after a stop, as soon as
 * the portal is back. What was settled meanwhile is left out, and where nothing is left nothing is sent.
 */
const writeDigests = dueRequests<{ id: string }>({
  name: 'access.write-digests',
  every: '*/10 * * * *',
  read: (db, now, batch) => digestsDue(db, momentOf(now), batch),
  async settle({ tx, now, kernel }, { id: accountId }) {
    const { before, day } = momentOf(now);
    if (!(await claimDigest(tx, accountId, day))) return;
    const notes = await takeNotes(tx, accountId, before);
    const person = await activePerson(tx, accountId);
    const lines = person ? await stillWaiting(tx, accountId, notes, now) : [];
    if (!person || lines.length === 0) return;
    await countLines(tx, accountId, day, lines.length);
    await queueMail(tx, digestMail(person, { day, lines, publicUrl: kernel.publicUrl }), now);
  },
});

const forgetDigests = {
  name: 'access.forget-digests',
  every: '41 3 * * *',
  async run({ db, clock }) {
    await forgetDigestsBefore(db, dayInParis(clock()));
    await forgetChoicesLeft(db);
  },
} satisfies Chore;

export const notificationChores: readonly Chore[] = [writeDigests, forgetDigests];
