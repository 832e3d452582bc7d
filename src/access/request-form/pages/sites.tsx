import type { FieldErrors } from '../../../platform/errors';
import { Button, Field, RadioGroup, Select, typo } from '../../../ui';
import type { CompanyScreen } from '../company-screen';
import { proposed } from '../form-pages';
import type { SiteList } from '../site-list';
import type { FormView } from './frame';
import { LinkButton } from './link-button';

interface SitesProps {
  readonly view: FormView;
  readonly screen: CompanyScreen;
  readonly faults: FieldErrors;
}

const label = 'Sélectionnez votre site';

/** The sites of the chosen company, and the way to declare one. */
export function Sites({ view, screen, faults }: SitesProps) {
  const { typed } = view.form;
  const { sites, headOffice } = screen;
  if (!sites) {
    return (
      <RadioGroup
        name="site"
        label={label}
        required
        cards
        options={[{ value: proposed, label: `${headOffice ?? ''} (à valider)` }]}
        value={proposed}
      />
    );
  }
  return (
    <>
      {sites.filtered && <Filter value={typed.filtre} sites={sites} />}
      {sites.options.length > 0 && <SiteField sites={sites} value={typed.site} faults={faults} />}
      {sites.options.length === 0 && !sites.filtered && (
        <p id="site" tabindex={-1}>
          {typo("Cette entreprise n'a aucun site ouvert dans notre liste.")}
        </p>
      )}
      {sites.closed.length > 0 && <Closed labels={sites.closed} />}
      <p>
        {typed.site === proposed ? (
          <LinkButton aller="nouvel-etablissement">
            Modifier ma demande de création d'établissement
          </LinkButton>
        ) : (
          <>
            {typo('Votre établissement ne se trouve pas dans la liste, ')}
            <LinkButton aller="nouvel-etablissement">vous pouvez le créer.</LinkButton>
          </>
        )}
      </p>
    </>
  );
}

function SiteField({
  sites,
  value,
  faults,
}: {
  sites: SiteList;
  value: string | undefined;
  faults: FieldErrors;
}) {
  // A site that closed since it was chosen is no longer the choice.
  const open = sites.options.find((one) => one.value === value && !one.disabled)?.value;
  return sites.shape === 'radios' ? (
    <RadioGroup
      name="site"
      label={label}
      required
      cards
      options={sites.options}
      value={open}
      errors={faults}
    />
  ) : (
    <Select
      name="site"
      label={label}
      required
      width="large"
      placeholder="Choisissez un site"
      options={sites.options}
      value={open}
      errors={faults}
    />
  );
}

function Filter({ value, sites }: { readonly value: string | undefined; readonly sites: SiteList }) {
  const count = sites.matching;
  return (
    <div class="pile">
      <Field
        name="filtre"
        label="Filtrer les sites"
        hint="Par ville, code postal ou rue"
        value={value}
        autocomplete="off"
      />
      <div class="boutons">
        <Button name="aller" value="filtrer">
          Filtrer
        </Button>
        <p class="discret" role="status">
          {count === 0 ? 'Aucun site ne correspond' : count === 1 ? '1 site' : `${count} sites`}
        </p>
      </div>
    </div>
  );
}

function Closed({ labels }: { readonly labels: readonly string[] }) {
  return (
    <details class="deplier">
      <summary>{labels.length} sites fermés, qui ne peuvent pas être choisis</summary>
      <ul>
        {labels.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </details>
  );
}
