import type { ComponentChildren } from 'preact';
import { frameOf, recordPathOf, roleOf } from '../../access';
import type { PageOf } from '../../platform/paging';
import type { Person } from '../../platform/who-may';
import {
  AppPage,
  Button,
  ButtonLink,
  Field,
  formatDate,
  NameAndEmail,
  Note,
  Pagination,
  Select,
  Table,
  typo,
} from '../../ui';
import { accountsPath } from '../accounts/words';
import type { OldRight, ReviewLine, ReviewView } from './queries';

export const reviewsDeskPath = '/agents/revue-des-droits';
const oldRightsPath = `${reviewsDeskPath}/droits-anciens`;

interface FrameProps {
  readonly title: string;
  readonly sentence: string;
  readonly person: Person;
  /** The other of the two pages. */
  readonly other: ComponentChildren;
  readonly children: ComponentChildren;
}

const Frame = ({ title, sentence, person, other, children }: FrameProps) => (
  <AppPage title={title} {...frameOf(person, accountsPath)}>
    <div class="cadre corps pile-5">
      <p class="retour">
        <ButtonLink variant="nu" href={accountsPath} icon="arrow-left">
          Comptes
        </ButtonLink>
      </p>
      <div class="tetiere">
        <div>
          <h1>{title}</h1>
          <p>{typo(sentence)}</p>
        </div>
        {other}
      </div>
      {children}
    </div>
  </AppPage>
);

const viewWords: Readonly<Record<ReviewView, { readonly label: string; readonly none: string }>> = {
  'en-retard': { label: 'En retard', none: "Aucune revue n'est en retard." },
  'en-cours': { label: 'Demandées, dans les temps', none: "Aucune revue n'est en attente." },
  'sans-administrateur': {
    label: 'Sans administrateur',
    none: 'Partout où des droits ont plus de 12 mois, quelqu’un peut les revoir.',
  },
  faites: { label: 'Faites depuis 12 mois', none: 'Aucune revue n’a été faite depuis 12 mois.' },
};
const views = Object.entries(viewWords).map(([value, { label }]) => ({ value, label }));

interface ReviewsPageProps {
  readonly person: Person;
  readonly list: PageOf<ReviewLine>;
  readonly view: ReviewView;
  readonly search: string;
}

/** /agents/revue-des-droits */
export function ReviewsPage({ person, list, view, search }: ReviewsPageProps) {
  const addressOf = (page: number) =>
    `${reviewsDeskPath}?${new URLSearchParams({ etat: view, q: search, page: String(page) })}`;
  return (
    <Frame
      title="Revues des droits"
      sentence="Une fois par an, chaque entreprise relit qui a accès. Appelez ses administrateurs quand la revue est en retard."
      person={person}
      other={
        <ButtonLink href={oldRightsPath} variant="trait">
          Droits de plus de 12 mois
        </ButtonLink>
      }
    >
      <form class="filtres" action={reviewsDeskPath} method="get">
        <Select name="etat" label="Afficher" options={views} value={view} />
        <Search value={search} label="Nom, SIREN ou SIRET" />
        <Count total={list.total} one="résultat" many="résultats" />
      </form>
      {list.total === 0 ? (
        <Note>{search ? nothingFound : viewWords[view].none}</Note>
      ) : (
        <Reviews list={list} view={view} />
      )}
      <Pagination page={list.page} pages={list.pages} href={addressOf} />
    </Frame>
  );
}

const nothingFound = 'Rien ne correspond à cette recherche. Essayez une partie du nom, le SIREN ou le SIRET.';

const Search = ({ value, label }: { readonly value: string; readonly label: string }) => (
  <>
    <Field name="q" label={label} type="search" value={value} autocomplete="off" />
    <Button variant="trait">Rechercher</Button>
  </>
);

interface CountProps {
  readonly total: number;
  readonly one: string;
  readonly many: string;
}

const Count = ({ total, one, many }: CountProps) => (
  <p class="filtres__compte" role="status">
    {typo(`${total.toLocaleString('fr-FR')} ${total > 1 ? many : one}`)}
  </p>
);

const numberOf = ({ siren, siret }: Pick<ReviewLine, 'siren' | 'siret'>) => siret ?? siren;

type PlaceProps = Pick<ReviewLine, 'siren' | 'siret' | 'name'> & { readonly address?: string };

