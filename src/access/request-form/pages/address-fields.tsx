import type { FieldErrors } from '../../../platform/errors';
import { Field } from '../../../ui';
import type { Typed } from '../form-pages';

/** Where the declared site is. */
export function AddressFields({ values, errors }: { readonly values: Typed; readonly errors: FieldErrors }) {
  return (
    <>
      <Field name="street" label="Numéro et voie" required value={values.street} errors={errors} />
      <Field
        name="postalCode"
        label="Code postal"
        required
        width="court"
        inputmode="numeric"
        value={values.postalCode}
        errors={errors}
      />
      <Field name="town" label="Ville" required value={values.town} errors={errors} />
    </>
  );
}
