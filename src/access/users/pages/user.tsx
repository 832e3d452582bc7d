import type { FieldErrors } from '../../../platform/errors';
import type { Form } from '../../../platform/forms';
import type { Person } from '../../../platform/who-may';
import {
  Button,
  ButtonLink,
  Card,
  Decisions,
  Email,
  ErrorSummary,
  Facts,
  formatDate,
  formatPhone,
  Note,
  siteLabel,
  TextArea,
  typo,
} from '../../../ui';
import { type ActedMandate, mandatesPath } from '../../mandates';
import { EndDayField } from '../../pages/end-day-field';
import { civilityWords } from '../../pages/identity-fields';
import { PlaceFrame } from '../../pages/place-frame';
import { type Refused, RefusedNote } from '../../pages/refused-note';
import { RoleField } from '../../pages/role-field';
import type { Place } from '../../place';
import { type RoleCode, roleOf } from '../../rules';
import { type MembershipAction, membershipActionsIn } from '../lifecycle';
import type { MembershipEvent, UserView } from '../queries/user';
import { Events } from './events';
import { AttachmentState, Done, type DoneCode } from './frame';

export interface UserPageProps {
  readonly person: Person;
  readonly place: Place;
  readonly user: UserView;
  readonly events: readonly MembershipEvent[];
  /** The roles that this administrator may grant. Empty: they do not administer what this one is held on. */
  readonly grantable: readonly RoleCode[];
  /** Mandates by which the person acts there anyway, whatever becomes of this membership. */
  readonly acted: readonly ActedMandate[];
  readonly errors: FieldErrors;
  readonly typed: Form;
  /** Why what was asked could not be done; what was typed is kept. */
  readonly refusal: Refused | null;
  readonly done: DoneCode | null;
}

/** "Modification de l'utilisateur": who, where, and what an administrator may change. */
export function UserPage(props: UserPageProps) {
  const { person, place, user, events, errors, refusal, done } = props;
  const name = `${user.firstName} ${user.lastName}`.trim();
  const failed = Object.keys(errors).length > 0 || refusal !== null;
  return (
    <PlaceFrame
      title={`Modification de l'utilisateur : ${name}`}
      person={person}
      place={place}
      current={place.usersPath}
      error={failed}
    >
      <p class="retour">
        <ButtonLink variant="nu" href={place.usersPath} icon="arrow-left">
          Gestion des utilisateurs
        </ButtonLink>
      </p>
      <Done code={done} />
      <RefusedNote refusal={refusal}>
        <p>{typo(`Enregistré : ${inForce(user)}.`)}</p>
      </RefusedNote>
      <div class="tetiere">
        <div>
          <h1>{typo("Modification de l'utilisateur")}</h1>
          <p>{name}</p>
        </div>
        <AttachmentState state={user.state} />
      </div>
      <ErrorSummary errors={errors} />
      <div class="deux deux--inverse">
        <div class="pile-5">
          <Card id="t-personne" title="Information personnelle">
            <Facts
              items={[
                ['Civilité', user.civility && civilityWords[user.civility]],
                ['Nom', user.lastName],
                ['Prénom', user.firstName],
                ['Fonction', user.jobTitle],
                ['Téléphone', user.phone && formatPhone(user.phone)],
                ['Adresse email', <Email address={user.email} />],
                [
                  'Dernière connexion',
                  user.lastSignInAt ? formatDate(user.lastSignInAt) : accountWords(user),
                ],
              ]}
            />
          </Card>
          <Card id="t-perimetre" title="Le périmètre">
            <Facts
              items={[
                user.siret === null
                  ? ['Entreprise', typo('tous ses établissements')]
                  : ['Établissement', siteLabel(place.name, user.siret, place.detail)],
                ['Rôle', typo(roleOf(user.role).name)],
                ['Depuis le', formatDate(user.since)],
                ["Jusqu'au", user.endsOn ? formatDate(user.endsOn) : 'sans date de fin'],
                ['Motif', user.state !== 'active' && user.reason],
              ]}
            />
          </Card>
          <Events events={events} />
        </div>
        <Changes {...props} />
      </div>
    </PlaceFrame>
  );
}

const accountWords = ({ accountState }: UserView) =>
  accountState === 'to_activate' || accountState === 'migrated'
    ? "jamais : n'a pas encore de mot de passe"
    : 'jamais';

