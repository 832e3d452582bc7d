import { addCalendarDays, addWorkingDays } from '../platform/working-days';

/** From the confirmation: working days for the first two, calendar days for the last. */
export const delays = { reminder: 3, relay: 10, expiry: 60 } as const;

export interface Deadlines {
  /** The deciders get a reminder. */
  readonly reminder: Date;
  /** The agents take over; when the request is theirs already, they get a second reminder. */
  readonly relay: Date;
  /** The request expires. */
  readonly expiry: Date;
}

/** What happens to a pending request, and when: each at 8:00 in Paris. */
export const deadlinesOf = (confirmedAt: Date): Deadlines => ({
  reminder: addWorkingDays(confirmedAt, delays.reminder),
  relay: addWorkingDays(confirmedAt, delays.relay),
  expiry: addCalendarDays(confirmedAt, delays.expiry),
});
