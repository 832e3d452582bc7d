import type { FieldErrors } from '../platform/errors';
import { Field } from '../ui';

/** The password asked again, before what changes how one signs in. Several may be on a page: `field` tells which. */
export function PasswordProof({ field, errors }: { readonly field: string; readonly errors: FieldErrors }) {
  return (
    <Field
      name={field}
      label="Votre mot de passe"
      type="password"
      required
      autocomplete="current-password"
      errors={errors}
    />
  );
}
