import { Button, Note, RadioGroup, SearchField, typo } from '../../../ui';
import type { CompanyScreen } from '../company-screen';
import { companySource } from '../form-pages';
import { shownFaults } from '../gauges';
import { Chosen } from './chosen';
import type { FormView } from './frame';
import { GaugeFrame } from './gauge-frame';
import { LinkButton } from './link-button';
import { Sites } from './sites';

const gauge = 'mon-entreprise';

interface CompanyPageProps {
  readonly view: FormView;
  readonly screen: CompanyScreen;
  /** What has just happened. */
  readonly notice: string | null;
  readonly all: boolean;
}

export function CompanyPage({ view, screen, notice, all }: CompanyPageProps) {
  const faults = shownFaults(gauge, view.form);
  const { company } = screen;
  return (
    <GaugeFrame
      view={view}
      gauge={gauge}
      faults={faults}
      all={all}
      onEnter={company ? 'mes-informations' : 'suite'}
    >
      {notice && (
        <Note kind="fait" announced>
          {notice}
        </Note>
      )}
      {company ? (
        <Chosen
          name="recherche"
          label="Recherchez votre entreprise"
          icon="search"
          value={company.label}
          town={company.town}
          toValidate={company.toValidate}
          error={faults.recherche}
          button={{ aller: 'changer-entreprise', label: "Changer d'entreprise" }}
        />
      ) : (
        <Search view={view} screen={screen} />
      )}
      {screen.agreementRemark && <Note kind="attente">{screen.agreementRemark}</Note>}
      <Creation own={company?.own ?? false} />
      {!company && screen.begun && (
        <Note kind="attente">
          {typo('Vous avez commencé à demander la création de votre entreprise ; votre saisie est gardée.')}
        </Note>
      )}
      {company && <hr class="filet" />}
      {company && <Sites view={view} screen={screen} faults={faults} />}
    </GaugeFrame>
  );
}

function Creation({ own }: { readonly own: boolean }) {
  if (own) {
    return (
      <p>
        <LinkButton aller="nouvelle-entreprise">Modifier ma demande de création d'entreprise</LinkButton>
      </p>
    );
  }
  return (
    <p>
      {typo(
        "Si vous ne trouvez pas votre entreprise dans la liste déroulante et que celle-ci est une entreprise ou un partenaire du périmètre d'OPCO 2i, veuillez ",
      )}
      <LinkButton aller="nouvelle-entreprise">demander la création de mon entreprise.</LinkButton>
    </p>
  );
}

function Search({ view, screen }: Pick<CompanyPageProps, 'view' | 'screen'>) {
  const { typed } = view.form;
  const faults = shownFaults(gauge, view.form);
  return (
    <>
      <SearchField
        name="recherche"
        label="Recherchez votre entreprise"
        hint="Par nom, SIREN (9 chiffres) ou SIRET (14 chiffres)"
        required
        value={typed.recherche}
        choice={{ name: 'entreprise' }}
        source={companySource}
        submit={{ name: 'aller', value: 'rechercher' }}
        errors={faults}
        width="large"
      />
      {screen.message && <Note announced>{screen.message}</Note>}
      {screen.results.length > 0 && (
        <>
          <RadioGroup
            name="resultat"
            label={
              screen.results.length > 1
                ? `${screen.results.length} entreprises trouvées`
                : '1 entreprise trouvée'
            }
            cards
            options={screen.results.map(({ value, label, detail, disabled }) => ({
              value,
              label,
              description: [detail, disabled].filter(Boolean).join(', '),
              disabled: disabled !== undefined,
            }))}
          />
          <Button name="aller" value="choisir">
            Choisir cette entreprise
          </Button>
        </>
      )}
    </>
  );
}
