import { frameOf } from '../../access';
import { newEmailPath } from '../../accounts';
import type { Person } from '../../platform/who-may';
import { AppPage, Button, Card, Email, Facts, typo } from '../../ui';
import { profilePath } from '../path';

interface ConfirmEmailPageProps {
  readonly person: Person;
  /** The address to confirm. */
  readonly email: string;
  readonly secret: string;
}

/** Where the mailed link leads: nothing changes before its button. */
export function ConfirmEmailPage({ person, email, secret }: ConfirmEmailPageProps) {
  return (
    <AppPage title="Confirmer ma nouvelle adresse" {...frameOf(person, profilePath)}>
      <div class="cadre corps pile-5">
        <h1>Confirmer ma nouvelle adresse</h1>
        <div class="deux">
          <Card id="t-changement" title="Ce qui change">
            <div class="pile-5">
              <Facts
                items={[
                  ['Identifiant actuel', <Email key="avant" address={person.email} />],
                  ['Nouvel identifiant', <Email key="apres" address={email} />],
                ]}
              />
              <p>
                {typo(
                  'Vous vous connecterez avec la nouvelle adresse, et nos messages y arriveront. Votre mot de passe et vos établissements restent les mêmes.',
                )}
              </p>
              <form class="boutons" action={newEmailPath} method="post">
                <input type="hidden" name="jeton" value={secret} />
                <Button variant="plein" icon="check">
                  Confirmer cette adresse
                </Button>
                <a href={profilePath}>Revenir à mon profil</a>
              </form>
            </div>
          </Card>
        </div>
      </div>
    </AppPage>
  );
}
