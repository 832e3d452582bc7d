import { Facts, Field, RadioGroup, typo } from '../../../ui';
import { shownFaults } from '../gauges';
import type { FormView } from './frame';
import { GaugeFrame } from './gauge-frame';

const gauge = 'mes-informations';

export function IdentityPage({ view, all }: { readonly view: FormView; readonly all: boolean }) {
  const { typed } = view.form;
  const faults = shownFaults(gauge, view.form);
  if (view.own) return <OwnIdentity view={view} all={all} />;
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

/** Who has an account says it in their profile only. */
function OwnIdentity({ view, all }: { readonly view: FormView; readonly all: boolean }) {
  const { civility, jobTitle, lastName, firstName, phone } = view.form.typed;
  return (
    <GaugeFrame
      view={view}
      gauge={gauge}
      faults={shownFaults(gauge, view.form)}
      all={all}
      onEnter="habilitations-souhaitees"
    >
      <Facts
        items={[
          ['Civilité', civility === undefined ? null : civility === 'M' ? 'Monsieur' : 'Madame'],
          ['Fonction', jobTitle],
          ['Nom', lastName],
          ['Prénom', firstName],
          ['Téléphone', phone],
        ]}
      />
      <p>
        {typo('Une erreur, ou quelque chose qui manque ? ')}
        <a href="/mon-profil">Modifier mon profil</a>
      </p>
    </GaugeFrame>
  );
}
