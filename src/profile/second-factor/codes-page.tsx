import { frameOf } from '../../access';
import { secondFactorPath } from '../../platform/http';
import type { Person } from '../../platform/who-may';
import { AppPage, ButtonLink, Note, typo } from '../../ui';
import { profilePath } from '../path';

interface CodesPageProps {
  readonly person: Person;
  readonly codes: readonly string[];
  /** They come with the first factor; else they replace others. */
  readonly first: boolean;
}

/** Recovery codes, shown this once. */
export function CodesPage({ person, codes, first }: CodesPageProps) {
  return (
    <AppPage title="Codes de secours" {...frameOf(person, profilePath)}>
      <div class="cadre corps pile-5">
        <h1>Vos codes de secours</h1>
        {first && (
          <Note kind="fait" announced>
            La double authentification est active. Vos autres sessions sont fermées.
          </Note>
        )}
        <div class="deux">
          <section class="carte pile-5" aria-labelledby="t-noter">
            <h2 id="t-noter">Notez-les maintenant</h2>
            <p>
              {typo(
                'Ils ne seront plus jamais affichés. Chacun sert une fois, le jour où vous n’avez ni votre application ni votre clé.',
              )}
            </p>
            <ol class="codes">
              {codes.map((code) => (
                <li key={code}>{code}</li>
              ))}
            </ol>
            <div class="boutons">
              <ButtonLink href={secondFactorPath} variant="plein" icon="check">
                Je les ai notés
              </ButtonLink>
            </div>
          </section>
          <section class="pile" aria-labelledby="t-ou">
            <h2 id="t-ou">Où les garder ?</h2>
            <p>
              {typo(
                'Imprimés et rangés, ou dans un gestionnaire de mots de passe : pas sur le téléphone qui porte votre application.',
              )}
            </p>
            {!first && <p>{typo('Les codes que vous aviez avant ne servent plus.')}</p>}
          </section>
        </div>
      </div>
    </AppPage>
  );
}
