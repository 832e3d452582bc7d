import type { Alarm } from '../platform/alarms';
import { after, minutes } from '../platform/clock';
import type { Chore } from '../platform/jobs';
import { answerOnce, answerRequest } from './answer-request';
import { tellClosedPlaces } from './closed-places';
import { dueRequests } from './due-requests';
import { expirePending, expireUnconfirmed } from './expire-requests';
import { handOverToAgents } from './hand-over-to-agents';
import { remindDeciders } from './remind-deciders';
import { requestsToAnswer } from './store';

export const accessJobs = [answerRequest];

/** A request still unanswered ten minutes after its sending: its job died, or too much was written to the address. */
const answerAgain = dueRequests({
  name: 'access.answer-again',
  every: '*/5 * * * *',
  read: (db, now, batch) => requestsToAnswer(db, { until: after(now, -minutes(10)) }, batch),
  settle: (context, { id }) => answerOnce(context, id),
});

/** Far beyond the repair: nobody who asks waits for ever without a mail. */
export const accessAlarms: readonly Alarm[] = [
  {
    name: 'requests-unanswered',
    message: 'account requests have been sent and their address was not written to',
    async isRaised({ db, clock }) {
      const sent = { until: after(clock(), -minutes(30)) };
      return (await requestsToAnswer(db, sent, { limit: 1, except: [] })).length > 0;
    },
  },
];

export const accessChores: readonly Chore[] = [
  answerAgain,
  remindDeciders,
  handOverToAgents,
  expirePending,
  expireUnconfirmed,
  tellClosedPlaces,
];
