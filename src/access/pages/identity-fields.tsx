import type { FieldErrors } from '../../platform/errors';
import type { Form } from '../../platform/forms';
import { Field, formatPhone, RadioGroup } from '../../ui';

export const civilityWords = { M: 'Monsieur', MME: 'Madame' } as const;

/** Who a person is, as known before anything is typed. */
interface KnownIdentity {
  readonly civility: 'M' | 'MME';
  readonly jobTitle: string;
  readonly lastName: string;
  readonly firstName: string;
  /** E.164. */
  readonly phone: string;
}

interface IdentityFieldsProps {
  readonly errors: FieldErrors;
  readonly typed: Form;
  readonly known?: KnownIdentity | undefined;
}

/** Fields of identitySchema, by the names of `identityIn`. */
export function IdentityFields({ errors, typed, known }: IdentityFieldsProps) {
  return (
    <>
      <RadioGroup
        name="civilite"
        label="Civilité"
        required
        options={Object.entries(civilityWords).map(([value, label]) => ({ value, label }))}
        value={typed.civilite ?? known?.civility}
        errors={errors}
      />
      <Field
        name="fonction"
        label="Fonction"
        required
        autocomplete={known ? undefined : 'organization-title'}
        value={typed.fonction ?? known?.jobTitle}
        errors={errors}
      />
      <Field
        name="nom"
        label="Nom"
        required
        autocomplete={known ? undefined : 'family-name'}
        value={typed.nom ?? known?.lastName}
        errors={errors}
      />
      <Field
        name="prenom"
        label="Prénom"
        required
        autocomplete={known ? undefined : 'given-name'}
        value={typed.prenom ?? known?.firstName}
        errors={errors}
      />
      <Field
        name="telephone"
        label="Téléphone"
        type="tel"
        required
        autocomplete={known ? undefined : 'tel'}
        value={typed.telephone ?? (known && formatPhone(known.phone))}
        errors={errors}
      />
    </>
  );
}
