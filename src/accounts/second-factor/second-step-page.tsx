import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { ErrorSummary, type FieldErrors, PlainPage, typo } from '../../ui';
import { secondStepPath } from '../entry';
import { ProofForms, RecoveryForm } from './proof-forms';

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
          <ProofForms action={secondStepPath} {...{ hasTotp, passkeys, errors }}>
            {back}
          </ProofForms>
          <p>
            <a href="/connexion">Revenir à la connexion</a>
          </p>
        </div>
        <section class="pile" aria-labelledby="t-secours">
          <h2 id="t-secours">Rien de tout cela sous la main ?</h2>
          <RecoveryForm action={secondStepPath} errors={errors}>
            {back}
          </RecoveryForm>
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
