import { frameOf } from '../../access';
import type { Passkey } from '../../accounts';
import type { FieldErrors } from '../../platform/errors';
import { secondFactorPath } from '../../platform/http';
import type { Person } from '../../platform/who-may';
import { AppPage, Button, Card, ErrorSummary, formatDate, Line, Lines, Note, Status, typo } from '../../ui';
import { PasswordProof } from '../password-proof';
import { profilePath } from '../path';
import { Application } from './application';

/** What `?fait=` says. */
export const doneWords = {
  'a-prouver':
    "Ajoutez maintenant la clé ci-dessous à votre application, puis tapez le code qu'elle affiche.",
  abandonne: "Rien n'a été changé.",
  application: 'Votre application est enregistrée : son code sera demandé à chaque connexion.',
  cle: "Votre clé d'accès est enregistrée.",
  retire: "C'est retiré.",
} as const;
export type DoneCode = keyof typeof doneWords;

interface SecondFactorPageProps {
  readonly person: Person;
  readonly active: boolean;
  readonly totpSince: Date | null;
  /** Of an application that has not proved its codes yet. */
  readonly toProve: { readonly uri: string; readonly key: string } | null;
  readonly passkeys: readonly Passkey[];
  readonly codesLeft: number;
  /** The password has just been given: it is not asked for again to add. */
  readonly fresh: boolean;
  readonly errors: FieldErrors;
  readonly done: DoneCode | null;
}

/** /mon-profil/double-authentification */
export function SecondFactorPage(props: SecondFactorPageProps) {
  const { person, active, totpSince, toProve, passkeys, codesLeft, fresh, errors, done } = props;
  return (
    <AppPage
      title="Double authentification"
      error={Object.keys(errors).length > 0}
      {...frameOf(person, profilePath)}
    >
      <div class="cadre corps pile-5">
        <div class="tetiere">
          <div>
            <h1>Double authentification</h1>
            <p>
              {typo(
                'En plus du mot de passe, chaque connexion demande une preuve que vous seul avez en main : un mot de passe volé ne suffit plus.',
              )}
            </p>
          </div>
          <a href={profilePath}>Revenir à mon profil</a>
        </div>
        {done && (
          <Note kind={done === 'a-prouver' ? 'info' : 'fait'} announced>
            {doneWords[done]}
          </Note>
        )}
        {person.secureBy && <Demanded by={person.secureBy} />}
        <ErrorSummary errors={errors} />
        <div class="deux">
          <div class="pile-5">
            <Application since={totpSince} toProve={toProve} fresh={fresh} errors={errors} />
            <Passkeys passkeys={passkeys} active={active} fresh={fresh} errors={errors} />
          </div>
          <div class="pile-5">
            <Card
              id="t-etat"
              title="Aujourd'hui"
              aside={active ? <Status kind="actif">Active</Status> : <Status kind="attente">Inactive</Status>}
            >
              <p>
                {typo(
                  active
                    ? 'Chaque connexion demande votre mot de passe, puis un de ces moyens.'
                    : 'Votre mot de passe suffit pour vous connecter. Ajoutez une application ou une clé pour activer la double authentification.',
                )}
              </p>
            </Card>
            {active && <Codes left={codesLeft} errors={errors} />}
          </div>
        </div>
      </div>
    </AppPage>
  );
}

function Demanded({ by }: { readonly by: Date }) {
  const past = by.getTime() === 0;
  return (
    <Note kind="attente">
      {past
        ? 'Vos droits demandent la double authentification : ajoutez une application ou une clé pour continuer.'
        : `Vos droits d'administrateur demandent la double authentification : ajoutez une application ou une clé avant le ${formatDate(by)}. Après cette date, rien d'autre ne s'ouvrira avant.`}
    </Note>
  );
}

function Passkeys({
  passkeys,
  active,
  fresh,
  errors,
}: Pick<SecondFactorPageProps, 'passkeys' | 'active' | 'fresh' | 'errors'>) {
  return (
    <Card id="t-cles" title="Clés d'accès">
      <div class="pile-5">
        <p>
          {typo(
            "L'empreinte, le visage ou le code de votre appareil, ou une clé à brancher. Rien à recopier, et aucun faux site ne peut vous la prendre. Il faut JavaScript.",
          )}
        </p>
        {passkeys.length > 0 && (
          <Lines>
            {passkeys.map(({ id, name, addedAt, lastUsedAt }) => (
              <Line
                key={id}
                icon="key"
                title={name}
                details={[
                  typo(`Ajoutée le ${formatDate(addedAt)}`),
                  typo(lastUsedAt ? `Utilisée le ${formatDate(lastUsedAt)}` : 'Jamais utilisée'),
                ]}
                action={<Removal passkey={id} name={name} errors={errors} />}
              />
            ))}
          </Lines>
        )}
        <form class="pile-5" action={secondFactorPath} method="post" aria-labelledby="t-cles" novalidate>
          {!fresh && <PasswordProof field="preuve-cle" errors={errors} />}
          <div class="boutons">
            <Button variant={active ? 'trait' : 'plein'} name="geste" value="cle">
              Ajouter une clé d'accès
            </Button>
          </div>
        </form>
      </div>
    </Card>
  );
}

function Removal({
  passkey,
  name,
  errors,
}: {
  readonly passkey: string;
  readonly name: string;
  readonly errors: FieldErrors;
}) {
  const field = `preuve-retirer-${passkey}`;
  return (
    <details class="deplier" open={errors[field] !== undefined}>
      <summary>
        Retirer<span class="vh"> {name}</span>
      </summary>
      <form class="pile" action={secondFactorPath} method="post" novalidate>
        <input type="hidden" name="cle" value={passkey} />
        <PasswordProof field={field} errors={errors} />
        <Button variant="trait" name="geste" value="retirer">
          Retirer cette clé
        </Button>
      </form>
    </details>
  );
}

function Codes({ left, errors }: { readonly left: number; readonly errors: FieldErrors }) {
  return (
    <Card id="t-codes" title="Codes de secours">
      <div class="pile-5">
        <p>
          {typo(
            left === 0
              ? 'Il ne vous en reste aucun : sans application ni clé, vous ne pourriez plus vous connecter. Créez-en de nouveaux.'
              : `Il vous en reste ${left}. Chacun remplace une fois votre application ou votre clé.`,
          )}
        </p>
        <details class="deplier" open={errors['preuve-codes'] !== undefined || left === 0}>
          <summary>Créer de nouveaux codes</summary>
          <form class="pile" action={secondFactorPath} method="post" novalidate>
            <p>{typo('Les anciens ne serviront plus.')}</p>
            <PasswordProof field="preuve-codes" errors={errors} />
            <Button variant="trait" name="geste" value="codes">
              Créer de nouveaux codes
            </Button>
          </form>
        </details>
      </div>
    </Card>
  );
}
