import { z } from 'zod';
import { InvalidInput } from '../../platform/errors';
import { dayInParis } from '../../platform/working-days';

const message = 'Saisissez la date de fin comme 31/12/2027, ou laissez la case vide.';
const furthest = '2100-01-01';

/** The last day of a right, as a browser's calendar sends it or as people type it; empty or null: no end. */
export const endDay = z
  .string()
  .nullable()
  .transform((typed, context): string | null => {
    const text = typed?.trim() ?? '';
    if (text === '') return null;
    const [, day, month, year] = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/.exec(text) ?? [];
    const iso = year ? `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}` : text;
    if (z.iso.date().safeParse(iso).success && iso < furthest) return iso;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/** A right may end today: it then runs until midnight. Throws for a day that is over. */
export function refuseEndedDay(endsOn: string | null, now: Date): void {
  if (endsOn !== null && endsOn < dayInParis(now)) {
    throw new InvalidInput({ endsOn: 'Cette date est passée : choisissez aujourd’hui ou un jour à venir.' });
  }
}
