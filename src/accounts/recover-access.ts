import { z } from 'zod';
import { logAccess, typedAddress } from '../journal';
import { behaviour } from '../platform/behaviour';
import { inTransaction } from '../platform/database';
import type { Call } from '../platform/http';
import { enqueueByName, type Job, job } from '../platform/jobs';
import { mailsLeftFor } from '../platform/mail';
import { emailSchema } from './email';
import { recoveryLimits } from './limits';
import type { AddressKnowledge } from './ports';
import { sendWayIn } from './send-links';
import { findAccountByEmail } from './store';

const jobName = 'accounts.recover';
const payload = z.object({ email: emailSchema });

const queueRecovery = behaviour({
  name: 'accounts.recover',
  input: payload,
  who: { kind: 'everyone' },
  run: ({ tx }, { email }) => enqueueByName(tx, jobName, { email }),
});

/**
 * "Mot de passe oublié" for a canonical address. The same work whatever its state: what it receives is found
 * out by a job, after the answer. Beyond five a quarter of an hour nothing is sent, and nothing tells.
 */
export async function recoverAccess(call: Call, email: string): Promise<void> {
  const wait = await call.countTry(recoveryLimits.perEmail, email);
  if (wait !== null) return;
  await call.perform(queueRecovery, { email });
  await logAccess(call, { action: 'recovery-asked', ...typedAddress(email) });
}

/** Sends what the state of the address calls for; see "What each state of an address receives". */
export const recoverJob = (addresses: AddressKnowledge): Job<typeof payload> =>
  job({
    name: jobName,
    payload,
    run: (kernel, { email }) =>
      inTransaction(kernel.db, async (tx) => {
        const context = { tx, now: kernel.clock(), kernel };
        const left = await mailsLeftFor(tx, email, context.now, { recovery: true });
        if (left === 0) return;
        const account = await findAccountByEmail(tx, email);
        if (account) await sendWayIn(context, account);
        else await addresses.onRecovery(context, email, left);
      }),
  });
