import { z } from 'zod';
import { InvalidInput } from '../../platform/errors';
import { dayInParis, typedDay } from '../../platform/working-days';

const message = 'Saisissez la date de fin comme 31/12/2027, ou laissez la case vide.';

/** The last day of a right, as a browser's calendar sends it or as people type it; empty or null: no end. */
export const endDay = z
  .string()
  .nullable()
  .transform((typed, context): string | null => {
    const day = typedDay(typed ?? '');
    if (day !== undefined) return day;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/** A right may end today: it then runs until midnight. Throws for a day that is over. */
export function refuseEndedDay(endsOn: string | null, now: Date): void {
  if (endsOn !== null && endsOn < dayInParis(now)) {
    throw new InvalidInput({ endsOn: 'Cette date est passée : choisissez aujourd’hui ou un jour à venir.' });
  }
}
