import { dayInParis } from '../platform/working-days';

/** Calendar days in Paris between two instants. */
function daysBetween(from: Date, to: Date): number {
  const day = (at: Date) => Date.parse(dayInParis(at));
  return Math.round((day(to) - day(from)) / 86_400_000);
}

/** "aujourd'hui", "hier", "il y a 12 jours". */
export function ageInWords(from: Date, now: Date): string {
  const days = daysBetween(from, now);
  if (days <= 0) return "aujourd'hui";
  return days === 1 ? 'hier' : `il y a ${days} jours`;
}
