import type { FieldErrors } from '../../../platform/errors';
import { companyKindLabels, companyKinds } from '../../../registry';
import { Button, ErrorSummary, Field, FileField, Note, RadioGroup, typo } from '../../../ui';
import { documentField, documentKinds } from '../../proof/keep';
import type { StoredDocument } from '../draft-store';
import { valuesOf } from '../form-pages';
import { AddressFields } from './address-fields';
import { CreationButtons } from './creation-buttons';
import { FormFrame, type FormView } from './frame';

const page = 'nouvelle-entreprise';

export const documentHint = `Facultatif. ${documentKinds} : extrait Kbis ou avis de situation Sirene.`;

interface NewCompanyPageProps {
  readonly view: FormView;
  readonly errors: FieldErrors;
  readonly document: StoredDocument | null;
}

export function NewCompanyPage({ view, errors, document }: NewCompanyPageProps) {
  const values = valuesOf(page, view.form.typed);
  return (
    <FormFrame
      view={view}
      page={page}
      gauge="mon-entreprise"
      heading="Demander la création de mon entreprise"
      onEnter="enregistrer"
      error={Object.keys(errors).length > 0}
      upload
      summary={<ErrorSummary errors={errors} />}
    >
      <p>
        {typo(
          'Votre demande de compte continue avec cette entreprise et son siège, « à valider » : nos conseillers les vérifient.',
        )}
      </p>
      <Field
        name="siren"
        label="SIREN"
        hint="9 chiffres"
        required
        width="court"
        inputmode="numeric"
        value={values.siren}
        errors={errors}
      />
      <Field
        name="name"
        label="Nom de l'entreprise"
        required
        autocomplete="organization"
        value={values.name}
        errors={errors}
      />
      <RadioGroup
        name="kind"
        label="Type d'entreprise"
        required
        options={companyKinds.map((kind) => ({ value: kind, label: companyKindLabels[kind] }))}
        value={values.kind}
        errors={errors}
      />
      <Field
        name="activity"
        label="Activité"
        hint="Par exemple : fabrication de pièces mécaniques"
        required
        value={values.activity}
        errors={errors}
      />
      <Field
        name="agreement"
        label="Convention collective"
        hint="Son nom, ou son numéro (IDCC), par exemple 3248. Facultatif"
        value={values.agreement}
        errors={errors}
      />
      <Field
        name="headcount"
        label="Effectif"
        hint="0 si vous n'avez pas de salarié"
        required
        width="court"
        inputmode="numeric"
        value={values.headcount}
        errors={errors}
      />
      <h3 class="intertitre">{typo('Siège de mon entreprise')}</h3>
      <Field
        name="siret"
        label="SIRET du siège"
        hint="14 chiffres"
        required
        width="court"
        inputmode="numeric"
        value={values.siret}
        errors={errors}
      />
      <AddressFields values={values} errors={errors} />
      <Proof document={document} errors={errors} />
      <CreationButtons />
    </FormFrame>
  );
}

function Proof({ document, errors }: Pick<NewCompanyPageProps, 'document' | 'errors'>) {
  return (
    <>
      <FileField
        name={documentField}
        label={document ? 'Remplacer le justificatif' : 'Justificatif'}
        hint={documentHint}
        accept=".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"
        errors={errors}
      />
      {document && (
        <Note kind={document.scan === 'infected' ? 'attente' : 'fait'} icon="paperclip">
          <p>
            {document.name} <span class="discret">({weight(document.sizeBytes)})</span>
          </p>
          <p>{typo(scanSentences[document.scan])}</p>
          <Button variant="nu" name="aller" value="supprimer-document">
            {'Supprimer '}
            {document.name}
          </Button>
        </Note>
      )}
    </>
  );
}

const scanSentences = {
  waiting: 'Joint à votre demande ; son analyse antivirus est en cours.',
  clean: 'Joint à votre demande.',
  not_scanned: 'Joint à votre demande (non analysé).',
  infected: 'Ce fichier contient un virus : il ne sera pas joint. Supprimez-le, ou remplacez-le.',
} as const;

function weight(bytes: number): string {
  const format = (value: number) => value.toLocaleString('fr-FR', { maximumFractionDigits: 1 });
  return bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} Ko`
    : `${format(bytes / 1024 / 1024)} Mo`;
}
