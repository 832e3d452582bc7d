import type { Person } from '../../../platform/who-may';
import {
  Button,
  ButtonLink,
  Card,
  Email,
  Field,
  FilterCount,
  formatDate,
  Line,
  Lines,
  Note,
  ofName,
  Pagination,
  Select,
  Table,
  typo,
} from '../../../ui';
import { deadlinesOf } from '../../deadlines';
import { type MandateLine, MandatesCard } from '../../mandates';
import { PlaceFrame } from '../../pages/place-frame';
import type { Place } from '../../place';
import { roleOf } from '../../rules';
import { membershipWords } from '../lifecycle';
import type { OpenInvitation } from '../queries/invitations';
import type { BlockedAddress, UserFilter, UserLine, UserList, WaitingLine } from '../queries/users';
import { AttachmentState, Done, type DoneCode } from './frame';
import { Blocked, Invitations } from './users-aside';

export interface UsersPageProps {
  readonly person: Person;
  readonly place: Place;
  readonly list: UserList;
  readonly filter: UserFilter;
  readonly search: string;
  readonly waiting: readonly WaitingLine[];
  readonly invitations: readonly OpenInvitation[];
  readonly blocked: readonly BlockedAddress[];
  /** Partners who act there, or ask to. */
  readonly mandates: readonly MandateLine[];
  /** Until when the yearly review of the rights is asked for; null: nobody asks. */
  readonly reviewBy: Date | null;
  readonly now: Date;
  readonly done: DoneCode | null;
}

const filters: readonly { value: UserFilter; label: string }[] = [
  { value: 'en-cours', label: 'En cours' },
  { value: 'a-valider', label: membershipWords.pending },
  { value: 'valide', label: membershipWords.active },
  { value: 'suspendu', label: membershipWords.suspended },
  { value: 'refuse', label: membershipWords.refused },
  { value: 'termine', label: membershipWords.ended },
  { value: 'tous', label: 'Tous' },
];

/** "Gestion des utilisateurs" of an establishment or of a company: what waits first, then the people. */
export function UsersPage(props: UsersPageProps) {
  const { person, place, list, filter, search, waiting, invitations, blocked, mandates } = props;
  const { reviewBy, now, done } = props;
  const addressOf = (page: number) =>
    `${place.usersPath}?${new URLSearchParams({ etat: filter, q: search, page: String(page) })}`;
  return (
    <PlaceFrame title="Gestion des utilisateurs" person={person} place={place} current={place.usersPath}>
      <Done code={done} />
      <div class="tetiere">
        <div>
          <h1>Gestion des utilisateurs</h1>
          <p>
            {typo(
              place.siret === null
                ? "Les personnes rattachées à l'entreprise ou à l'un de ses établissements, et ce qu'elles peuvent y faire."
                : "Les personnes rattachées à cet établissement et ce qu'elles peuvent y faire.",
            )}
          </p>
        </div>
        <div class="boutons">
          <ButtonLink href={`${place.usersPath}/revue`} variant="trait">
            Revoir les droits
          </ButtonLink>
          <ButtonLink href={`${place.usersPath}/inviter`} icon="plus">
            Inviter une personne
          </ButtonLink>
        </div>
      </div>
      {reviewBy && (
        <Note kind="attente">{`La revue annuelle des droits ${reviewBy < now ? 'était' : 'est'} à faire avant le ${formatDate(reviewBy)}.`}</Note>
      )}
      {waiting.length > 0 && <Waiting requests={waiting} now={now} />}
      <section class="pile" aria-labelledby="t-utilisateurs">
        <h2 id="t-utilisateurs">Utilisateurs</h2>
        <form class="filtres" action={place.usersPath} method="get">
          <Select name="etat" label="État de rattachement" options={filters} value={filter} />
          <Field name="q" label="Nom ou adresse email" type="search" value={search} autocomplete="off" />
          <Button variant="trait">Filtrer</Button>
          <FilterCount total={list.total} words={['Personne', '1 personne', 'personnes']} />
        </form>
        {list.total === 0 ? (
          <Note>{emptySentence(search, filter)}</Note>
        ) : (
          <Users list={list} place={place} me={person.accountId} />
        )}
        <Pagination page={list.page} pages={list.pages} href={addressOf} />
      </section>
      {invitations.length > 0 && <Invitations invitations={invitations} place={place} now={now} />}
      {mandates.length > 0 && <MandatesCard mandates={mandates} now={now} />}
      {blocked.length > 0 && <Blocked addresses={blocked} place={place} />}
    </PlaceFrame>
  );
}

function emptySentence(search: string, filter: UserFilter) {
  if (search)
    return 'Personne ne correspond à cette recherche. Essayez une partie du nom ou de l’adresse email.';
  return filter === 'en-cours'
    ? 'Personne n’est rattaché pour le moment.'
    : 'Personne n’est dans cet état. Choisissez « Tous » pour voir tout le monde.';
}

