import { roleOf } from '../../access';
import type { Person } from '../../platform/who-may';
import {
  Button,
  ButtonLink,
  companyLabel,
  Email,
  Field,
  FilterCount,
  formatDate,
  Note,
  Pagination,
  Select,
  Status,
  Table,
  typo,
} from '../../ui';
import { ageInWords } from '../age';
import type { Queue, QueueLine, QueueView } from '../queries/queue';
import { DeskPage, queuePath } from './frame';

interface QueuePageProps {
  readonly person: Person;
  readonly queue: Queue;
  readonly view: QueueView;
  readonly search: string;
  readonly now: Date;
}

export function QueuePage({ person, queue, view, search, now }: QueuePageProps) {
  const waiting = view === 'a-decider';
  const addressOf = (page: number) =>
    `${queuePath}?${new URLSearchParams({ etat: view, q: search, page: String(page) })}`;
  return (
    <DeskPage title="Demandes de compte" person={person} isQueue>
      <div class="tetiere">
        <div>
          <h1>Demandes de compte</h1>
          <p>
            {typo(
              'Les demandes pour des établissements sans administrateur, et les entreprises et établissements à valider.',
            )}
          </p>
        </div>
      </div>
      <form class="filtres" action={queuePath} method="get">
        <Select
          name="etat"
          label="Afficher"
          options={[
            { value: 'a-decider', label: 'À décider' },
            { value: 'decidees', label: 'Décidées' },
          ]}
          value={view}
        />
        <Field name="q" label="Nom, email, SIREN ou SIRET" type="search" value={search} autocomplete="off" />
        <Button variant="trait">Filtrer</Button>
        <FilterCount total={queue.total} words={['Aucun dossier', '1 dossier', 'dossiers']} />
      </form>
      {queue.total === 0 ? (
        <Note>{emptySentence(waiting, search)}</Note>
      ) : (
        <Table
          caption={
            waiting
              ? 'Dossiers à décider, du plus ancien au plus récent'
              : 'Dossiers décidés, du plus récent au plus ancien'
          }
          captionHidden
          columns={[
            { title: 'Dossier', cell: (line) => <Name line={line} /> },
            { title: 'Entreprise', cell: (line) => <Where line={line} />, kind: 'large' },
            {
              title: waiting ? 'À décider' : 'Décision',
              cell: (line) => <States line={line} waiting={waiting} />,
            },
            { title: waiting ? 'Reçu' : 'Décidé', cell: (line) => <When line={line} now={now} /> },
            {
              title: 'Actions',
              kind: 'gestes',
              cell: (line) => (
                <ButtonLink href={pathOf(line)} variant="nu" hiddenText={`: ${subjectOf(line)}`}>
                  {waiting ? 'Étudier' : 'Voir'}
                </ButtonLink>
              ),
            },
          ]}
          rows={queue.lines}
          rowKey={(line) => `${line.kind}-${line.id}`}
        />
      )}
      <Pagination page={queue.page} pages={queue.pages} href={addressOf} />
    </DeskPage>
  );
}

function emptySentence(waiting: boolean, search: string) {
  if (search)
    return 'Aucun dossier ne correspond à cette recherche. Essayez un nom, une adresse email ou un SIREN.';
  return waiting
    ? 'Rien à décider pour le moment. Les nouvelles demandes arriveront ici, et vous en serez prévenu par email.'
    : 'Aucune décision pour le moment.';
}

const paths = {
  request: queuePath,
  company: '/agents/entreprises-a-valider',
  establishment: '/agents/etablissements-a-valider',
  takeover: '/agents/reprises',
} as const;

const pathOf = (line: QueueLine) => `${paths[line.kind]}/${line.id}`;

const isSomebodys = ({ kind }: QueueLine) => kind === 'request' || kind === 'takeover';

function subjectOf(line: QueueLine) {
  if (isSomebodys(line)) return `${line.firstName} ${line.lastName}`;
  return line.kind === 'company' ? line.companyName : (line.siteName ?? line.companyName);
}

function Name({ line }: { readonly line: QueueLine }) {
  if (isSomebodys(line)) {
    return (
      <>
        {subjectOf(line)}
        {line.email && (
          <span class="sous">
            <Email address={line.email} />
          </span>
        )}
        {line.role && <span class="sous">{typo(roleOf(line.role).name)}</span>}
        {line.kind === 'takeover' && <span class="sous">{typo("Reprise de l'administration")}</span>}
      </>
    );
  }
  return (
    <>
      {subjectOf(line)}
      <span class="sous">{line.kind === 'company' ? 'Entreprise déclarée' : 'Établissement déclaré'}</span>
    </>
  );
}

function Where({ line }: { readonly line: QueueLine }) {
  return (
    <span>
      {companyLabel(line.companyName, line.siren)}
      <span class="sous">
        {line.siret ? (
          <>
            {line.siteName !== line.companyName && `${line.siteName}, `}
            {line.town}, <span class="insecable">SIRET {line.siret}</span>
          </>
        ) : (
          line.town
        )}
      </span>
    </span>
  );
}

/** The decisions that wait, or the one that was taken. */
function States({ line, waiting }: { readonly line: QueueLine; readonly waiting: boolean }) {
  if (!waiting) return <Decision line={line} />;
  return (
    <span class="etats">
      {line.kind === 'request' && <Status kind="attente">Accès</Status>}
      {line.kind === 'takeover' && <Status kind="attente">Administration</Status>}
      {line.companyToValidate && <Status kind="attente">Entreprise</Status>}
      {line.siteToValidate && <Status kind="attente">Établissement</Status>}
    </span>
  );
}

function Decision({ line }: { readonly line: QueueLine }) {
  if (line.state === 'refused') return <Status kind="refus">{refusedWords[line.kind]}</Status>;
  return <Status kind="actif">{acceptedWords[line.kind]}</Status>;
}

const acceptedWords = {
  request: 'Accès validé',
  company: 'Acceptée',
  establishment: 'Accepté',
  takeover: 'Administration confiée',
} as const;
const refusedWords = {
  request: 'Accès refusé',
  company: 'Refusée',
  establishment: 'Refusé',
  takeover: 'Reprise refusée',
} as const;

/** The year is said when it is not the current one. */
function dateOf(at: Date, now: Date) {
  const year = formatDate(now).slice(-5);
  return formatDate(at).replace(year, '');
}

function When({ line, now }: { readonly line: QueueLine; readonly now: Date }) {
  return (
    <span>
      {typo(ageInWords(line.at, now))}
      <span class="sous">{dateOf(line.at, now)}</span>
      {line.decidedBy && <span class="sous">par {line.decidedBy}</span>}
    </span>
  );
}
