import { IdentityFields } from '../../access';
import type { AccountSummary } from '../../accounts';
import type { FieldErrors } from '../../platform/errors';
import type { Form } from '../../platform/forms';
import { Button, formatPhone, RequiredMention } from '../../ui';
import { profilePath } from '../path';

interface IdentityProps {
  readonly account: AccountSummary;
  readonly errors: FieldErrors;
  readonly typed: Form;
}

/** Who one is: the fields of the third gauge. */
export function Identity({ account, errors, typed }: IdentityProps) {
  const known = {
    civilite: account.civility ?? '',
    fonction: account.jobTitle ?? '',
    nom: account.lastName ?? '',
    prenom: account.firstName ?? '',
    telephone: account.phone ? formatPhone(account.phone) : '',
  };
  return (
    <form class="carte pile-5" action={profilePath} method="post" aria-labelledby="t-informations" novalidate>
      <div class="section__tete">
        <h2 id="t-informations">Mes informations</h2>
        <RequiredMention />
      </div>
      <IdentityFields errors={errors} typed={{ ...known, ...typed }} />
      <div class="boutons">
        <Button variant="plein" name="geste" value="informations">
          Enregistrer
        </Button>
      </div>
    </form>
  );
}
