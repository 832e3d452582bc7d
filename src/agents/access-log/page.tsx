import { frameOf } from '../../access';
import type { PageOf } from '../../platform/paging';
import type { PeriodAsked } from '../../platform/period';
import type { Person } from '../../platform/who-may';
import {
  AppPage,
  Button,
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
import type { AccessLine, AccessView, KnownPerson } from './access-log';
import { actionInWords, detailOf } from './words';

export const accessLogPath = '/agents/journal-d-acces';

interface AccessLogPageProps {
  readonly reader: Person;
  /** As asked, in small letters; empty: nothing is asked yet. */
  readonly email: string;
  /** Null: unknown, or nothing asked. */
  readonly person: KnownPerson | null;
  /** Null when there is nobody to list for, or an impossible period. */
  readonly list: PageOf<AccessLine> | null;
  readonly view: AccessView;
  readonly period: PeriodAsked;
}

const views = [
  { value: 'lus', label: 'Qui a vu ses données' },
  { value: 'faits', label: 'Ce qu’elle a vu ou fait' },
] as const;

/** "Journal d'accès": who saw a person between two days, and what a person saw. */
export function AccessLogPage({ reader, email, person, list, view, period }: AccessLogPageProps) {
  const addressOf = (page: number) =>
    `${accessLogPath}?${new URLSearchParams({ adresse: email, vue: view, ...period.typed, page: String(page) })}`;
  const { errors } = period;
  return (
    <AppPage
      title="Journal d'accès"
      error={Object.keys(errors).length > 0}
      {...frameOf(reader, accessLogPath)}
    >
      <div class="cadre corps pile-5">
        <div class="tetiere">
          <div>
            <h1>{typo("Journal d'accès")}</h1>
            <p>
              {typo(
                "Qui a lu ou modifié les données d'une personne, entre deux dates. Ce journal est conservé 12 mois, et vos recherches y figurent aussi.",
              )}
            </p>
          </div>
        </div>
        <ErrorSummary errors={errors} />
        <form class="filtres" action={accessLogPath} method="get" novalidate>
          <Field
            name="adresse"
            label="Adresse email de la personne"
            type="email"
            value={email}
            autocomplete="off"
          />
          <Select name="vue" label="Afficher" options={views} value={view} />
          <PeriodFields typed={period.typed} errors={errors} />
          <Button variant="trait">Rechercher</Button>
          {list && <FilterCount total={list.total} words={['Aucun accès', '1 accès', 'accès']} />}
        </form>
        {email !== '' && person === null && (
          <Note>
            {
              'Personne n’est connu sous cette adresse. Vérifiez-la, ou essayez celle que la personne avait auparavant.'
            }
          </Note>
        )}
        {person && list && <Accesses person={person} list={list} view={view} />}
        {list && <Pagination page={list.page} pages={list.pages} href={addressOf} />}
      </div>
    </AppPage>
  );
}

interface AccessesProps {
  readonly person: KnownPerson;
  readonly list: PageOf<AccessLine>;
  readonly view: AccessView;
}

function Accesses({ person, list, view }: AccessesProps) {
  const name = person.name || person.email;
  const heading = view === 'lus' ? `Qui a vu ou modifié : ${name}` : `Vu ou fait par : ${name}`;
  return (
    <section class="pile" aria-labelledby="t-acces">
      <h2 id="t-acces">{typo(heading)}</h2>
      {list.total === 0 ? (
        <Note>{'Rien entre ces deux dates. Choisissez une période plus longue.'}</Note>
      ) : (
        <Table<AccessLine>
          caption="Accès, du plus récent au plus ancien"
          captionHidden
          columns={[
            { title: 'Accès', kind: 'large', cell: (line) => <What line={line} /> },
            view === 'lus'
              ? {
                  title: 'Par',
                  kind: 'large-nommee',
                  cell: (line) => (
                    <NameAndEmail name={line.by} email={line.byEmail} otherwise="Sans connexion" />
                  ),
                }
              : { title: 'À propos de', kind: 'large-nommee', cell: (line) => <About line={line} /> },
            { title: 'Adresse réseau', cell: (line) => line.address ?? '–' },
            { title: 'Date', cell: (line) => formatDateTime(line.at) },
          ]}
          rows={list.lines}
          rowKey={(line) => line.id}
        />
      )}
    </section>
  );
}

function What({ line }: { readonly line: AccessLine }) {
  const detail = detailOf(line);
  return (
    <span>
      {typo(actionInWords(line.action))}
      {detail && <span class="sous">{detail}</span>}
      {line.viewedAs && <span class="sous">{typo(`Vu comme ${line.viewedAs}`)}</span>}
    </span>
  );
}

const About = ({ line }: { readonly line: AccessLine }) =>
  line.alike > 1 ? <>–</> : <NameAndEmail name={line.name} email={line.email} />;
