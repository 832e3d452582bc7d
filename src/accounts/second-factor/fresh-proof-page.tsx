import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { Button, ErrorSummary, Field, type FieldErrors, PlainPage, typo, Username } from '../../ui';
import { ProofForms, RecoveryForm } from './proof-forms';

interface FreshProofPageProps {
  readonly action: string;
  readonly email: string;
  /** What was typed, and what a passkey signs: sent again with the proof. */
  readonly carried: Readonly<Record<string, string>>;
  readonly bySecondFactor: boolean;
  readonly hasTotp: boolean;
  readonly passkeys: PublicKeyCredentialRequestOptionsJSON | null;
  readonly errors: FieldErrors;
}

/** Asked before what a session left open is not enough for. */
export function FreshProofPage(props: FreshProofPageProps) {
  const { action, email, carried, bySecondFactor, hasTotp, passkeys, errors } = props;
  const hidden = Object.entries(carried).map(([name, value]) => (
    <input type="hidden" key={name} name={name} value={value} />
  ));
  return (
    <PlainPage title="Confirmez que c'est vous" error={Object.keys(errors).length > 0}>
      <h1>{typo("Confirmez que c'est vous")}</h1>
      <ErrorSummary errors={errors} />
      <div class="deux">
        <div class="carte pile-5">
          <p>
            {typo(
              'Ce que vous demandez est sensible : votre session ouverte ne suffit pas. Votre saisie est gardée, elle part aussitôt après.',
            )}
          </p>
          {bySecondFactor ? (
            <ProofForms {...{ action, hasTotp, passkeys, errors }}>{hidden}</ProofForms>
          ) : (
            <form class="pile-5" action={action} method="post" novalidate>
              {hidden}
              <Username email={email} />
              <Field
                name="preuve"
                label="Votre mot de passe"
                type="password"
                required
                autocomplete="current-password"
                errors={errors}
              />
              <div class="boutons">
                <Button variant="plein">Confirmer</Button>
              </div>
            </form>
          )}
        </div>
        <section class="pile" aria-labelledby="t-pourquoi">
          <h2 id="t-pourquoi">{typo('Pourquoi cette question ?')}</h2>
          <p>
            {typo(
              'Un poste laissé ouvert, une session volée : cette preuve arrête qui agirait à votre place. Elle vaut 15 minutes.',
            )}
          </p>
          {bySecondFactor && (
            <RecoveryForm action={action} errors={errors}>
              {hidden}
            </RecoveryForm>
          )}
        </section>
      </div>
    </PlainPage>
  );
}
