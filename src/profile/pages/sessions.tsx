import type { OpenSession } from '../../platform/sessions';
import { Button, Card, formatDateTime, Line, Lines, Status, typo } from '../../ui';
import { profilePath } from '../path';

/** Where the account is open now; all but this one can be closed. */
export function Sessions({ sessions }: { readonly sessions: readonly OpenSession[] }) {
  const others = sessions.filter(({ own }) => !own);
  return (
    <Card id="t-sessions" title="Mes sessions ouvertes">
      <div class="pile-5">
        <Lines>
          {sessions.map((session) => (
            <SessionLine key={session.id} {...session} />
          ))}
        </Lines>
        {others.length > 1 && (
          <form method="post" action={profilePath}>
            <Button variant="trait" name="geste" value="fermer-les-autres">
              Fermer toutes les autres sessions
            </Button>
          </form>
        )}
      </div>
    </Card>
  );
}

function SessionLine({ id, openedAt, lastSeenAt, address, browser, own }: OpenSession) {
  const name = browser ?? 'Navigateur inconnu';
  return (
    <Line
      icon="key"
      title={name}
      details={[
        typo(`Ouverte le ${formatDateTime(openedAt)}${address ? `, depuis ${address}` : ''}`),
        own ? null : typo(`Utilisée le ${formatDateTime(lastSeenAt)}`),
      ]}
      action={
        own ? (
          <Status kind="actif">Celle-ci</Status>
        ) : (
          <form method="post" action={profilePath}>
            <input type="hidden" name="session" value={id} />
            <Button
              variant="trait"
              name="geste"
              value="fermer"
              hiddenText={`la session ${name}, ouverte le ${formatDateTime(openedAt)}`}
            >
              Fermer
            </Button>
          </form>
        )
      }
    />
  );
}
