import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import type { ComponentChildren } from 'preact';
import { Button, Field, type FieldErrors, PasskeyForm } from '../../ui';

interface ProofFormsProps {
  readonly action: string;
  /** The account has an application that gives codes. */
  readonly hasTotp: boolean;
  /** What its passkeys are asked to sign; null when it has none. */
  readonly passkeys: PublicKeyCredentialRequestOptionsJSON | null;
  readonly errors: FieldErrors;
  /** Hidden fields that each form carries. */
  readonly children: ComponentChildren;
}

/** A passkey, or the code of an application. */
export function ProofForms({ action, hasTotp, passkeys, errors, children }: ProofFormsProps) {
  return (
    <>
      {passkeys && (
        <PasskeyForm
          action={action}
          gesture="cle"
          what="use"
          options={passkeys}
          label="Utiliser ma clé d'accès"
          variant={hasTotp ? 'trait' : 'plein'}
        >
          {children}
        </PasskeyForm>
      )}
      {passkeys && hasTotp && <hr class="filet" />}
      {hasTotp && (
        <form class="pile-5" action={action} method="post" novalidate>
          {children}
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
    </>
  );
}

interface RecoveryFormProps extends Pick<ProofFormsProps, 'action' | 'errors' | 'children'> {}

/** A recovery code, for the day when neither is at hand. */
export const RecoveryForm = ({ action, errors, children }: RecoveryFormProps) => (
  <details class="deplier" open={errors.secours !== undefined}>
    <summary>Utiliser un code de secours</summary>
    <form class="pile-5" action={action} method="post" novalidate>
      {children}
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
);
