import { z } from 'zod';
import { InvalidInput } from '../platform/errors';
import { dayInParis, typedDay } from '../platform/working-days';

/** A day as a browser's calendar sends it or as people type it; empty or null: none. */
const day = (message: string) =>
  z
    .string()
    .nullable()
    .transform((typed, context): string | null => {
      const read = typedDay(typed ?? '');
      if (read !== undefined) return read;
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    });

/** The last day of a right; null: no end. */
export const endDay = day('Saisissez la date de fin comme 31/12/2027, ou laissez la case vide.');

/** Its first day; null: today. */
export const startDay = day('Saisissez la date de début comme 01/01/2027, ou laissez la case vide.');

/** A right may end today: it then runs until midnight. Throws for a day that is over. */
export function refuseEndedDay(endsOn: string | null, now: Date): void {
  if (endsOn !== null && endsOn < dayInParis(now)) {
    throw new InvalidInput({ endsOn: 'Cette date est passée : choisissez aujourd’hui ou un jour à venir.' });
  }
}
