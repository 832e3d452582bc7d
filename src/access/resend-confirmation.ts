import { z } from 'zod';
import { behaviour } from '../platform/behaviour';
import { readLink } from '../platform/links';
import { mailsLeftFor } from '../platform/mail';
import { confirmLink, followLink, sendConfirmation, sendFollowing } from './answer-request';
import { findRequest } from './store';

/**
 * The button of the page of a dead link: sends what is due to the address on file, never to one typed.
 * Says nothing of what it found.
 */
export const resendRequestLink = behaviour({
  name: 'access.resend-request-link',
  input: z.object({ secret: z.string().max(200) }),
  who: { kind: 'link-holder' },
  async run(context, { secret }) {
    const { tx, now } = context;
    const link = (await readLink(tx, confirmLink, secret)) ?? (await readLink(tx, followLink, secret));
    const request = link && (await findRequest(tx, link.subjectId));
    if (!request) return;
    if ((await mailsLeftFor(tx, request.email, now)) === 0) return;
    if (request.state === 'to_confirm') await sendConfirmation(context, request);
    if (request.state === 'pending') await sendFollowing(context, request);
  },
});
