import type { FieldErrors } from '../../platform/errors';
import { Field } from '../../ui';

interface EndDayFieldProps {
  readonly value: string | undefined;
  readonly errors: FieldErrors;
}

/** The last day of a right, typed; see endDay. */
export function EndDayField({ value, errors }: EndDayFieldProps) {
  return (
    <Field
      name="fin"
      label="Date de fin"
      width="court"
      hint="Dernier jour, comme 31/12/2027. Vide : sans date de fin."
      inputmode="numeric"
      autocomplete="off"
      value={value}
      errors={errors}
    />
  );
}
