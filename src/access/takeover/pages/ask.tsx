import type { FieldErrors } from '../../../platform/errors';
import type { Form } from '../../../platform/forms';
import type { Person } from '../../../platform/who-may';
import { AppPage, Button, ButtonLink, ErrorSummary, Steps, TextArea, typo } from '../../../ui';
import { frameOf } from '../../navigation';
import { type Refused, RefusedNote } from '../../pages/refused-note';
import type { Place } from '../../place';

interface AskPageProps {
  readonly person: Person;
  readonly place: Place;
  readonly errors: FieldErrors;
  readonly typed: Form;
  /** Why it cannot be asked. */
  readonly refusal: Refused | null;
}

export const takeoverPath = '/reprise-administration';

/** /reprise-administration: asks, having read what will happen. */
export function AskTakeoverPage({ person, place, errors, typed, refusal }: AskPageProps) {
  const { name, detail, siret } = place;
  return (
    <AppPage
      title="Reprendre l'administration"
      error={Object.keys(errors).length > 0 || refusal !== null}
      {...frameOf(person)}
      establishment={{ name, detail, ...(siret && { siret }), changeHref: '/mes-etablissements' }}
    >
      <div class="cadre corps pile-5">
        <p class="retour">
          <ButtonLink variant="nu" href="/mes-etablissements" icon="arrow-left">
            Mes établissements
          </ButtonLink>
        </p>
        <RefusedNote refusal={refusal} />
        <div class="tetiere">
          <div>
            <h1>{typo("Reprendre l'administration")}</h1>
            <p>
              {typo(
                "L'administrateur de cet établissement est parti, ou ne répond plus : demandez à prendre la suite.",
              )}
            </p>
          </div>
        </div>
        <ErrorSummary errors={errors} />
        <div class="deux">
          <form class="carte pile-5" action={takeoverPath} method="post" novalidate>
            <TextArea
              name="raison"
              label="Pourquoi reprenez-vous l'administration ?"
              hint="Les administrateurs, puis vos collègues et nos conseillers liront cette raison."
              required
              width="large"
              rows={4}
              value={typed.raison}
              errors={errors}
            />
            <div class="boutons">
              <input type="hidden" name="etablissement" value={siret ?? ''} />
              <Button variant="plein">Envoyer ma demande</Button>
            </div>
          </form>
          <section class="pile" aria-labelledby="t-suite">
            <h2 id="t-suite">{typo('Ce qui se passe ensuite')}</h2>
            <Steps
              steps={[
                {
                  title: 'Les administrateurs sont prévenus',
                  text: 'Par email, tout de suite. Ils peuvent accepter, ou refuser en disant pourquoi.',
                },
                {
                  title: 'Un jour ouvré plus tard',
                  text: 'Sans réponse de leur part, un collègue déjà rattaché peut confirmer votre demande.',
                },
                {
                  title: 'Ou avec un justificatif',
                  text: 'Nos conseillers décident. Sans administrateur, vous pouvez le leur transmettre tout de suite.',
                },
              ]}
            />
          </section>
        </div>
      </div>
    </AppPage>
  );
}
