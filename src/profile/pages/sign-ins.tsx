import type { SignIn } from '../../journal';
import { Card, formatDateTime, Line, Lines, Status, typo } from '../../ui';

const words = {
  'signed-in': 'Connexion',
  'new-password': 'Nouveau mot de passe',
  failed: 'Mot de passe refusé',
  'code-failed': 'Code refusé',
  stopped: 'Mot de passe juste, sans la suite',
} as const;

const isFailure = (what: SignIn['what']) => what !== 'signed-in' && what !== 'new-password';

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
            {signIns.map(({ at, address, what }) => (
              <Line
                key={`${at.toISOString()} ${what}`}
                icon={isFailure(what) ? 'alert' : 'check'}
                title={typo(formatDateTime(at))}
                details={[address && typo(`Depuis ${address}`)]}
                action={<Status kind={isFailure(what) ? 'suspendu' : 'actif'}>{words[what]}</Status>}
              />
            ))}
          </Lines>
        )}
      </div>
    </Card>
  );
}