const inForce = ({ role, endsOn, state }: UserView) =>
  `rôle ${roleOf(role).name}, ${endsOn ? `jusqu'au ${formatDate(endsOn)}` : 'sans date de fin'}${
    state === 'suspended' ? ', suspendu' : ''
  }`;

/** What this administrator may do to this membership now: forms, or why there are none. */
function Changes(props: UserPageProps) {
  const { person, place, user, grantable } = props;
  const own = user.accountId === person.accountId;
  const actions = membershipActionsIn(user.state, own);
  if (actions.length === 0) return null;
  if (grantable.length === 0) {
    return (
      <Note icon="info">
        {
          "Ces droits sont donnés sur toute l'entreprise : un administrateur de l'entreprise peut les modifier."
        }
      </Note>
    );
  }
  if (user.lastAdministrator) {
    const where =
      user.siret === null ? "d'au moins un établissement de l'entreprise" : 'de cet établissement';
    return (
      <Note icon="info">
        {`${own ? 'Vous êtes la seule personne à administrer' : 'Cette personne est la seule à administrer'} ${
          user.siret === null ? "au moins un établissement de l'entreprise" : 'cet établissement'
        }. Nommez d'abord un autre administrateur ${where} : ses droits pourront ensuite être modifiés, suspendus ou retirés.`}
      </Note>
    );
  }
  const action = `${place.usersPath}/${user.membershipId}`;
  return (
    <div class="pile-5">
      <StillActs {...props} own={own} />
      {actions.includes('change') && <RightsForm {...props} action={action} />}
      <StateForm {...props} action={action} actions={actions} own={own} />
    </div>
  );
}

function RightsForm({ user, grantable, errors, typed, action }: UserPageProps & { readonly action: string }) {
  return (
    <form class="carte pile-5" action={action} method="post" aria-labelledby="t-droits" novalidate>
      <h2 id="t-droits">Ses droits</h2>
      <input type="hidden" name="version" value={String(user.version)} />
      <RoleField grantable={grantable} value={typed.role ?? user.role} errors={errors} />
      <EndDayField value={typed.fin ?? frenchDay(user.endsOn)} errors={errors} />
      <div class="boutons">
        <Button variant="plein" name="geste" value="modifier">
          Enregistrer
        </Button>
      </div>
    </form>
  );
}

/** So that nobody is surprised: what a removal leaves. */
function StillActs({ acted, own }: Pick<UserPageProps, 'acted'> & { readonly own: boolean }) {
  if (acted.length === 0) return null;
  return (
    <Note icon="info">
      <p>
        {typo(
          own
            ? 'Même sans ce rattachement, vous pourrez agir ici par mandat :'
            : 'Même retirée, cette personne pourra agir ici par mandat, au nom d’un partenaire. Pour l’en empêcher, modifiez ou retirez le mandat :',
        )}
      </p>
      <ul>
        {acted.map(({ id, partner }) => (
          <li key={id}>
            <a href={`${mandatesPath}/${id}`}>{partner}</a>
          </li>
        ))}
      </ul>
    </Note>
  );
}

/** "2027-12-31" → "31/12/2027". */
const frenchDay = (iso: string | null) => iso?.split('-').reverse().join('/') ?? '';

interface StateFormProps extends UserPageProps {
  readonly action: string;
  readonly actions: readonly MembershipAction[];
  readonly own: boolean;
}

function StateForm({ user, errors, typed, action, actions, own }: StateFormProps) {
  const choices = [
    {
      action: 'restore',
      value: 'retablir',
      label: 'Rétablir',
      variant: 'plein',
      consequence: 'La personne retrouve aussitôt son accès, avec le même rôle.',
    },
    {
      action: 'suspend',
      value: 'suspendre',
      label: 'Suspendre',
      variant: 'trait',
      consequence: "La personne n'a plus accès, jusqu'à ce que vous la rétablissiez. Elle lit votre motif.",
    },
    {
      action: 'end',
      value: 'retirer',
      label: own ? 'Quitter' : 'Retirer',
      variant: 'danger',
      consequence: own
        ? "Vous n'aurez plus accès. Pour revenir, il faudra une nouvelle demande ou une invitation."
        : "La personne n'a plus accès et lit votre motif. Elle pourra faire une nouvelle demande, ou être invitée.",
    },
  ] as const;
  return (
    <form class="carte" action={action} method="post" aria-labelledby="t-rattachement" novalidate>
      <div class="pile-5">
        <h2 id="t-rattachement">{own ? 'Votre rattachement' : 'Son rattachement'}</h2>
        <input type="hidden" name="version" value={String(user.version)} />
        <TextArea
          name="motif"
          label="Motif"
          width="large"
          hint={
            own
              ? "Obligatoire. Gardé dans l'historique."
              : 'Obligatoire pour suspendre ou retirer. La personne le lira.'
          }
          rows={3}
          value={typed.motif}
          errors={errors}
        />
      </div>
      <Decisions name="geste" choices={choices.filter((choice) => actions.includes(choice.action))} />
    </form>
  );
}
