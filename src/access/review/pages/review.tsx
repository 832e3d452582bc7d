import type { FieldErrors } from '../../../platform/errors';
import type { Form } from '../../../platform/forms';
import type { Person } from '../../../platform/who-may';
import {
  Button,
  ButtonLink,
  Checkbox,
  ErrorSummary,
  formatDate,
  Note,
  RadioGroup,
  TextArea,
  typo,
} from '../../../ui';
import { PlaceFrame } from '../../pages/place-frame';
import { type Refused, RefusedNote } from '../../pages/refused-note';
import type { Place } from '../../place';
import { roleOf } from '../../rules';
import type { ReviewedUser } from '../queries';

export interface ReviewPageProps {
  readonly person: Person;
  readonly place: Place;
  readonly users: readonly ReviewedUser[];
  /** Until when it is asked for; null: nobody asks yet. */
  readonly dueAt: Date | null;
  readonly lastDone: { readonly id: string; readonly doneAt: Date | null } | null;
  /** The versions of an earlier list, by membership, when it is no longer this one. */
  readonly seen: ReadonlyMap<string, number> | null;
  readonly errors: FieldErrors;
  readonly typed: Form;
  readonly refusal: Refused | null;
}

export const fieldOf = (membershipId: string) => `acces-${membershipId}`;
export const restField = 'garder-les-autres';
const usualReason = "Revue annuelle des droits : cet accès n'est plus nécessaire.";

/** "…/utilisateurs/revue": everybody with access, and what becomes of each. */
export function ReviewPage(props: ReviewPageProps) {
  const { person, place, users, dueAt, lastDone, seen, errors, typed, refusal } = props;
  const gone = [...(seen?.keys() ?? [])].filter((id) => !users.some((one) => one.membershipId === id)).length;
  return (
    <PlaceFrame
      title="Revue des droits"
      person={person}
      place={place}
      current={place.usersPath}
      error={Object.keys(errors).length > 0 || refusal !== null}
    >
      <p class="retour">
        <ButtonLink variant="nu" href={place.usersPath} icon="arrow-left">
          Gestion des utilisateurs
        </ButtonLink>
      </p>
      <RefusedNote refusal={refusal}>
        {gone > 0 && <p>{typo(`${gone} ligne${gone > 1 ? 's ne sont' : " n'est"} plus dans la liste.`)}</p>}
      </RefusedNote>
      <div class="tetiere">
        <div>
          <h1>Revue des droits</h1>
          <p>{typo(introduction(dueAt, lastDone?.doneAt ?? null))}</p>
        </div>
      </div>
      <ErrorSummary errors={errors} />
      <form class="pile-5" action={`${place.usersPath}/revue`} method="post" novalidate>
        <input
          type="hidden"
          name="vus"
          value={users.map((one) => `${one.membershipId}:${one.version}`).join(' ')}
        />
        <input type="hidden" name="derniere" value={lastDone?.id ?? ''} />
        <section class="carte pile-5" aria-labelledby="t-personnes">
          <h2 id="t-personnes">{typo(users.length === 1 ? '1 personne' : `${users.length} personnes`)}</h2>
          {users.map((user) => (
            <OneUser key={user.membershipId} user={user} {...props} />
          ))}
        </section>
        <section class="carte pile-5" aria-labelledby="t-valider">
          <h2 id="t-valider">Valider</h2>
          <Checkbox
            name={restField}
            label="Garder l'accès de toutes les personnes sans réponse"
            checked={typed[restField] === 'oui'}
          />
          <TextArea
            name="motif"
            label="Motif"
            hint="Lu par les personnes dont l'accès prend fin."
            rows={3}
            value={typed.motif ?? usualReason}
            errors={errors}
          />
          <div class="boutons">
            <Button variant="plein">Valider la revue</Button>
          </div>
        </section>
      </form>
    </PlaceFrame>
  );
}

function introduction(dueAt: Date | null, doneAt: Date | null) {
  const last = doneAt ? ` La dernière date du ${formatDate(doneAt)}.` : '';
  const asked = dueAt ? `À faire avant le ${formatDate(dueAt)}. ` : '';
  return `${asked}Dites, pour chaque personne, si elle garde son accès. Rien ne change avant « Valider la revue ».${last}`;
}

function OneUser({ user, person, seen, errors, typed }: ReviewPageProps & { readonly user: ReviewedUser }) {
  const name = fieldOf(user.membershipId);
  const details = [
    user.email,
    roleOf(user.role).name,
    user.state === 'suspended' && 'suspendu',
    user.endsOn && `jusqu'au ${formatDate(user.endsOn)}`,
    user.lastSignInAt ? `dernière connexion le ${formatDate(user.lastSignInAt)}` : 'jamais connecté',
  ].filter((one) => typeof one === 'string');
  const sentence = typo(`${changeOf(user, seen)}${details.join(', ')}`);
  const kept = user.accountId === person.accountId ? 'Vous' : user.lastAdministrator && 'Seul administrateur';
  if (kept) {
    return <Note icon="user">{`${user.name} (${kept}) : accès gardé. ${sentence}`}</Note>;
  }
  return (
    <RadioGroup
      name={name}
      label={user.name}
      hint={sentence}
      width="large"
      options={[
        { value: 'garder', label: "Garder l'accès" },
        { value: 'finir', label: 'Mettre fin' },
      ]}
      value={typed[name]}
      errors={errors}
    />
  );
}

function changeOf({ membershipId, version }: ReviewedUser, seen: ReviewPageProps['seen']) {
  if (seen === null) return '';
  const before = seen.get(membershipId);
  if (before === undefined) return 'Arrivé pendant votre revue. ';
  return before === version ? '' : 'Modifié pendant votre revue. ';
}
