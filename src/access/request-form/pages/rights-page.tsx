import { Descriptions, Select, typo } from '../../../ui';
import { roles } from '../../rules';
import { siteChoice } from '../choice';
import { shownFaults } from '../gauges';
import { Chosen } from './chosen';
import type { FormView } from './frame';
import { GaugeFrame } from './gauge-frame';

const gauge = 'habilitations-souhaitees';

export function RightsPage({ view, all }: { readonly view: FormView; readonly all: boolean }) {
  const { typed, facts } = view.form;
  const faults = shownFaults(gauge, view.form);
  const site = siteChoice(typed, facts);
  const chosen = 'label' in site ? site : null;
  return (
    <GaugeFrame view={view} gauge={gauge} faults={faults} all={all} onEnter="envoyer">
      <Chosen
        name="etablissement"
        label="Établissement concerné"
        help="Le site pour lequel vous demandez des droits."
        icon="factory"
        value={chosen?.label ?? null}
        toValidate={chosen?.toValidate}
        error={faults.etablissement}
        button={
          chosen
            ? { aller: 'mon-entreprise', label: 'modifier', about: typo("l'établissement concerné") }
            : { aller: 'mon-entreprise', label: 'Choisir mon établissement' }
        }
      />
      <Select
        name="role"
        label="Rôle"
        help="Ce que vous pourrez faire pour ce site."
        required
        width="large"
        placeholder="Choisissez un rôle"
        options={roles.map(({ code, name }) => ({ value: code, label: typo(name) }))}
        value={typed.role}
        errors={faults}
        describedBy="role-descriptions"
      />
      <Descriptions
        of="role"
        items={roles.map(({ code, name, description }) => ({ value: code, label: name, text: description }))}
      />
    </GaugeFrame>
  );
}
