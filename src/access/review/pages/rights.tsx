import type { ComponentChildren } from 'preact';
import type { FieldErrors } from '../../../platform/errors';
import type { Form } from '../../../platform/forms';
import type { Person } from '../../../platform/who-may';
import { Checkbox, formatDate, NameAndEmail, Table, typo } from '../../../ui';
import { daysInWords, rightsInWords } from '../../mandates';
import { roleOf } from '../../rules';
import { membershipWords } from '../../users/lifecycle';
import type { ReviewedMandate, ReviewedUser } from '../queries/rights-to-review';
import type { SeenRight, SeenRights } from '../seen-list';

export const fieldOf = (id: string) => `finir-${id}`;

interface RightsProps {
  readonly person: Person;
  /** The list that was answered, when it is shown again. */
  readonly seen: SeenRights | null;
  readonly typed: Form;
  readonly errors: FieldErrors;
}

const accountWords = {
  to_activate: 'compte à activer',
  migrated: 'compte sans mot de passe',
  active: null,
  blocked: 'compte bloqué',
} as const satisfies Record<ReviewedUser['account'], string | null>;

/** The people of a group, each with a box to end their access. */
export function UsersToReview({
  users,
  ...props
}: RightsProps & { readonly users: readonly ReviewedUser[] }) {
  const { person, seen } = props;
  return (
    <Table<ReviewedUser>
      caption="Personnes, par nom"
      captionHidden
      columns={[
        {
          title: 'Personne',
          cell: ({ name, email }) => <NameAndEmail name={name === email ? null : name} email={email} />,
        },
        {
          title: 'Accès',
          kind: 'large',
          cell: (user) => (
            <span>
              {typo(accessInWords(user))}
              <Changed before={seen && (seen.get(user.id) ?? 'absent')} now={user} />
            </span>
          ),
        },
        { title: 'Donné le', cell: ({ since }) => formatDate(since) },
        {
          title: 'Dernière connexion',
          cell: ({ lastSignInAt, account }) => (
            <span>
              {lastSignInAt ? formatDate(lastSignInAt) : 'jamais'}
              {accountWords[account] && <span class="sous">{typo(accountWords[account])}</span>}
            </span>
          ),
        },
        {
          title: 'Décision',
          kind: 'gestes',
          cell: (user) => {
            if (user.accountId === person.accountId) return typo("Gardé : c'est vous");
            if (user.lastAdministrator) return typo('Gardé : seul administrateur');
            return <End {...props} id={user.id} name={user.name} what="Mettre fin à l'accès" />;
          },
        },
      ]}
      rows={users}
      rowKey={({ id }) => id}
    />
  );
}

/** The partners, each with a box to end their mandate. */
export function MandatesToReview({
  mandates,
  ...props
}: RightsProps & { readonly mandates: readonly ReviewedMandate[] }) {
  const { seen } = props;
  return (
    <Table<ReviewedMandate>
      caption="Partenaires, par nom"
      captionHidden
      columns={[
        {
          title: 'Partenaire',
          cell: ({ name, detail }) => (
            <>
              {name}
              <span class="sous">{detail}</span>
            </>
          ),
        },
        {
          title: 'Droits',
          kind: 'large',
          cell: (mandate) => (
            <span>
              {rightsInWords(mandate.permissions).map(typo).join(' ; ')}
              <Changed before={seen && (seen.get(mandate.id) ?? 'absent')} now={mandate} />
            </span>
          ),
        },
        { title: 'Dates', cell: daysInWords },
        { title: 'Personnes', cell: ({ people }) => String(people) },
        {
          title: 'Décision',
          kind: 'gestes',
          cell: ({ id, name }) => <End {...props} id={id} name={name} what="Mettre fin au mandat" />,
        },
      ]}
      rows={mandates}
      rowKey={({ id }) => id}
    />
  );
}

const accessInWords = ({ role, state, endsOn }: Pick<ReviewedUser, 'role' | 'state' | 'endsOn'>) =>
  [
    roleOf(role).name,
    state === 'suspended' && membershipWords.suspended.toLowerCase(),
    endsOn && `jusqu'au ${formatDate(endsOn)}`,
  ]
    .filter(Boolean)
    .join(', ');

interface ChangedProps {
  /** As the list that was answered showed it; null: there is none. */
  readonly before: SeenRight | 'absent' | null;
  readonly now: { readonly version: number };
}

/** What has changed of a line since the list that was answered. */
function Changed({ before, now }: ChangedProps): ComponentChildren {
  if (before === null || (before !== 'absent' && before.version === now.version)) return null;
  const sentence =
    before === 'absent'
      ? 'Arrivé pendant votre revue.'
      : before.role === null
        ? 'Modifié pendant votre revue.'
        : `Modifié pendant votre revue. Vous aviez lu : ${accessInWords({ ...before, role: before.role })}.`;
  return (
    <span class="sous">
      <strong>{typo(sentence)}</strong>
    </span>
  );
}

interface EndProps extends Pick<RightsProps, 'typed' | 'errors'> {
  readonly id: string;
  readonly name: string;
  readonly what: string;
}

const End = ({ id, name, what, typed, errors }: EndProps) => (
  <Checkbox
    name={fieldOf(id)}
    label={
      <>
        {typo(what)}
        <span class="vh"> : {name}</span>
      </>
    }
    checked={typed[fieldOf(id)] === 'oui'}
    errors={errors}
  />
);
