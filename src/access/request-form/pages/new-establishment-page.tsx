import type { FieldErrors } from '../../../platform/errors';
import { ErrorSummary, Field, typo } from '../../../ui';
import { valuesOf } from '../form-pages';
import { AddressFields } from './address-fields';
import { CreationButtons } from './creation-buttons';
import { FormFrame, type FormView } from './frame';

const page = 'nouvel-etablissement';

interface NewEstablishmentPageProps {
  readonly view: FormView;
  readonly company: { readonly siren: string; readonly label: string };
  readonly errors: FieldErrors;
}

export function NewEstablishmentPage({ view, company, errors }: NewEstablishmentPageProps) {
  const values = valuesOf(page, view.form.typed);
  return (
    <FormFrame
      view={view}
      page={page}
      gauge="mon-entreprise"
      heading="Créer mon établissement"
      onEnter="enregistrer"
      error={Object.keys(errors).length > 0}
      summary={<ErrorSummary errors={errors} />}
    >
      <p>
        {typo(
          'Votre demande de compte continue avec cet établissement, « à valider » par nos conseillers. Entreprise : ',
        )}
        <strong>{company.label}</strong>
      </p>
      <Field
        name="siret"
        label="SIRET"
        hint={`14 chiffres, dont ${company.siren}`}
        required
        width="court"
        inputmode="numeric"
        value={values.siret}
        errors={errors}
      />
      <Field
        name="sign"
        label="Enseigne"
        hint="Le nom du site, s'il en a un. Facultatif"
        value={values.sign}
        errors={errors}
      />
      <AddressFields values={values} errors={errors} />
      <Field name="activity" label="Activité" required value={values.activity} errors={errors} />
      <CreationButtons />
    </FormFrame>
  );
}
