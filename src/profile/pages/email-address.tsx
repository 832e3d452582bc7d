import type { EmailChange } from '../../accounts';
import type { FieldErrors } from '../../platform/errors';
import type { Form } from '../../platform/forms';
import { Button, Card, Email, Field, Note, typo } from '../../ui';
import { PasswordProof } from '../password-proof';
import { profilePath } from '../path';

interface EmailAddressProps {
  readonly email: string;
  readonly asked: EmailChange | null;
  readonly errors: FieldErrors;
  readonly typed: Form;
}

/** The address that one signs in with, and the way to another. */
export function EmailAddress({ email, asked, errors, typed }: EmailAddressProps) {
  return (
    <Card id="t-identifiant" title="Mon identifiant">
      <div class="pile-5">
        <p>
          <Email address={email} />
        </p>
        {asked && <Asked email={asked.email} />}
        <form class="pile-5" action={profilePath} method="post" aria-labelledby="t-identifiant" novalidate>
          <Field
            name="nouvelle"
            label={asked ? 'Une autre adresse email' : 'Nouvelle adresse email'}
            type="email"
            value={typed.nouvelle}
            required
            autocomplete="email"
            hint="Un message y sera envoyé : rien ne change avant que vous l'ayez confirmée."
            errors={errors}
          />
          <PasswordProof field="preuve" errors={errors} />
          <div class="boutons">
            <Button variant="trait" name="geste" value="adresse">
              Changer d'adresse
            </Button>
          </div>
        </form>
      </div>
    </Card>
  );
}

function Asked({ email }: { readonly email: string }) {
  return (
    <Note icon="mail">
      <p>
        {'Vous avez demandé à utiliser '}
        <Email address={email} />
        {typo(' : confirmez-la par le lien du message qui y a été envoyé, dans les 24 heures.')}
      </p>
      <form class="boutons" action={profilePath} method="post">
        <Button variant="nu" name="geste" value="garder-adresse">
          Garder mon adresse actuelle
        </Button>
      </form>
    </Note>
  );
}
