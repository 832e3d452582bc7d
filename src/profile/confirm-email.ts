import { z } from 'zod';
import { holdAddress, moveAddress } from '../access';
import { newEmailOfLink, takeNewEmail } from '../accounts';
import { behaviour, personOf } from '../platform/behaviour';

/**
 * The account of who is signed in takes the address whose mailbox its link proves, and what is kept under the former
 * one follows. Both are asked for: a link opened by somebody else, or a session left open, changes nothing. False
 * when the link is dead.
 */
export const confirmNewEmail = behaviour({
  name: 'profile.confirm-new-email',
  input: z.object({
    secret: z.string().max(200),
    /** The one that asks, which stays open. */
    session: z.string(),
  }),
  who: { kind: 'signed-in' },
  async run(context, { secret, session }): Promise<boolean> {
    const { tx, now } = context;
    const { accountId, email: from } = personOf(context.actor);
    const to = await newEmailOfLink(tx, accountId, secret, now);
    if (to === null) return false;
    // In the same order for everybody: none waits for another in a circle.
    for (const address of [from, to].sort()) await holdAddress(tx, address);
    if (!(await takeNewEmail(context, { secret, to, session }))) return false;
    await moveAddress(context, { accountId, from, to });
    return true;
  },
});
