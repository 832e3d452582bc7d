import { type HistorySection, historySections, type Place, PlaceFrame } from '../../access';
import type { PageOf } from '../../platform/paging';
import type { PeriodAsked } from '../../platform/period';
import type { Person } from '../../platform/who-may';
import {
  Button,
  ButtonLink,
  ErrorSummary,
  Field,
  FilterCount,
  formatDateTime,
  NameAndEmail,
  Note,
  Pagination,
  PeriodFields,
  Select,
  Table,
  typo,
} from '../../ui';
import type { HistoryLine } from '../queries/history';
import { doerOf, eventOf } from '../words';

interface HistoryPageProps {
  readonly person: Person;
  readonly place: Place;
  /** Null when what is asked cannot be listed. */
  readonly list: PageOf<HistoryLine> | null;
  readonly asked: {
    readonly section: HistorySection | null;
    readonly period: PeriodAsked;
    readonly search: string;
  };
  /** More lines than one file takes. */
  readonly tooMany: boolean;
}

/** "Historique": what happened to an establishment, or to a company and all of its establishments. */
export function HistoryPage({ person, place, list, asked, tooMany }: HistoryPageProps) {
  const { section, period, search } = asked;
  const { typed } = period;
  const filters = { rubrique: section ?? '', q: search, ...typed };
  const errors = tooMany ? { ...period.errors, du: tooManySentence } : period.errors;
  const addressOf = (page: number) =>
    `${place.historyPath}?${new URLSearchParams({ ...filters, page: String(page) })}`;
  return (
    <PlaceFrame
      title="Historique"
      person={person}
      place={place}
      current={place.historyPath}
      error={Object.keys(errors).length > 0}
    >
      <div class="tetiere">
        <div>
          <h1>Historique</h1>
          <p>
            {typo(
              place.siret === null
                ? "Ce qui s'est passé pour l'entreprise et pour chacun de ses établissements, et qui l'a fait."
                : "Ce qui s'est passé pour cet établissement, et qui l'a fait.",
            )}
          </p>
        </div>
        {list !== null && list.total > 0 && (
          <ButtonLink href={`${place.historyPath}/export?${new URLSearchParams(filters)}`} icon="file">
            Exporter (CSV)
          </ButtonLink>
        )}
      </div>
      <ErrorSummary errors={errors} />
      <form class="filtres" action={place.historyPath} method="get" novalidate>
        <Select
          name="rubrique"
          label="Rubrique"
          options={[{ value: '', label: 'Toutes' }, ...historySections]}
          value={section ?? ''}
        />
        <Field name="q" label="Personne" type="search" value={search} autocomplete="off" />
        <PeriodFields typed={typed} errors={errors} />
        <Button variant="trait">Filtrer</Button>
        {list && <FilterCount total={list.total} words={['Aucun événement', '1 événement', 'événements']} />}
      </form>
      {list && <Lines list={list} place={place} />}
      {list && <Pagination page={list.page} pages={list.pages} href={addressOf} />}
    </PlaceFrame>
  );
}

const tooManySentence =
  'Il y a plus de 20 000 lignes, trop pour un seul fichier : choisissez une période plus courte, puis exportez de nouveau.';

function Lines({ list, place }: { readonly list: PageOf<HistoryLine>; readonly place: Place }) {
  if (list.total === 0) {
    return (
      <Note>
        {"Rien ne correspond. Choisissez « Toutes » ou une autre période pour voir tout l'historique."}
      </Note>
    );
  }
  return (
    <Table<HistoryLine>
      caption="Événements, du plus récent au plus ancien"
      captionHidden
      columns={[
        { title: 'Événement', cell: (line) => <What line={line} place={place} /> },
        {
          title: 'Personne concernée',
          kind: 'large',
          cell: (line) => <NameAndEmail name={line.name} email={line.email} />,
        },
        ...(place.siret === null
          ? [{ title: 'Établissement', cell: (line: HistoryLine) => <Where line={line} /> }]
          : []),
        { title: 'Par', cell: (line) => typo(doerOf(line)) },
        { title: 'Date', cell: (line) => formatDateTime(line.at) },
      ]}
      rows={list.lines}
      rowKey={(line) => line.id}
    />
  );
}

/** On an establishment, what happened to its whole company says so. */
function What({ line, place }: { readonly line: HistoryLine; readonly place: Place }) {
  return (
    <span>
      {typo(eventOf(line))}
      {place.siret !== null && line.siret === null && <span class="sous">{typo("Toute l'entreprise")}</span>}
    </span>
  );
}

function Where({ line: { siret, siteName } }: { readonly line: HistoryLine }) {
  if (siret === null) return typo("Toute l'entreprise");
  return (
    <span>
      {siteName}
      <span class="sous insecable">SIRET {siret}</span>
    </span>
  );
}
