import { Button, ErrorSummary, Field, type FieldErrors, Note, PlainPage, typo } from '../../ui';

interface ForgottenPasswordPageProps {
  readonly email?: string | undefined;
  readonly errors?: FieldErrors | undefined;
  /** The form has been taken in; the same words whatever the address. */
  readonly sent?: boolean | undefined;
  readonly demonstration: boolean;
}

export function ForgottenPasswordPage({
  email,
  errors = {},
  sent,
  demonstration,
}: ForgottenPasswordPageProps) {
  return (
    <PlainPage title="Mot de passe oublié" error={Object.keys(errors).length > 0}>
      <h1>Mot de passe oublié</h1>
      {sent ? (
        <Sent email={email ?? ''} demonstration={demonstration} />
      ) : (
        <>
          <ErrorSummary errors={errors} />
          <div class="pile texte">
            <p>
              {typo(
                "Donnez l'adresse email de votre compte : nous y envoyons un lien, valable 60 minutes, pour choisir un mot de passe.",
              )}
            </p>
            <p>
              {typo(
                "Vous aviez un compte sur la précédente plateforme ? C'est ici aussi que vous créez votre nouveau mot de passe.",
              )}
            </p>
          </div>
          <form class="pile-5" action="/mot-de-passe-oublie" method="post" novalidate>
            <Field
              name="email"
              label="Adresse email"
              type="email"
              autocomplete="username"
              value={email}
              errors={errors}
            />
            <div class="boutons">
              <Button variant="plein">Recevoir un lien</Button>
            </div>
          </form>
        </>
      )}
      <p>
        <a href="/connexion">Revenir à la connexion</a>
      </p>
    </PlainPage>
  );
}

function Sent({ email, demonstration }: { readonly email: string; readonly demonstration: boolean }) {
  return (
    <>
      <Note icon="mail" kind="fait" announced>
        <p>
          {typo(
            'Si un compte existe pour cette adresse, un message vient de partir : ouvrez-le et suivez son lien.',
          )}
        </p>
        <p>
          {typo('Adresse saisie :')} <strong>{email}</strong>
        </p>
        {demonstration && (
          <p>
            {typo('Démonstration : le message vous attend dans la')}{' '}
            <a href="/boite-aux-lettres">boîte aux lettres</a>.
          </p>
        )}
      </Note>
      <div class="pile texte">
        <h2>{typo("Rien n'arrive ?")}</h2>
        <ul class="puces">
          <li>{typo('Regardez dans les courriers indésirables.')}</li>
          <li>
            {typo("L'adresse comporte une faute, ou ce n'est pas celle de votre compte ?")}{' '}
            <a href="/mot-de-passe-oublie">Recommencez</a>.
          </li>
          <li>
            {typo("Vous n'avez pas encore de compte ?")}{' '}
            <a href="/demande-de-compte/mon-adresse-email">Je crée mon compte</a>.
          </li>
        </ul>
      </div>
    </>
  );
}
