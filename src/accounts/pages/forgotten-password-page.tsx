import { Button, ErrorSummary, Field, type FieldErrors, Note, PlainPage, typo } from '../../ui';

interface ForgottenPasswordPageProps {
  readonly email?: string | undefined;
  readonly errors?: FieldErrors | undefined;
  /** The form has been taken in; the same words whatever the address. */
  readonly sent?: boolean | undefined;
  readonly demonstration: boolean;
}

export function ForgottenPasswordPage({
  email = '',
  errors = {},
  sent,
  demonstration,
}: ForgottenPasswordPageProps) {
  return (
    <PlainPage title="Mot de passe oublié" error={Object.keys(errors).length > 0}>
      <h1>Mot de passe oublié</h1>
      <ErrorSummary errors={errors} />
      <div class="deux">
        <div class="carte pile-5">
          {sent ? (
            <Sent email={email} demonstration={demonstration} />
          ) : (
            <AskForm email={email} errors={errors} />
          )}
          <p>
            <a href="/connexion">Revenir à la connexion</a>
          </p>
        </div>
        {sent ? <NothingComes /> : <GoodToKnow />}
      </div>
    </PlainPage>
  );
}

function AskForm({ email, errors }: { readonly email: string; readonly errors: FieldErrors }) {
  return (
    <>
      <p>
        {typo(
          "Donnez l'adresse email de votre compte : nous y envoyons un lien, valable 60 minutes, pour choisir un mot de passe.",
        )}
      </p>
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
  );
}

function Sent({ email, demonstration }: { readonly email: string; readonly demonstration: boolean }) {
  return (
    <Note icon="mail" kind="fait" announced>
      <p>
        {typo(
          'Si un compte existe pour cette adresse, un message vient de partir : ouvrez-le et suivez son lien.',
        )}
      </p>
      <p>
        {typo('Adresse saisie :')} <strong class="bloc">{email}</strong>
      </p>
      {demonstration && (
        <p>
          {typo('Démonstration : le message arrive dans la')}{' '}
          <a href="/boite-aux-lettres">boîte aux lettres</a>.
        </p>
      )}
    </Note>
  );
}

function GoodToKnow() {
  return (
    <section class="pile" aria-labelledby="t-autres-cas">
      <h2 id="t-autres-cas">Autres cas</h2>
      <p>
        {typo(
          "Vous aviez un compte sur la précédente plateforme ? C'est ici que vous créez votre nouveau mot de passe.",
        )}
      </p>
      <p>
        {typo("Vous n'avez pas de compte ?")}{' '}
        <a href="/demande-de-compte/mon-adresse-email">Je crée mon compte</a>
      </p>
    </section>
  );
}

function NothingComes() {
  return (
    <section class="pile" aria-labelledby="t-rien">
      <h2 id="t-rien">{typo("Rien n'arrive ?")}</h2>
      <p>{typo('Regardez dans les courriers indésirables.')}</p>
      <p>
        {typo("L'adresse comporte une faute, ou ce n'est pas celle de votre compte ?")}{' '}
        <a href="/mot-de-passe-oublie">Recommencer</a>
      </p>
      <p>
        {typo("Vous n'avez pas de compte ?")}{' '}
        <a href="/demande-de-compte/mon-adresse-email">Je crée mon compte</a>
      </p>
    </section>
  );
}
