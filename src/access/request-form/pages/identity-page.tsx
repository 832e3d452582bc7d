import { Field, RadioGroup } from '../../../ui';
import { shownFaults } from '../gauges';
import type { FormView } from './frame';
import { GaugeFrame } from './gauge-frame';

const gauge = 'mes-informations';

export function IdentityPage({ view, all }: { readonly view: FormView; readonly all: boolean }) {
  const { typed } = view.form;
  const faults = shownFaults(gauge, view.form);
  return (
    <GaugeFrame view={view} gauge={gauge} faults={faults} all={all} onEnter="habilitations-souhaitees">
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
    </GaugeFrame>
  );
}
