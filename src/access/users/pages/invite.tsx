import type { FieldErrors } from '../../../platform/errors';
import type { Form } from '../../../platform/forms';
import type { Person } from '../../../platform/who-may';
import { Button, ButtonLink, ErrorSummary, Field, RadioGroup, typo } from '../../../ui';
import { EndDayField } from '../../pages/end-day-field';
import { PlaceFrame } from '../../pages/place-frame';
import type { Place } from '../../place';
import { type RoleCode, roles } from '../../rules';

interface InvitePageProps {
  readonly person: Person;
  readonly place: Place;
  readonly grantable: readonly RoleCode[];
  readonly errors: FieldErrors;
  readonly typed: Form;
}

/** "Inviter une personne" : its address, its role, until when. */
export function InvitePage({ person, place, grantable, errors, typed }: InvitePageProps) {
  const failed = Object.keys(errors).length > 0;
  return (
    <PlaceFrame
      title="Inviter une personne"
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
      <div class="tetiere">
        <div>
          <h1>Inviter une personne</h1>
          <p>
            {typo(
              place.siret === null
                ? "Elle reçoit un lien, valable 7 jours, et rejoint l'entreprise : tous ses établissements, présents et à venir."
                : 'Elle reçoit un lien, valable 7 jours, et rejoint cet établissement dès qu’elle accepte.',
            )}
          </p>
        </div>
      </div>
      <ErrorSummary errors={errors} />
      <form class="carte pile-5" action={`${place.usersPath}/inviter`} method="post" novalidate>
        <p class="petit discret">{typo('* Champs obligatoires')}</p>
        <Field
          name="email"
          label="Adresse email"
          type="email"
          required
          hint="Professionnelle et personnelle à cette personne : seule cette adresse pourra accepter."
          autocomplete="off"
          value={typed.email}
          errors={errors}
        />
        <RadioGroup
          name="role"
          label="Rôle"
          required
          cards
          options={roles
            .filter((role) => grantable.includes(role.code))
            .map((role) => ({
              value: role.code,
              label: typo(role.name),
              description: typo(role.description),
            }))}
          value={typed.role}
          errors={errors}
        />
        <EndDayField value={typed.fin} errors={errors} />
        <div class="boutons">
          <Button variant="plein" icon="mail">
            Envoyer l'invitation
          </Button>
        </div>
      </form>
    </PlaceFrame>
  );
}
