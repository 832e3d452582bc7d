import { Button, ErrorSummary, Field, type FieldErrors, PlainPage, typo, Username } from '../../ui';
import { activationLink, firstPasswordLink, type LinkKind } from '../links';
import { passwordHint } from '../password-rules';

interface NewPasswordPageProps {
  readonly link: LinkKind;
  readonly secret: string;
  readonly email: string;
  readonly errors?: FieldErrors | undefined;
}

/** Where a mailed link leads: the form of the password, whose sending uses the link up. */
export function NewPasswordPage({ link, secret, email, errors = {} }: NewPasswordPageProps) {
  const { title, lead, label } = words(link);
  return (
    <PlainPage title={title} error={Object.keys(errors).length > 0}>
      <h1>{title}</h1>
      <ErrorSummary errors={errors} />
      <div class="deux">
        <div class="carte pile-5">
          <p>
            {typo(lead)} <strong class="bloc">{email}.</strong>
          </p>
          <form class="pile-5" action={link.path} method="post" novalidate>
            <input type="hidden" name="jeton" value={secret} />
            <Username email={email} />
            <Field
              name="password"
              label={label}
              type="password"
              autocomplete="new-password"
              hint={passwordHint}
              errors={errors}
            />
            <div class="boutons">
              <Button variant="plein">Enregistrer et me connecter</Button>
            </div>
          </form>
        </div>
        <section class="pile" aria-labelledby="t-conseil">
          <h2 id="t-conseil">Un bon mot de passe</h2>
          <p>{typo('Quatre mots sans rapport entre eux se retiennent mieux que des signes mêlés.')}</p>
          <p>
            {typo(
              "Il n'est fait ni de votre nom, de votre adresse ou de celui de votre entreprise, ni d'un mot courant répété ou suivi de chiffres.",
            )}
          </p>
          <p>{typo('Vous pouvez le coller depuis un gestionnaire de mots de passe.')}</p>
        </section>
      </div>
    </PlainPage>
  );
}

function words(link: LinkKind) {
  if (link === activationLink) {
    return {
      title: 'Activez votre compte',
      lead: 'Votre compte est ouvert. Créez votre mot de passe ; votre identifiant est',
      label: 'Mot de passe',
    };
  }
  if (link === firstPasswordLink) {
    return {
      title: 'Créez votre nouveau mot de passe',
      lead: 'Vos informations ont été transférées de la précédente plateforme ; votre identifiant est',
      label: 'Nouveau mot de passe',
    };
  }
  return {
    title: 'Choisissez un nouveau mot de passe',
    lead: 'Toutes vos sessions ouvertes seront fermées. Votre identifiant est',
    label: 'Nouveau mot de passe',
  };
}
