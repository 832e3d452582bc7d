import { frameOf } from '../../access';
import { passkeyNameMaxLength } from '../../accounts';
import { secondFactorPath } from '../../platform/http';
import type { Person } from '../../platform/who-may';
import { AppPage, Card, Field, PasskeyForm, typo } from '../../ui';
import { profilePath } from '../path';

/** The browser makes a passkey, whose answer is sent back with the name that the person gives it. */
export function PasskeyPage({ person, options }: { readonly person: Person; readonly options: object }) {
  return (
    <AppPage title="Ajouter une clé d'accès" {...frameOf(person, profilePath)}>
      <div class="cadre corps pile-5">
        <h1>Ajouter une clé d'accès</h1>
        <div class="deux">
          <Card id="t-nouvelle-cle" title="Votre clé">
            <PasskeyForm
              action={secondFactorPath}
              gesture="enregistrer-cle"
              what="create"
              options={options}
              label="Créer la clé"
              variant="plein"
            >
              <Field
                name="nom"
                label="Un nom pour la reconnaître"
                hint="Facultatif : « Ordinateur du bureau », « Téléphone »."
                maxlength={passkeyNameMaxLength}
                autocomplete="off"
              />
            </PasskeyForm>
          </Card>
          <p>
            {typo("Votre navigateur vous demandera l'empreinte, le visage ou le code de l'appareil. ")}
            <a href={secondFactorPath}>Revenir sans rien ajouter</a>
          </p>
        </div>
      </div>
    </AppPage>
  );
}
