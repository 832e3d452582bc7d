import { Field, Note, typo } from '../../../ui';
import { shownFaults } from '../gauges';
import type { FormView } from './frame';
import { GaugeFrame } from './gauge-frame';

const gauge = 'mon-adresse-email';

export function EmailPage({ view, all }: { readonly view: FormView; readonly all: boolean }) {
  const faults = shownFaults(gauge, view.form);
  return (
    <GaugeFrame view={view} gauge={gauge} faults={faults} all={all} onEnter="mon-entreprise">
      <Field
        name="email"
        type="email"
        label="Adresse email"
        help="Adresse professionnelle et personnelle à vous : elle sera votre identifiant."
        hint="Exemple : prenom.nom@entreprise.fr"
        required
        autocomplete="email"
        value={view.form.typed.email}
        errors={faults}
      />
      <Note>
        <p>
          {typo(
            "Vos informations servent à l'OPCO 2i, responsable du traitement, à créer votre compte et à gérer vos droits ; vous pouvez les consulter, les corriger, les effacer et vous opposer à leur usage : ",
          )}
          <a href="/donnees-personnelles">vos données personnelles</a>.
        </p>
      </Note>
    </GaugeFrame>
  );
}
