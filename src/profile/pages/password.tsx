import { passwordHint } from '../../accounts';
import type { FieldErrors } from '../../platform/errors';
import { Button, Field, RequiredMention, typo, Username } from '../../ui';
import { profilePath } from '../path';

interface PasswordProps {
  readonly email: string;
  readonly errors: FieldErrors;
}

/** Another password, by the current one. */
export function Password({ email, errors }: PasswordProps) {
  return (
    <form class="carte pile-5" action={profilePath} method="post" aria-labelledby="t-mot-de-passe" novalidate>
      <div class="section__tete">
        <h2 id="t-mot-de-passe">Mon mot de passe</h2>
        <RequiredMention />
      </div>
      <Username email={email} />
      <Field
        name="actuel"
        label="Mot de passe actuel"
        type="password"
        required
        autocomplete="current-password"
        errors={errors}
      />
      <Field
        name="nouveau"
        label="Nouveau mot de passe"
        type="password"
        required
        autocomplete="new-password"
        hint={passwordHint}
        errors={errors}
      />
      <p class="discret">{typo('Vos autres sessions seront fermées, et un message vous sera envoyé.')}</p>
      <div class="boutons">
        <Button variant="trait" name="geste" value="mot-de-passe">
          Changer mon mot de passe
        </Button>
      </div>
    </form>
  );
}
