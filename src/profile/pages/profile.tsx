import { frameOf, IdentityFields } from '../../access';
import { type AccountSummary, passwordHint } from '../../accounts';
import type { SignIn } from '../../journal';
import type { FieldErrors } from '../../platform/errors';
import type { Form } from '../../platform/forms';
import type { OpenSession } from '../../platform/sessions';
import type { Person } from '../../platform/who-may';
import {
  AppPage,
  Button,
  Card,
  Email,
  ErrorSummary,
  Field,
  formatPhone,
  Note,
  RequiredMention,
  typo,
} from '../../ui';
import { profilePath } from '../path';
import { Sessions } from './sessions';
import { SignIns } from './sign-ins';

/** What `?fait=` says. */
export const doneWords = {
  informations: 'Vos informations sont enregistrées.',
  'mot-de-passe': 'Votre mot de passe est changé. Toutes vos autres sessions sont fermées.',
  fermer: 'La session est fermée.',
  'fermer-les-autres': 'Toutes vos autres sessions sont fermées.',
} as const;
export type DoneCode = keyof typeof doneWords;

interface ProfilePageProps {
  readonly person: Person;
  readonly account: AccountSummary;
  readonly sessions: readonly OpenSession[];
  readonly signIns: readonly SignIn[];
  readonly errors: FieldErrors;
  readonly typed: Form;
  readonly done: DoneCode | null;
}

/** /mon-profil */
export function ProfilePage(props: ProfilePageProps) {
  const { person, account, sessions, signIns, errors, typed, done } = props;
  return (
    <AppPage title="Mon profil" error={Object.keys(errors).length > 0} {...frameOf(person, profilePath)}>
      <div class="cadre corps pile-5">
        <div class="tetiere">
          <div>
            <h1>Mon profil</h1>
            <p>{typo('Qui vous êtes, votre mot de passe, et les appareils où votre compte est ouvert.')}</p>
          </div>
        </div>
        {done && (
          <Note kind="fait" announced>
            {doneWords[done]}
          </Note>
        )}
        <ErrorSummary errors={errors} />
        <div class="deux">
          <div class="pile-5">
            <Identity account={account} errors={errors} typed={typed} />
            <Password account={account} errors={errors} />
          </div>
          <div class="pile-5">
            <Card id="t-identifiant" title="Mon identifiant">
              <p>
                <Email address={account.email} />
              </p>
            </Card>
            <Sessions sessions={sessions} />
            <SignIns signIns={signIns} />
          </div>
        </div>
      </div>
    </AppPage>
  );
}

function Identity({ account, errors, typed }: Pick<ProfilePageProps, 'account' | 'errors' | 'typed'>) {
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

function Password({ account, errors }: Pick<ProfilePageProps, 'account' | 'errors'>) {
  return (
    <form class="carte pile-5" action={profilePath} method="post" aria-labelledby="t-mot-de-passe" novalidate>
      <div class="section__tete">
        <h2 id="t-mot-de-passe">Mon mot de passe</h2>
        <RequiredMention />
      </div>
      {/* For password managers: what they keep the password under. */}
      <input
        class="vh"
        type="email"
        name="identifiant"
        value={account.email}
        autocomplete="username"
        readonly
        tabindex={-1}
        aria-label="Identifiant"
      />
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