function Waiting({ requests, now }: { readonly requests: readonly WaitingLine[]; readonly now: Date }) {
  const title =
    requests.length === 1
      ? '1 demande attend votre décision'
      : `${requests.length} demandes attendent votre décision`;
  return (
    <Card id="t-demandes" title={title}>
      <Lines>
        {requests.map((request, index) => (
          <Line
            key={request.id}
            icon="user"
            waiting
            title={`${request.firstName} ${request.lastName}`}
            details={[
              <>
                {request.jobTitle}
                {typo(', demande le rôle ')}
                <strong>{typo(roleOf(request.role).name)}</strong>
              </>,
              typo(`Reçue le ${formatDate(request.confirmedAt)}${nextStep(request.confirmedAt, now)}`),
            ]}
            action={
              <ButtonLink
                href={`/etablissements/${request.siret}/utilisateurs/demandes/${request.id}`}
                variant={index === 0 ? 'plein' : 'trait'}
                hiddenText={`la demande ${ofName(`${request.firstName} ${request.lastName}`)}`}
              >
                Étudier
              </ButtonLink>
            }
          />
        ))}
      </Lines>
    </Card>
  );
}

/** What time does to it next. */
function nextStep(confirmedAt: Date, now: Date) {
  const { reminder, relay } = deadlinesOf(confirmedAt);
  if (now < reminder) return `, rappel le ${formatDate(reminder)}`;
  return now < relay
    ? `, nos conseillers prennent le relais le ${formatDate(relay)}`
    : ', aussi chez nos conseillers';
}

interface UsersProps {
  readonly list: UserList;
  readonly place: Place;
  readonly me: string;
}

function Users({ list, place, me }: UsersProps) {
  return (
    <Table<UserLine>
      caption="Utilisateurs, par nom"
      captionHidden
      columns={[
        { title: 'Personne', cell: (line) => <Name line={line} own={line.accountId === me} /> },
        { title: 'Rôle', kind: 'large', cell: (line) => <RoleAndPlace line={line} place={place} /> },
        {
          title: 'État de rattachement',
          cell: (line) => (
            <span>
              <AttachmentState state={line.state} />
              {line.endsOn && line.state !== 'ended' && (
                <span class="sous">{typo(`jusqu'au ${formatDate(line.endsOn)}`)}</span>
              )}
            </span>
          ),
        },
        {
          title: 'Dernière connexion',
          cell: (line) => (line.lastSignInAt ? formatDate(line.lastSignInAt) : 'jamais'),
        },
        { title: 'Actions', kind: 'gestes', cell: (line) => <Action line={line} place={place} me={me} /> },
      ]}
      rows={list.lines}
      rowKey={(line) => line.membershipId}
    />
  );
}

function Name({ line, own }: { readonly line: UserLine; readonly own: boolean }) {
  return (
    <>
      {`${line.firstName} ${line.lastName}`.trim()}
      {own && ' (vous)'}
      <span class="sous">
        <Email address={line.email} />
      </span>
    </>
  );
}

/** On an establishment, says who holds their role on the whole company; on a company, where each holds theirs. */
function RoleAndPlace({ line, place }: { readonly line: UserLine; readonly place: Place }) {
  return (
    <span>
      {typo(roleOf(line.role).name)}
      {line.siret === null && <span class="sous">{typo("Toute l'entreprise")}</span>}
      {place.siret === null && line.siret !== null && (
        <span class="sous">
          {[line.siteName, line.town].filter(Boolean).join(', ')},{' '}
          <span class="insecable">SIRET {line.siret}</span>
        </span>
      )}
      {line.lastAdministrator && <span class="sous">Seul administrateur</span>}
    </span>
  );
}

function Action({
  line,
  place,
  me,
}: {
  readonly line: UserLine;
  readonly place: Place;
  readonly me: string;
}) {
  const name = `${line.firstName} ${line.lastName}`.trim();
  if (line.state === 'pending' && line.requestId && line.accountId !== me) {
    const siret = line.siret ?? place.siret;
    return (
      <ButtonLink
        href={`/etablissements/${siret}/utilisateurs/demandes/${line.requestId}`}
        variant="nu"
        hiddenText={`la demande ${ofName(name)}`}
      >
        Étudier
      </ButtonLink>
    );
  }
  const live = line.state === 'active' || line.state === 'suspended';
  const ours = line.accountId !== me && (line.siret !== null || place.siret === null);
  return (
    <ButtonLink href={`${place.usersPath}/${line.membershipId}`} variant="nu" hiddenText={name}>
      {live && ours ? 'Modifier' : 'Voir'}
    </ButtonLink>
  );
}
