import { frameOf, registryDeskPath } from '../../access';
import type { Person } from '../../platform/who-may';
import type { FoundCompany } from '../../registry';
import { AppPage, Button, Field, FilterCount, Note, Status, Table, typo } from '../../ui';
import { agentPaths } from '../paths';

interface SearchPageProps {
  readonly person: Person;
  /** Null: nothing is asked yet. */
  readonly found: readonly FoundCompany[] | null;
  readonly search: string;
}

/** "Entreprises", for agents: the search of the form, and the way to each company. */
export function SearchPage({ person, found, search }: SearchPageProps) {
  return (
    <AppPage title="Entreprises" {...frameOf(person, registryDeskPath)}>
      <div class="cadre corps pile-5">
        <div class="tetiere">
          <div>
            <h1>Entreprises</h1>
            <p>
              {typo(
                'Le répertoire national des entreprises, et qui gère chacune dans le portail. Les dix meilleures réponses sont affichées.',
              )}
            </p>
          </div>
        </div>
        <form class="filtres" action={registryDeskPath} method="get">
          <Field
            name="q"
            label="Nom, SIREN ou SIRET"
            type="search"
            value={search}
            hint="La ville ou le code postal peuvent suivre le nom."
            autocomplete="off"
          />
          <Button variant="trait">Rechercher</Button>
          {found && (
            <FilterCount total={found.length} words={['Aucune entreprise', '1 entreprise', 'entreprises']} />
          )}
        </form>
        {found === null && <Note>{'Saisissez au moins deux caractères du nom, un SIREN ou un SIRET.'}</Note>}
        {found?.length === 0 && (
          <Note>
            {"Aucune entreprise ne correspond. Vérifiez l'orthographe, ou cherchez par SIREN ou SIRET."}
          </Note>
        )}
        {found && found.length > 0 && <Found found={found} />}
      </div>
    </AppPage>
  );
}

const Found = ({ found }: { readonly found: readonly FoundCompany[] }) => (
  <Table<FoundCompany>
    caption="Entreprises trouvées, la plus proche d'abord"
    captionHidden
    columns={[
      { title: 'Entreprise', cell: ({ siren, name }) => <a href={agentPaths.company(siren)}>{name}</a> },
      { title: 'SIREN', cell: ({ siren }) => siren },
      { title: 'Commune du siège', cell: ({ town }) => town ?? '' },
      {
        title: 'Établissement cherché',
        cell: ({ siret }) => siret && <a href={agentPaths.site(siret)}>{siret}</a>,
      },
      {
        title: 'État',
        cell: ({ closed, state }) =>
          state === 'to_validate' ? (
            <Status kind="attente">À valider</Status>
          ) : (
            <Status kind={closed ? 'suspendu' : 'actif'}>{closed ? 'Fermée' : 'En activité'}</Status>
          ),
      },
    ]}
    rows={found}
    rowKey={({ siren }) => siren}
  />
);
