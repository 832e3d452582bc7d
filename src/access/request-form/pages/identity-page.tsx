import { Field, RadioGroup } from '../../../ui';
import { gaugeTitles } from '../form-pages';
import { shownFaults } from '../gauges';
import { FormFrame, type FormView } from './frame';
import { Summary } from './summary';

const gauge = 'mes-informations';

export function IdentityPage({ view, all }: { readonly view: FormView; readonly all: boolean }) {
  const { typed } = view.form;
  const faults = shownFaults(gauge, view.form);
  return (
    <FormFrame
      view={view}
      page={gauge}
      gauge={gauge}
      heading={gaugeTitles[gauge]}
      onEnter="habilitations-souhaitees"
      error={all || Object.keys(faults).length > 0}
      summary={<Summary form={view.form} gauge={gauge} all={all} />}
    >
      <RadioGroup
        name="civility"
        label="Civilité"
        required
        options={[
          { value: 'M', label: 'Monsieur' },
          { value: 'MME', label: 'Madame' },
        ]}
        value={typed.civility}
        errors={faults}
      />
      <Field
        name="jobTitle"
        label="Fonction"
        help="Votre poste dans l'entreprise."
        required
        autocomplete="organization-title"
        value={typed.jobTitle}
        errors={faults}
      />
      <Field
        name="lastName"
        label="Nom"
        required
        autocomplete="family-name"
        spellcheck={false}
        value={typed.lastName}
        errors={faults}
      />
      <Field
        name="firstName"
        label="Prénom"
        required
        autocomplete="given-name"
        spellcheck={false}
        value={typed.firstName}
        errors={faults}
      />
      <Field
        name="phone"
        type="tel"
        label="Téléphone"
        hint="10 chiffres, exemple : 06 00 00 00 00"
        required
        autocomplete="tel"
        value={typed.phone}
        errors={faults}
      />
    </FormFrame>
  );
}
