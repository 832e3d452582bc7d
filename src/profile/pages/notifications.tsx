import { ButtonLink, Card, typo } from '../../ui';
import { notificationsPath } from '../notifications/page';

/** When one is written to. */
export function Notifications() {
  return (
    <Card id="t-notifications" title="Mes notifications">
      <div class="pile">
        <p class="discret">
          {typo('Recevez ce qui attend votre réponse tout de suite, ou en un seul résumé chaque matin.')}
        </p>
        <p>
          <ButtonLink href={notificationsPath} icon="mail">
            Choisir mes notifications
          </ButtonLink>
        </p>
      </div>
    </Card>
  );
}
