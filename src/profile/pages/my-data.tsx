import { ButtonLink, Card, typo } from '../../ui';
import { closingPath } from '../closing/page';

/** What is kept of a person, to take away; and the way out. */
export function MyData() {
  return (
    <Card id="t-mes-donnees" title="Mes données">
      <div class="pile">
        <p class="discret">
          {typo(
            'Tout ce que le portail garde de vous : compte, demandes, rattachements, connexions, messages reçus.',
          )}
        </p>
        <div class="boutons">
          <ButtonLink href="/mon-profil/mes-donnees" icon="file">
            Télécharger mes données
          </ButtonLink>
          <ButtonLink href={closingPath} variant="nu">
            Fermer mon compte
          </ButtonLink>
        </div>
      </div>
    </Card>
  );
}
