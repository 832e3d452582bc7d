import {
  Button,
  ButtonLink,
  drawOnce,
  ErrorSummary,
  Field,
  type FieldErrors,
  Gauge,
  type IconName,
  Note,
  PublicPage,
  typo,
} from '../../ui';
import type { DemonstrationAccounts } from '../ports';
import { DemonstrationPanel } from './demonstration-panel';

interface SignInPageProps {
  /** Page to go to once signed in. */
  readonly comeBack: string;
  readonly email?: string | undefined;
  readonly errors?: FieldErrors | undefined;
  /** The session ended while the person was at work. */
  readonly sessionEnded?: boolean | undefined;
  /** The link used a second time has already set the password. */
  readonly passwordSet?: boolean | undefined;
  /** The person has just closed their account. */
  readonly accountClosed?: boolean | undefined;
  readonly demonstration: DemonstrationAccounts | null;
}

/** « Bienvenue » and « Connexion », as in the user guide. */
export function SignInPage(props: SignInPageProps) {
  const { comeBack, email, errors = {}, sessionEnded, passwordSet, accountClosed, demonstration } = props;
  return (
    <PublicPage title="Connexion" variant="grande" error={Object.keys(errors).length > 0}>
      <div class="cadre accueillir">
        <Welcome />
        <section class="accueillir__carte carte pile-5" aria-labelledby="t-connexion">
          <h2 id="t-connexion">Connexion</h2>
          {sessionEnded && (
            <Note kind="attente" announced>
              Votre session est terminée. Connectez-vous pour continuer : votre saisie n'a pas été envoyée.
            </Note>
          )}
          {passwordSet && (
            <Note kind="fait" announced>
              Votre mot de passe est enregistré : connectez-vous avec lui. Si vous ne le connaissez pas,
              choisissez-en un autre par « mot de passe oublié ».
            </Note>
          )}
          {accountClosed && (
            <Note kind="fait" announced>
              Votre compte est fermé : un message vient de partir pour vous le confirmer.
            </Note>
          )}
          <ErrorSummary errors={errors} />
          <form class="pile-5" action="/connexion" method="post" novalidate>
            <input type="hidden" name="retour" value={comeBack} />
            <Field
              name="email"
              label="Adresse email"
              type="email"
              autocomplete="username"
              value={email}
              errors={errors}
            />
            <div>
              <Field
                name="password"
                label="Mot de passe"
                type="password"
                autocomplete="current-password"
                errors={errors}
              />
              <p class="oubli">
                <a href="/mot-de-passe-oublie">mot de passe oublié</a>
              </p>
            </div>
            <Button variant="plein" large>
              Me connecter
            </Button>
          </form>
          <hr class="filet" />
          <div class="pile">
            <p>{typo("Vous n'avez pas de compte ?")}</p>
            <ButtonLink href="/demande-de-compte/mon-adresse-email" large>
              Je crée mon compte
            </ButtonLink>
          </div>
        </section>
        <Preview />
      </div>
      {demonstration && <DemonstrationPanel {...demonstration} comeBack={comeBack} />}
    </PublicPage>
  );
}

function Welcome() {
  return drawOnce('sign-in welcome', () => (
    <section class="accueillir__mot pile" aria-labelledby="t-bienvenue">
      <h1 id="t-bienvenue">Bienvenue</h1>
      <p>
        {typo(
          'Si vous aviez un compte sur la précédente plateforme, vos informations ont été transférées. Pour des raisons de sécurité, il est cependant nécessaire de vous',
        )}{' '}
        <a href="/mot-de-passe-oublie">créer un nouveau mot de passe.</a>
      </p>
    </section>
  ));
}

function Preview() {
  return drawOnce('sign-in preview', () => (
    <section class="accueillir__jauges pile" aria-labelledby="t-apercu">
      <h2 id="t-apercu">{typo('Créer un compte : quatre jauges à remplir')}</h2>
      <ul class="apercu">
        {preview.map(({ icon, name, detail }) => (
          <li key={name}>
            <Gauge state="a-remplir" icon={icon} />
            <span>
              {name}
              <span class="sous">{typo(detail)}</span>
            </span>
          </li>
        ))}
      </ul>
      <p class="discret petit">
        {typo('Votre saisie est gardée 7 jours : vous pouvez vous interrompre et reprendre.')}
      </p>
    </section>
  ));
}

const preview: readonly { icon: IconName; name: string; detail: string }[] = [
  { icon: 'mail', name: 'Mon adresse email', detail: 'elle sera votre identifiant' },
  { icon: 'factory', name: 'Mon entreprise', detail: 'par son nom, SIREN ou SIRET' },
  { icon: 'user', name: 'Mes informations', detail: 'civilité, fonction, téléphone' },
  { icon: 'key', name: 'Habilitations souhaitées', detail: "votre rôle dans l'établissement" },
];
