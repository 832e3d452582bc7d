import type { Chore } from '../platform/jobs';
import { sweepLinks } from '../platform/links';
import { sweepSessions } from '../platform/sessions';
import { sweepThrottle } from '../platform/throttle';
import type { AccountsPorts } from './ports';
import { recoverJob } from './recover-access';

export const accountsJobs = (ports: Pick<AccountsPorts, 'addressKnowledge'>) => [
  recoverJob(ports.addressKnowledge),
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
    name: 'accounts.sweep-throttle',
    every: '27 * * * *',
    run: (kernel) => sweepThrottle(kernel.db, kernel.clock()),
  },
];