const PlaceCell = ({ siren, siret, name, address }: PlaceProps) => (
  <>
    {name}
    <span class="sous">
      <a href={recordPathOf({ siren, siret })} class="insecable">
        {siret === null ? `SIREN ${siren}` : `SIRET ${siret}`}
      </a>
      {siret === null ? typo(", toute l'entreprise") : address && `, ${address}`}
    </span>
  </>
);

const Reviews = ({ list, view }: Pick<ReviewsPageProps, 'list' | 'view'>) => (
  <Table<ReviewLine>
    caption={viewWords[view].label}
    captionHidden
    columns={[
      { title: 'Établissement ou entreprise', cell: (line) => <PlaceCell {...line} /> },
      { title: 'À faire avant le', cell: ({ dueAt }) => (dueAt ? formatDate(dueAt) : '–') },
      { title: 'Dernière revue', cell: ({ doneAt }) => (doneAt ? formatDate(doneAt) : 'aucune') },
      { title: 'Personnes', cell: ({ people }) => String(people) },
      {
        title: 'Actions',
        kind: 'gestes',
        cell: (line) => (
          <ButtonLink
            href={`${accountsPath}?q=${numberOf(line)}`}
            variant="nu"
            hiddenText={`: ${line.name}, ${numberOf(line)}`}
          >
            Voir les comptes
          </ButtonLink>
        ),
      },
    ]}
    rows={list.lines}
    rowKey={numberOf}
  />
);

interface OldRightsPageProps {
  readonly person: Person;
  readonly list: PageOf<OldRight>;
  readonly search: string;
}

/** /agents/revue-des-droits/droits-anciens */
export function OldRightsPage({ person, list, search }: OldRightsPageProps) {
  const addressOf = (page: number) =>
    `${oldRightsPath}?${new URLSearchParams({ q: search, page: String(page) })}`;
  return (
    <Frame
      title="Droits de plus de 12 mois"
      sentence="Donnés il y a plus de 12 mois, et confirmés par aucune revue depuis. Les plus anciens d'abord."
      person={person}
      other={
        <ButtonLink href={reviewsDeskPath} variant="trait">
          Revues des droits
        </ButtonLink>
      }
    >
      <form class="filtres" action={oldRightsPath} method="get">
        <Search value={search} label="Nom, email, SIREN ou SIRET" />
        <Count total={list.total} one="droit" many="droits" />
      </form>
      {list.total === 0 ? (
        <Note>
          {search ? nothingFound : 'Tous les droits ont été donnés, ou confirmés, depuis moins de 12 mois.'}
        </Note>
      ) : (
        <OldRights list={list} />
      )}
      <Pagination page={list.page} pages={list.pages} href={addressOf} />
    </Frame>
  );
}

const OldRights = ({ list }: Pick<OldRightsPageProps, 'list'>) => (
  <Table<OldRight>
    caption="Droits, les plus anciens d'abord"
    captionHidden
    columns={[
      {
        title: 'Personne ou partenaire',
        cell: ({ name, email }) => <NameAndEmail name={name === email ? null : name} email={email} />,
      },
      {
        title: 'Droit',
        kind: 'large',
        cell: ({ role, siren, siret, placeName }) => (
          <span>
            {typo(role ? roleOf(role).name : 'Mandat')}
            <span class="sous">
              <PlaceCell siren={siren} siret={siret} name={`${placeName} `} />
            </span>
          </span>
        ),
      },
      { title: 'Donné le', cell: ({ givenAt }) => formatDate(givenAt) },
      {
        title: 'Dernière revue',
        cell: ({ reviewedAt }) => (reviewedAt ? formatDate(reviewedAt) : 'aucune'),
      },
      {
        title: 'Dernière connexion',
        cell: ({ accountId, lastSignInAt }) =>
          accountId === null ? '–' : lastSignInAt ? formatDate(lastSignInAt) : 'jamais',
      },
      {
        title: 'Actions',
        kind: 'gestes',
        cell: ({ accountId, name, placeName }) =>
          accountId && (
            <ButtonLink
              href={`${accountsPath}/${accountId}`}
              variant="nu"
              hiddenText={`: ${name}, ${placeName}`}
            >
              Voir le compte
            </ButtonLink>
          ),
      },
    ]}
    rows={list.lines}
    rowKey={({ id }) => id}
  />
);
