import type { FieldErrors } from './errors';
import { Field } from './text-fields';

interface PeriodFieldsProps {
  /** As typed. */
  readonly typed: { readonly du: string; readonly au: string };
  readonly errors: FieldErrors;
}

/** The days that a list is filtered by, both included; see periodAsked. */
export function PeriodFields({ typed, errors }: PeriodFieldsProps) {
  const shared = { width: 'court', inputmode: 'numeric', autocomplete: 'off', errors } as const;
  return (
    <>
      <Field name="du" label="Du (jj/mm/aaaa)" value={typed.du} {...shared} />
      <Field name="au" label="Au (jj/mm/aaaa)" value={typed.au} {...shared} />
    </>
  );
}
