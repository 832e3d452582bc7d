import type { SignIn } from '../../journal';
import { Card, formatDateTime, Line, Lines, Status, typo } from '../../ui';

/** The latest sign-ins, and the failures on this address. */
export function SignIns({ signIns }: { readonly signIns: readonly SignIn[] }) {
  return (
    <Card id="t-connexions" title="Mes connexions récentes">
      <div class="pile">
        <p class="discret">
          {typo(
            'Une connexion que vous ne reconnaissez pas ? Changez votre mot de passe : les autres sessions seront fermées.',
          )}
        </p>
        {signIns.length === 0 ? (
          <p>Aucune connexion dans les douze derniers mois.</p>
        ) : (
          <Lines>
            {signIns.map(({ at, address, outcome }) => (
              <Line
                key={`${at.toISOString()} ${outcome}`}
                icon={outcome === 'done' ? 'check' : 'alert'}
                title={typo(formatDateTime(at))}
                details={[address && typo(`Depuis ${address}`)]}
                action={
                  outcome === 'done' ? (
                    <Status kind="actif">Connexion</Status>
                  ) : (
                    <Status kind="suspendu">Mot de passe refusé</Status>
                  )
                }
              />
            ))}
          </Lines>
        )}
      </div>
    </Card>
  );
}
