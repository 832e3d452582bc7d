import { frameOf } from '../../access';
import type { AccountSummary, EmailChange } from '../../accounts';
import type { SignIn } from '../../journal';
import type { FieldErrors } from '../../platform/errors';
import type { Form } from '../../platform/forms';
import type { OpenSession } from '../../platform/sessions';
import type { Person } from '../../platform/who-may';
import { AppPage, ErrorSummary, Note, typo } from '../../ui';
import { profilePath } from '../path';
import { EmailAddress } from './email-address';
import { Identity } from './identity';
import { MyData } from './my-data';
import { Notifications } from './notifications';
import { Password } from './password';
import { SecondFactor } from './second-factor';
import { Sessions } from './sessions';
import { SignIns } from './sign-ins';

/** What `?fait=` says. */
export const doneWords = {
  informations: 'Vos informations sont enregistrées.',
  'adresse-demandee': 'Un message vient de partir à votre nouvelle adresse : son lien la confirme.',
  'adresse-gardee': 'Votre adresse reste la même : le changement est annulé.',
  'adresse-changee':
    'Votre adresse est changée : connectez-vous désormais avec la nouvelle. Toutes vos autres sessions sont fermées.',
  'mot-de-passe': 'Votre mot de passe est changé. Toutes vos autres sessions sont fermées.',
  fermer: 'La session est fermée.',
  'fermer-les-autres': 'Toutes vos autres sessions sont fermées.',
} as const;
export type DoneCode = keyof typeof doneWords;

interface ProfilePageProps {
  readonly person: Person;
  readonly account: AccountSummary;
  /** Asked for, and not confirmed yet. */
  readonly asked: EmailChange | null;
  readonly sessions: readonly OpenSession[];
  readonly signIns: readonly SignIn[];
  readonly errors: FieldErrors;
  readonly typed: Form;
  readonly done: DoneCode | null;
}

/** /mon-profil */
export function ProfilePage(props: ProfilePageProps) {
  const { person, account, asked, sessions, signIns, errors, typed, done } = props;
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
            <Password email={account.email} errors={errors} />
            <Notifications />
            <MyData />
          </div>
          <div class="pile-5">
            <EmailAddress email={account.email} asked={asked} errors={errors} typed={typed} />
            <SecondFactor active={account.hasSecondFactor} demandedBy={person.secureBy} />
            <Sessions sessions={sessions} />
            <SignIns signIns={signIns} />
          </div>
        </div>
      </div>
    </AppPage>
  );
}
