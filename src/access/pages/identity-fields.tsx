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
  /** Filled by the person themselves: browsers may propose what they know of them. */
  readonly own?: boolean | undefined;
}

/** Fields of identitySchema, by the names of `identityIn`. */
export function IdentityFields({ errors, typed, known, own = !known }: IdentityFieldsProps) {
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
        autocomplete={own ? 'organization-title' : undefined}
        value={typed.fonction ?? known?.jobTitle}
        errors={errors}
      />
      <Field
        name="nom"
        label="Nom"
        required
        autocomplete={own ? 'family-name' : undefined}
        value={typed.nom ?? known?.lastName}
        errors={errors}
      />
      <Field
        name="prenom"
        label="Prénom"
        required
        autocomplete={own ? 'given-name' : undefined}
        value={typed.prenom ?? known?.firstName}
        errors={errors}
      />
      <Field
        name="telephone"
        label="Téléphone"
        type="tel"
        required
        autocomplete={own ? 'tel' : undefined}
        value={typed.telephone ?? (known && formatPhone(known.phone))}
        errors={errors}
      />
    </>
  );
}
