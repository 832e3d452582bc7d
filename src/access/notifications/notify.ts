import type { BehaviourContext } from '../../platform/behaviour';
import { type OutgoingMail, queueMail } from '../../platform/mail';
import type { NotificationKind, NotificationPlace } from './kinds';
import { keepForDigest, readChoice } from './store';

export interface Notification {
  /** Who is told. */
  readonly accountId: string;
  readonly kind: NotificationKind;
  /** The request, or the takeover. */
  readonly subjectId: string;
  readonly place: NotificationPlace;
}

/** Tells somebody of what others wait for, when they want to be told: by this mail, or in their next digest. */
export async function notify(
  { tx, now }: BehaviourContext,
  { accountId, kind, subjectId, place }: Notification,
  mail: OutgoingMail,
): Promise<void> {
  const choice = await readChoice(tx, accountId, kind, place);
  if (choice === 'now') await queueMail(tx, mail, now);
  if (choice === 'digest') await keepForDigest(tx, { accountId, kind, subjectId }, now);
}
