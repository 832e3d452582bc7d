import type { AddressKnowledge } from '../accounts';
import { sendConfirmation, sendFollowing } from './answer-request';
import { pendingRequestsOf, requestsToConfirmOf } from './store';

/** What `access` knows of an address without account: an unconfirmed request, or pending ones. */
export const addressKnowledge: AddressKnowledge = {
  async onRecovery(context, email) {
    const [toConfirm] = await requestsToConfirmOf(context.tx, email);
    if (toConfirm) {
      await sendConfirmation(context, toConfirm);
      return true;
    }
    const pending = await pendingRequestsOf(context.tx, email);
    for (const request of pending) await sendFollowing(context, request);
    return pending.length > 0;
  },
};
