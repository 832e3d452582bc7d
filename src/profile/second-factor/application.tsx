import type { FieldErrors } from '../../platform/errors';
import { secondFactorPath } from '../../platform/http';
import { Button, Card, Field, formatDate, QrCode, Status, typo } from '../../ui';
import { PasswordProof } from '../password-proof';

interface ApplicationProps {
  readonly since: Date | null;
  readonly toProve: { readonly uri: string; readonly key: string } | null;
  readonly fresh: boolean;
  readonly errors: FieldErrors;
}

/** The codes of an application: none, to be proved, or in use. */
export function Application({ since, toProve, fresh, errors }: ApplicationProps) {
  return (
    <Card
      id="t-application"
      title="Application d'authentification"
      aside={since && <Status kind="actif">Active</Status>}
    >
      <div class="pile-5">
        {since && <InUse since={since} errors={errors} />}
        {!since && toProve && <ToProve {...toProve} errors={errors} />}
        {!since && !toProve && <Offered fresh={fresh} errors={errors} />}
      </div>
    </Card>
  );
}

function Offered({ fresh, errors }: Pick<ApplicationProps, 'fresh' | 'errors'>) {
  return (
    <>
      <p>
        {typo(
          'Une application de votre téléphone ou de votre ordinateur (FreeOTP, Google Authenticator, Microsoft Authenticator, un gestionnaire de mots de passe…) affiche un code de 6 chiffres qui change toutes les 30 secondes.',
        )}
      </p>
      <form class="pile-5" action={secondFactorPath} method="post" aria-labelledby="t-application" novalidate>
        {!fresh && <PasswordProof field="preuve-application" errors={errors} />}
        <div class="boutons">
          <Button variant="plein" name="geste" value="application">
            Ajouter une application
          </Button>
        </div>
      </form>
    </>
  );
}

function ToProve({ uri, key, errors }: { uri: string; key: string; errors: FieldErrors }) {
  return (
    <form class="pile-5" action={secondFactorPath} method="post" aria-labelledby="t-application" novalidate>
      <p>
        {typo('Dans votre application, ajoutez un compte en photographiant ce dessin, ou en tapant la clé.')}
      </p>
      <QrCode text={uri} label="La clé, à photographier avec votre application" />
      <p>
        {'Clé : '}
        <strong class="cle">{key.match(/.{1,4}/g)?.join(' ')}</strong>
      </p>
      <Field
        name="code"
        label="Code affiché par l'application"
        hint="6 chiffres : ils prouvent que votre application a bien la clé."
        required
        inputmode="numeric"
        autocomplete="one-time-code"
        maxlength={10}
        errors={errors}
      />
      <div class="boutons">
        <Button variant="plein" name="geste" value="prouver">
          Activer
        </Button>
        <Button variant="nu" name="geste" value="abandonner">
          Abandonner
        </Button>
      </div>
    </form>
  );
}

function InUse({ since, errors }: { since: Date; errors: FieldErrors }) {
  const field = 'preuve-retirer-application';
  return (
    <>
      <p>{typo(`Ajoutée le ${formatDate(since)}. Son code est demandé à chaque connexion.`)}</p>
      <details class="deplier" open={errors[field] !== undefined}>
        <summary>Retirer cette application</summary>
        <form class="pile" action={secondFactorPath} method="post" novalidate>
          <p>{typo('Vous changez de téléphone ? Retirez-la, puis ajoutez la nouvelle.')}</p>
          <PasswordProof field={field} errors={errors} />
          <Button variant="trait" name="geste" value="retirer">
            Retirer l'application
          </Button>
        </form>
      </details>
    </>
  );
}
