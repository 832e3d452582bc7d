import { Button, PlainPage, typo } from '../../../ui';
import { closeAddress, formTitle } from '../form-pages';

/** Asks what becomes of the draft before leaving. */
export function ClosePage({ back }: { readonly back: string }) {
  return (
    <PlainPage title={`Fermer – ${formTitle}`}>
      <h1>{typo('Fermer votre demande de création de compte')}</h1>
      <form class="carte pile-5" method="post" action={closeAddress} novalidate>
        <p>
          {typo(
            'Votre brouillon peut être gardé 7 jours dans ce navigateur : vous le retrouverez en revenant à la demande. Sur un ordinateur partagé, effacez-le.',
          )}
        </p>
        <div class="boutons">
          <Button variant="plein" name="choix" value="garder">
            Garder mon brouillon
          </Button>
          <Button variant="danger" name="choix" value="effacer">
            Effacer mon brouillon
          </Button>
        </div>
        <p>
          <a href={back}>Revenir à ma demande</a>
        </p>
      </form>
    </PlainPage>
  );
}
