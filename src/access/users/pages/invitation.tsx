import type { FieldErrors } from '../../../platform/errors';
import type { Form } from '../../../platform/forms';
import {
  Button,
  ButtonLink,
  Email,
  ErrorSummary,
  type Fact,
  Facts,
  formatDate,
  PlainPage,
  typo,
} from '../../../ui';
import { IdentityFields } from '../../pages/identity-fields';
import { type RoleCode, roleOf } from '../../rules';

/** What the invited person must do to accept. */
export type WayToAccept =
  /** No account: says who they are, then chooses a password. */
  | 'open-account'
  /** An account without password: chooses it. */
  | 'choose-password'
  | 'sign-in'
  /** Signed in with the invited address. */
  | 'accept'
  /** Signed in with another address. */
  | 'other-account'
  | 'blocked';

interface InvitationPageProps {
  readonly secret: string;
  readonly way: WayToAccept;
  readonly email: string;
  /** "Établissement" or "Entreprise", and which. */
  readonly place: Fact;
  readonly role: RoleCode;
  readonly endsOn: string | null;
  readonly by: string;
  readonly errors?: FieldErrors | undefined;
  readonly typed?: Form | undefined;
}

/** /invitation: what is offered, by whom, and the one way to accept it. Opening the page accepts nothing. */
export function InvitationPage(props: InvitationPageProps) {
  const { way, email, place, role, endsOn, by, errors = {} } = props;
  return (
    <PlainPage title="Invitation" error={Object.keys(errors).length > 0}>
      <h1>{typo(`${by} vous invite`)}</h1>
      <ErrorSummary errors={errors} />
      <div class="deux">
        <div class="carte pile-5">
          <Facts
            items={[
              place,
              ['Rôle', typo(roleOf(role).name)],
              ["Jusqu'au", endsOn && formatDate(endsOn)],
              ['Votre identifiant', <Email address={email} />],
            ]}
          />
          <Way {...props} way={way} />
        </div>
        <section class="pile" aria-labelledby="t-role">
          <h2 id="t-role">Ce que vous pourrez faire</h2>
          <p>{typo(roleOf(role).description)}</p>
          <p>{typo('Vous ne connaissez pas cette personne ? Fermez cette page, rien ne se passe.')}</p>
        </section>
      </div>
    </PlainPage>
  );
}

function Way({ secret, way, errors = {}, typed = {} }: InvitationPageProps) {
  const back = `/connexion?retour=${encodeURIComponent(`/invitation?jeton=${secret}`)}`;
  if (way === 'blocked') {
    return <p>{typo('Votre compte est bloqué : contactez nos conseillers par la page Aide.')}</p>;
  }
  if (way === 'sign-in') {
    return (
      <>
        <p>{typo('Vous avez déjà un compte : connectez-vous pour accepter.')}</p>
        <div class="boutons">
          <ButtonLink href={back} variant="plein">
            Me connecter
          </ButtonLink>
        </div>
      </>
    );
  }
  if (way === 'other-account') {
    return (
      <>
        <p>
          {typo(
            "Vous êtes connecté avec une autre adresse. Déconnectez-vous, puis rouvrez le lien de l'email.",
          )}
        </p>
        <form action="/deconnexion" method="post">
          <Button variant="trait">Me déconnecter</Button>
        </form>
      </>
    );
  }
  return (
    <form class="pile-5" action="/invitation" method="post" novalidate>
      <input type="hidden" name="jeton" value={secret} />
      {way === 'open-account' && (
        <>
          <p>
            {typo(
              'Dites qui vous êtes, puis choisissez votre mot de passe. Tous les champs sont obligatoires.',
            )}
          </p>
          <IdentityFields errors={errors} typed={typed} />
        </>
      )}
      {way === 'choose-password' && <p>{typo("Il ne vous reste qu'à choisir votre mot de passe.")}</p>}
      <div class="boutons">
        <Button variant="plein">
          {way === 'accept' ? "Accepter l'invitation" : 'Accepter et continuer'}
        </Button>
      </div>
    </form>
  );
}
