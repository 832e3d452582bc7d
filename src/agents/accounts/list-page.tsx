import { frameOf } from '../../access';
import type { PageOf } from '../../platform/paging';
import type { Person } from '../../platform/who-may';
import {
  AppPage,
  Button,
  ButtonLink,
  Field,
  FilterCount,
  formatDate,
  NameAndEmail,
  Note,
  Pagination,
  Select,
  Status,
  Table,
  typo,
} from '../../ui';
import { reviewsDeskPath } from '../rights-reviews/page';
import type { AccountFilter, AccountLine } from './accounts';
import { accountsPath, stateWords } from './words';

const filters = [
  { value: 'tous', label: 'Tous, sauf fermés' },
  { value: 'actifs', label: 'Actifs' },
  { value: 'bloques', label: 'Bloqués' },
  { value: 'a-activer', label: 'À activer' },
  { value: 'migres', label: 'Migrés' },
  { value: 'fermes', label: 'Fermés' },
] as const satisfies readonly { value: AccountFilter; label: string }[];

interface AccountsPageProps {
  readonly person: Person;
  /** Null: nothing is asked yet. */
  readonly list: PageOf<AccountLine> | null;
  readonly filter: AccountFilter;
  readonly search: string;
}

/** "Comptes": one field finds a person, or the people of a place. */
export function AccountsPage({ person, list, filter, search }: AccountsPageProps) {
  const addressOf = (page: number) =>
    `${accountsPath}?${new URLSearchParams({ etat: filter, q: search, page: String(page) })}`;
  return (
    <AppPage title="Comptes" {...frameOf(person, accountsPath)}>
      <div class="cadre corps pile-5">
        <div class="tetiere">
          <div>
            <h1>Comptes</h1>
            <p>
              {typo(
                "Retrouvez une personne, ou celles d'une entreprise. Vos recherches sont inscrites au journal d'accès.",
              )}
            </p>
          </div>
          <ButtonLink href={reviewsDeskPath} variant="trait">
            Revues des droits
          </ButtonLink>
        </div>
        <form class="filtres" action={accountsPath} method="get">
          <Field
            name="q"
            label="Nom, email, SIREN ou SIRET"
            type="search"
            value={search}
            autocomplete="off"
          />
          <Select name="etat" label="Afficher" options={filters} value={filter} />
          <Button variant="trait">Rechercher</Button>
          {list && <FilterCount total={list.total} words={['Aucun compte', '1 compte', 'comptes']} />}
        </form>
        {list === null && (
          <Note>{'Saisissez un nom, une adresse email, un SIREN ou un SIRET, ou choisissez un état.'}</Note>
        )}
        {list?.total === 0 && (
          <Note>
            {
              'Aucun compte ne correspond. Essayez une partie du nom, l’adresse email, ou « Fermés » sous « Afficher ».'
            }
          </Note>
        )}
        {list && list.total > 0 && <Found list={list} />}
        {list && <Pagination page={list.page} pages={list.pages} href={addressOf} />}
      </div>
    </AppPage>
  );
}

const Found = ({ list }: { readonly list: PageOf<AccountLine> }) => (
  <Table<AccountLine>
    caption="Comptes, par nom"
    captionHidden
    columns={[
      {
        title: 'Personne',
        kind: 'large-nommee',
        cell: ({ name, email }) => <NameAndEmail name={name} email={email} />,
      },
      {
        title: 'État',
        cell: ({ state }) => <Status kind={stateWords[state].kind}>{stateWords[state].word}</Status>,
      },
      {
        title: 'Rattachements',
        cell: ({ agent, places }) => (agent ? typo("Agent de l'OPCO") : String(places)),
      },
      {
        title: 'Dernière connexion',
        cell: ({ lastSignInAt }) => (lastSignInAt ? formatDate(lastSignInAt) : 'Jamais'),
      },
      {
        title: 'Actions',
        kind: 'gestes',
        cell: ({ id, name, email }) => (
          <ButtonLink href={`${accountsPath}/${id}`} variant="nu" hiddenText={`: ${name || email}`}>
            Voir
          </ButtonLink>
        ),
      },
    ]}
    rows={list.lines}
    rowKey={({ id }) => id}
  />
);
