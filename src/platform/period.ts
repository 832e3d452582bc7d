import { type RawBuilder, sql } from './database';
import type { FieldErrors } from './errors';
import type { Form } from './forms';
import { typedDay } from './working-days';

/** Calendar days of Paris, both included ("2026-11-18"); null: no limit on that side. */
export interface Period {
  readonly from: string | null;
  readonly to: string | null;
}

export interface PeriodAsked extends Period {
  /** By field; with one, there is nothing to list. */
  readonly errors: FieldErrors;
  /** As typed, to be shown again. */
  readonly typed: { readonly du: string; readonly au: string };
}

const notADay = 'Saisissez la date comme 31/12/2026, ou laissez la case vide.';
const endsBefore = 'La fin est avant le début : choisissez le même jour ou un jour plus récent.';
const longest = 30;

/** The period that `du` and `au` of a list's address ask for; `otherwise` where nothing at all is asked. */
export function periodAsked({ du, au }: Form, otherwise: Period = { from: null, to: null }): PeriodAsked {
  const typed = {
    du: (du ?? asTyped(otherwise.from)).slice(0, longest),
    au: (au ?? asTyped(otherwise.to)).slice(0, longest),
  };
  const [from, to] = [typedDay(typed.du), typedDay(typed.au)];
  const errors: Record<string, string> = {};
  if (from === undefined) errors.du = notADay;
  if (to === undefined) errors.au = notADay;
  if (from && to && to < from) errors.au = endsBefore;
  return { from: from ?? null, to: to ?? null, errors, typed };
}

/** "18/11/2026". */
const asTyped = (day: string | null) => day?.split('-').reverse().join('/') ?? '';

/** Whether an instant is within a period. */
export const within = (instant: RawBuilder<unknown>, { from, to }: Period): RawBuilder<unknown> => sql`
  (${from}::date is null or ${instant} >= ${from}::date::timestamp at time zone 'Europe/Paris')
  and (${to}::date is null or ${instant} < (${to}::date + 1)::timestamp at time zone 'Europe/Paris')`;
