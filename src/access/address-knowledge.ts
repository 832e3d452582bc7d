import type { AddressKnowledge } from '../accounts';
import { sendConfirmation, sendFollowing } from './answer-request';
import { latestToConfirm, pendingRequestsOf } from './store';

/** What `access` knows of an address without account: an unconfirmed request, or pending ones. */
export const addressKnowledge: AddressKnowledge = {
  async onRecovery(context, email, most) {
    const toConfirm = await latestToConfirm(context.tx, email);
    if (toConfirm) {
      await sendConfirmation(context, toConfirm);
      return true;
    }
    const pending = await pendingRequestsOf(context.tx, email);
    // The latest ones: who waits for many establishments knows the way to the others.
    for (const request of pending.slice(-most)) await sendFollowing(context, request);
    return pending.length > 0;
  },
};
