import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { Button, ErrorSummary, Field, type FieldErrors, PasskeyForm, PlainPage, typo } from '../../ui';
import { secondStepPath } from '../entry';

interface SecondStepPageProps {
  /** Page to go to once signed in. */
  readonly comeBack: string;
  /** The account has an application that gives codes. */
  readonly hasTotp: boolean;
  /** What its passkeys are asked to sign; null when it has none. */
  readonly passkeys: PublicKeyCredentialRequestOptionsJSON | null;
  readonly errors?: FieldErrors;
}

/** The password was right: what else proves that it is its owner. */
export function SecondStepPage({ comeBack, hasTotp, passkeys, errors = {} }: SecondStepPageProps) {
  const back = <input type="hidden" name="retour" value={comeBack} />;
  return (
    <PlainPage title="Vérification" error={Object.keys(errors).length > 0}>
      <h1>Vérification</h1>
      <ErrorSummary errors={errors} />
      <div class="deux">
        <div class="carte pile-5">
          <p>{typo('Votre mot de passe est bon. Il reste à prouver que c’est vous.')}</p>
          {passkeys && (
            <PasskeyForm
              action={secondStepPath}
              gesture="cle"
              what="use"
              options={passkeys}
              label="Utiliser ma clé d'accès"
              variant={hasTotp ? 'trait' : 'plein'}
            >
              {back}
            </PasskeyForm>
          )}
          {passkeys && hasTotp && <hr class="filet" />}
          {hasTotp && (
            <form class="pile-5" action={secondStepPath} method="post" novalidate>
              {back}
              <Field
                name="code"
                label="Code de votre application"
                hint="Les 6 chiffres affichés en ce moment pour « mon compte 2i »."
                inputmode="numeric"
                autocomplete="one-time-code"
                maxlength={10}
                errors={errors}
              />
              <div class="boutons">
                <Button variant="plein" name="geste" value="code">
                  Valider
                </Button>
              </div>
            </form>
          )}
          <p>
            <a href="/connexion">Revenir à la connexion</a>
          </p>
        </div>
        <section class="pile" aria-labelledby="t-secours">
          <h2 id="t-secours">Rien de tout cela sous la main ?</h2>
          <details class="deplier" open={errors.secours !== undefined}>
            <summary>Utiliser un code de secours</summary>
            <form class="pile-5" action={secondStepPath} method="post" novalidate>
              {back}
              <Field
                name="secours"
                label="Code de secours"
                hint="L'un de ceux que vous avez notés : 16 lettres et chiffres. Chacun sert une fois."
                autocomplete="off"
                spellcheck={false}
                maxlength={40}
                errors={errors}
              />
              <div class="boutons">
                <Button variant="trait" name="geste" value="secours">
                  Utiliser ce code
                </Button>
              </div>
            </form>
          </details>
          <p>
            {typo('Plus de code de secours non plus ? ')}
            <a href="/aide">Contactez nos conseillers</a>
            {typo(' : ils vérifient qui vous êtes avant de vous rouvrir la porte.')}
          </p>
        </section>
      </div>
    </PlainPage>
  );
}
