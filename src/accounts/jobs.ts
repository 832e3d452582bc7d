import type { Chore } from '../platform/jobs';
import { sweepLinks } from '../platform/links';
import { sweepSessions } from '../platform/sessions';
import { sweepThrottle } from '../platform/throttle';
import { answerNewEmailJob } from './change-email';
import { sweepEmailChanges } from './email-change';
import type { AccountsPorts } from './ports';
import { recoverJob } from './recover-access';

export const accountsJobs = (ports: Pick<AccountsPorts, 'addressKnowledge'>) => [
  recoverJob(ports.addressKnowledge),
  answerNewEmailJob,
];

export const accountsChores: readonly Chore[] = [
  {
    name: 'accounts.sweep-sessions',
    every: '*/10 * * * *',
    run: (kernel) => sweepSessions(kernel.db, kernel.clock()),
  },
  {
    name: 'accounts.sweep-links',
    every: '41 2 * * *',
    run: (kernel) => sweepLinks(kernel.db, kernel.clock()),
  },
  {
    name: 'accounts.sweep-email-changes',
    every: '43 2 * * *',
    run: (kernel) => sweepEmailChanges(kernel.db, kernel.clock()),
  },
  {
    name: 'accounts.sweep-throttle',
    every: '27 * * * *',
    run: (kernel) => sweepThrottle(kernel.db, kernel.clock()),
  },
];
